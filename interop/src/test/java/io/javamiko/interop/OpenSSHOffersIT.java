package io.javamiko.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.interop.peers.Offer;
import io.javamiko.testing.LeakCheck;
import io.javamiko.testing.OpenSSHClient;
import io.javamiko.testing.OpenSSHServer;
import io.javamiko.testing.Program;
import io.javamiko.transport.Algorithms.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** With everything switched on, OpenSSH has no name that nobody has decided about; the other tests here use its algorithms. */
@Tag("peers")
@ExtendWith(LeakCheck.class)
class OpenSSHOffersIT {
    /** Options and what {@code ssh -Q} calls their names. */
    private enum Option {
        KexAlgorithms("kex"),
        HostKeyAlgorithms("HostKeyAlgorithms"),
        Ciphers("cipher"),
        MACs("mac");

        private final String query;

        Option(String query) {
            this.query = query;
        }

        List<String> names() throws Exception {
            return Program.of(Program.find("ssh"), "-Q", query)
                    .run()
                    .successful()
                    .text()
                    .lines()
                    .toList();
        }
    }

    @TempDir
    Path folder;

    @Test
    void ofItsServer() throws Exception {
        var key = folder.resolve("dsa");
        OpenSSHClient.makeKey("dsa", key);
        var lines = new ArrayList<String>(List.of("Compression yes", "HostKey " + key));
        for (var option : Option.values()) {
            lines.add(option + " " + String.join(",", option.names()));
        }
        try (var sshd = OpenSSHServer.start(o -> lines.forEach(o::line))) {
            var offer = Offer.ofServer(sshd.port());
            assertOffersAll(offer);
            assertThat(offer.names(Kind.HOST_KEY))
                    .contains("ssh-dss", "ssh-rsa", "rsa-sha2-512", "ecdsa-sha2-nistp256", "ssh-ed25519");
            Choice.assertNothingNew(offer);
        }
    }

    @Test
    void ofItsClient() throws Exception {
        OpenSSHClient.makeKey("ed25519", folder.resolve("user"));
        var arguments = new ArrayList<String>(List.of("-o", "Compression=yes"));
        for (var option : Option.values()) {
            arguments.addAll(List.of("-o", option + "=" + String.join(",", option.names())));
        }
        arguments.addAll(List.of(OpenSSHClient.HOST, "true"));
        var offer = Offer.ofClient(port -> OpenSSHClient.of(folder, port, "tester", folder.resolve("user"), List.of())
                .ssh(arguments.toArray(String[]::new))
                .run());
        assertOffersAll(offer);
        assertThat(offer.names(Kind.HOST_KEY)).containsAll(Option.HostKeyAlgorithms.names());
        Choice.assertNothingNew(offer);
    }

    private static void assertOffersAll(Offer offer) throws Exception {
        assertThat(offer.names(Kind.KEX)).containsAll(Option.KexAlgorithms.names());
        assertThat(offer.names(Kind.CIPHER)).containsAll(Option.Ciphers.names());
        assertThat(offer.names(Kind.MAC)).containsAll(Option.MACs.names());
        assertThat(offer.names(Kind.COMPRESSION)).contains("zlib@openssh.com");
    }
}
