package io.javamiko.interop;

import static io.javamiko.testing.OpenSSHClient.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.testing.LeakCheck;
import io.javamiko.testing.OpenSSHServer;
import io.javamiko.testing.Program;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.NegotiationException;
import io.javamiko.transport.Warning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The ciphers and MACs that OpenSSH 9.2 still has and nobody offers unasked, in both directions; and an old device. */
@Tag("peers")
@ExtendWith(LeakCheck.class)
class OldAlgorithmsIT {
    private static final List<String> CIPHERS = List.of("aes128-cbc", "aes192-cbc", "aes256-cbc", "3des-cbc");
    private static final List<String> MACS = List.of(
            "umac-64@openssh.com",
            "umac-128@openssh.com",
            "umac-64-etm@openssh.com",
            "umac-128-etm@openssh.com",
            "hmac-sha1",
            "hmac-sha1-96",
            "hmac-md5",
            "hmac-md5-96",
            "hmac-sha1-etm@openssh.com",
            "hmac-sha1-96-etm@openssh.com",
            "hmac-md5-etm@openssh.com",
            "hmac-md5-96-etm@openssh.com");
    private static final byte[] DATA = new byte[100_000];

    @TempDir
    static Path folder;

    private static OpenSSHServer sshd;
    private static OurServer ours;

    @BeforeAll
    static void start() throws Exception {
        new Random(1).nextBytes(DATA);
        sshd = OpenSSHServer.start(
                o -> o.line("Ciphers +" + String.join(",", CIPHERS)).line("MACs +" + String.join(",", MACS)));
        var all =
                Algorithms.modern().withLegacy(CIPHERS.toArray(String[]::new)).withLegacy(MACS.toArray(String[]::new));
        ours = OurServer.start(folder, s -> s.algorithms(all));
    }

    @AfterAll
    static void stop() {
        ours.close();
        sshd.close();
    }

    static Stream<Arguments> pairs() {
        return Stream.concat(
                CIPHERS.stream()
                        .flatMap(cipher -> Stream.of("hmac-sha2-256", "hmac-sha2-256-etm@openssh.com")
                                .map(mac -> Arguments.of(cipher, mac))),
                MACS.stream().map(mac -> Arguments.of("aes128-ctr", mac)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("pairs")
    void ourClientOnOpenSSH(String cipher, String mac) throws Exception {
        var algorithms = Algorithms.modern().withCiphers(List.of(cipher)).withMACs(List.of(mac));
        try (var ssh = OurClient.connect(sshd, c -> c.algorithms(algorithms))) {
            assertThat(ssh.exec("cat", e -> e.input(DATA)).bytes()).isEqualTo(DATA);
            assertThat(ssh.negotiated().clientToServer().cipher()).isEqualTo(cipher);
            assertThat(ssh.negotiated().serverToClient().mac()).contains(mac);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("pairs")
    void openSSHOnOurServer(String cipher, String mac) throws Exception {
        var ran = ours.openSSH()
                .ssh("-o", "Ciphers=" + cipher, "-o", "MACs=" + mac, HOST, "cat")
                .input(DATA)
                .run();
        assertThat(ran.error()).isEmpty();
        assertThat(ran.out()).isEqualTo(DATA);
    }

    @Test
    void anOldDeviceIsRefusedWithTheNameOfItsProfileAndWorksWithIt() throws Exception {
        var key = folder.resolve("rsa1024");
        Program.of(Program.find("ssh-keygen"), "-q", "-t", "rsa", "-b", "1024", "-N", "", "-f", key.toString())
                .run()
                .successful();
        try (var device = OpenSSHServer.start(o -> o.line("HostKey " + key)
                .line("RequiredRSASize 1024")
                .line("KexAlgorithms diffie-hellman-group1-sha1")
                .line("Ciphers 3des-cbc")
                .line("MACs hmac-md5")
                .line("HostKeyAlgorithms ssh-rsa"))) {
            var known = Files.writeString(
                    folder.resolve("known"),
                    "[127.0.0.1]:" + device.port() + " " + Files.readString(folder.resolve("rsa1024.pub")));
            assertThatThrownBy(() -> OurClient.connect(device))
                    .isInstanceOf(NegotiationException.class)
                    .hasMessageContaining("Algorithms.legacyDevices()");
            Queue<Warning> warnings = new ConcurrentLinkedQueue<>();
            var listener = new ConnectionListener() {
                @Override
                public void warning(Warning warning) {
                    warnings.add(warning);
                }
            };
            try (var ssh = OurClient.connect(
                    device,
                    c -> c.algorithms(Algorithms.legacyDevices())
                            .knownHosts(known)
                            .listener(listener))) {
                assertThat(ssh.exec("printf hello").text()).isEqualTo("hello");
                assertThat(ssh.negotiated().legacy())
                        .containsExactly("diffie-hellman-group1-sha1", "ssh-rsa", "3des-cbc", "hmac-md5");
            }
            assertThat(warnings)
                    .filteredOn(w -> w.kind() == Warning.Kind.LEGACY_ALGORITHM)
                    .hasSize(4);
        }
    }
}
