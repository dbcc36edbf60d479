package io.javamiko.interop;

import static io.javamiko.testing.OpenSSHClient.HOST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.testing.Await;
import io.javamiko.testing.LeakCheck;
import io.javamiko.testing.OpenSSHClient;
import io.javamiko.transport.Algorithms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real {@code ssh} and {@code ssh-keyscan} against a server of ours. */
@Tag("peers")
@ExtendWith(LeakCheck.class)
class OpenSSHOnOurServerIT {
    private static final byte[] DATA = new byte[300_000];

    @TempDir
    static Path folder;

    private static OurServer server;

    @BeforeAll
    static void start() throws Exception {
        new Random(1).nextBytes(DATA);
        server = OurServer.start(
                folder, s -> s.algorithms(Algorithms.modern().withCompressions(List.of("none", "zlib@openssh.com"))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0} {1} {2} {3} compression {4}")
    @MethodSource("io.javamiko.interop.Combinations#pairwise")
    void everyTwoAlgorithmsTogether(String kex, String cipher, String mac, String hostKey, String compression)
            throws Exception {
        runsACommand(kex, cipher, mac, hostKey, compression);
    }

    @Tag("full")
    @ParameterizedTest(name = "{0} {1} {2} {3} compression {4}")
    @MethodSource("io.javamiko.interop.Combinations#product")
    void everyCombination(String kex, String cipher, String mac, String hostKey, String compression) throws Exception {
        runsACommand(kex, cipher, mac, hostKey, compression);
    }

    private static void runsACommand(String kex, String cipher, String mac, String hostKey, String compression)
            throws Exception {
        server.events().negotiated.clear();
        var ran = server.openSSH()
                .ssh(
                        "-o",
                        "KexAlgorithms=" + kex,
                        "-o",
                        "Ciphers=" + cipher,
                        "-o",
                        "MACs=" + mac,
                        "-o",
                        "HostKeyAlgorithms=" + hostKey,
                        "-o",
                        "Compression=" + compression,
                        HOST,
                        "cat; echo problem >&2; exit 3")
                .input(DATA)
                .run();
        assertThat(ran.error()).isEqualTo("problem\n");
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out()).isEqualTo(DATA);
        var negotiated = server.events().negotiated.get(0);
        assertThat(negotiated.kex()).isEqualTo(kex);
        assertThat(negotiated.hostKeyAlgorithm()).isEqualTo(hostKey);
        assertThat(negotiated.strictKex()).isTrue();
        var direction = negotiated.clientToServer();
        assertThat(direction).isEqualTo(negotiated.serverToClient());
        assertThat(direction.cipher()).isEqualTo(cipher);
        assertThat(direction.mac().isPresent()).isEqualTo(Combinations.usesAMAC(cipher));
        direction.mac().ifPresent(name -> assertThat(name).isEqualTo(mac));
        assertThat(direction.compression()).isEqualTo(compression.equals("yes") ? "zlib@openssh.com" : "none");
    }

    @Test
    void keyscanPrintsEveryHostKey() throws Exception {
        var printed = server.openSSH()
                .keyscan("-t", "ed25519,ecdsa,rsa")
                .run()
                .successful()
                .text();
        server.server().hostKeys().stream()
                .filter(key ->
                        !key.type().endsWith("nistp384") && !key.type().endsWith("nistp521")) // it asks for one ecdsa
                .forEach(key -> assertThat(printed).contains("[127.0.0.1]:" + server.port() + " " + key.format("")));
    }

    @Test
    void rekeyInTheMiddleOfATransferInEachDirection() throws Exception {
        server.events().rekeyed.clear();
        var ran = server.openSSH()
                .ssh("-o", "RekeyLimit=1M", HOST, "sha256sum; head -c 20000000 /dev/zero | tr '\\0' x")
                .input(new byte[20_000_000])
                .run()
                .successful();
        assertThat(ran.out()).hasSizeGreaterThan(20_000_000).endsWith('x');
        assertThat(ran.text()).startsWith(HexOf.sha256(new byte[20_000_000]));
        assertThat(server.events().rekeyed).hasSizeGreaterThan(20);
    }

    @Test
    void exitByASignalIsToldAsSuch() throws Exception {
        var ran = server.openSSH().ssh(HOST, "printf before; kill -TERM $$").run();
        assertThat(ran.text()).isEqualTo("before");
        assertThat(ran.exit()).isNotZero();
    }

    @Test
    void wrongKeyIsRefused() throws Exception {
        var other = Files.createDirectory(folder.resolve("other"));
        OpenSSHClient.makeKey("ecdsa", other.resolve("user"));
        var ran = server.openSSH(other).ssh(HOST, "id").run();
        assertThat(ran.exit()).isEqualTo(255);
        assertThat(ran.error()).contains("Permission denied (publickey)");
    }

    @Test
    void manySessionsOverOneConnection() throws Exception {
        var control = folder.resolve("control").toString();
        var ssh = server.openSSH();
        var master = ssh.ssh("-M", "-N", "-S", control, HOST).start();
        try {
            Await.until(Duration.ofSeconds(10), () -> "no control socket", () -> Files.exists(Path.of(control)));
            for (int i = 0; i < 20; i++) {
                var ran = ssh.ssh("-S", control, HOST, "cat; exit " + i)
                        .input(("input " + i).getBytes(UTF_8))
                        .run();
                assertThat(ran.text()).as(ran::toString).isEqualTo("input " + i);
                assertThat(ran.exit()).as(ran::toString).isEqualTo(i);
            }
            ssh.ssh("-S", control, "-O", "exit", HOST).run();
        } finally {
            master.destroy();
            master.waitFor();
        }
    }
}
