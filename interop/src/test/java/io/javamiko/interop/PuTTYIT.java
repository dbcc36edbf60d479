package io.javamiko.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.interop.peers.Offer;
import io.javamiko.interop.peers.PeerKeys;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.files.KeyFileFormat;
import io.javamiko.testing.LeakCheck;
import io.javamiko.testing.Program;
import io.javamiko.transport.Algorithms.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every algorithm that PuTTY's plink has. PuTTY has no server. */
@Tag("peers")
@ExtendWith(LeakCheck.class)
class PuTTYIT {
    /** All that it has; a name behind WARN would be a question, which {@code -batch} answers with no. */
    private static final String SESSION = """
            Cipher=aesgcm,chacha20,aes,blowfish,3des,arcfour,des,WARN
            KEX=ntru-curve25519,ecdh,dh-gex-sha1,dh-group18-sha512,dh-group17-sha512,dh-group16-sha512,dh-group15-sha512,\
            dh-group14-sha1,dh-group1-sha1,rsa,WARN
            HostKey=ed448,ed25519,ecdsa,rsa,dsa,WARN
            SSH2DES=1
            RekeyBytes=70000
            """;

    @TempDir
    static Path folder;

    private static Offer offer;

    @BeforeAll
    static void start() throws Exception {
        PeerKeys.write(folder);
        try (var user = SSHKeyPair.read(folder.resolve("user"))) {
            user.write(folder.resolve("user.ppk"), KeyFileFormat.PUTTY, new char[0]);
        }
        var sessions = Files.createDirectories(folder.resolve(".putty/sessions"));
        Files.writeString(sessions.resolve("Default%20Settings"), SESSION);
        var authorities = Files.createDirectory(folder.resolve(".putty/sshhostcas"));
        var authority = Base64.getEncoder()
                .encodeToString(PeerKeys.AUTHORITY.publicKey().blob());
        Files.writeString(authorities.resolve("test"), "PublicKey=" + authority + "\nValidity=*\nPermitRSASHA1=1\n");
        offer = Offer.ofClient(PuTTYIT::plink);
    }

    /** Sends more than what makes it ask for new keys, and back. */
    private static String plink(int port) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Program.find("plink"), "-v", "-batch", "-noagent"));
        PeerKeys.HOST_KEYS.forEach(
                key -> command.addAll(List.of("-hostkey", key.publicKey().fingerprint())));
        command.addAll(List.of("-i", folder.resolve("user.ppk").toString()));
        command.addAll(List.of("-P", Integer.toString(port), "tester@127.0.0.1", "cat; exit 3"));
        var ran = Program.of(command)
                .environment("HOME", folder.toString())
                .input(PeerWorld.DATA)
                .run();
        boolean ok = ran.exit() == 3
                && Arrays.equals(ran.out(), PeerWorld.DATA)
                && ran.error().contains("Initiating key re-exchange");
        return ok ? "ok" : ran.toString();
    }

    static List<Choice> algorithms() {
        return Choice.of(offer);
    }

    @Test
    void offersNothingThatNobodyHasDecidedAbout() {
        Choice.assertNothingNew(offer);
        assertThat(offer.names(Kind.HOST_KEY)).as("its session is read").contains("ssh-dss");
        assertThat(offer.names(Kind.HOST_KEY)).as("so is its authority").contains("rsa-sha2-512-cert-v01@openssh.com");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("algorithms")
    void itOnOurServer(Choice choice) throws Exception {
        PeerWorld.serveClient(folder, choice, PuTTYIT::plink);
    }
}
