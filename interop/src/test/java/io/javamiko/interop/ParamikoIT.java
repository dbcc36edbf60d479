package io.javamiko.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.client.SSHClient;
import io.javamiko.interop.PeerWorld.Files;
import io.javamiko.interop.peers.Offer;
import io.javamiko.interop.peers.PeerKeys;
import io.javamiko.interop.peers.PythonClient;
import io.javamiko.interop.peers.PythonServer;
import io.javamiko.testing.LeakCheck;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.Warning;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every algorithm that paramiko has, in both directions. */
@Tag("peers")
@ExtendWith(LeakCheck.class)
class ParamikoIT {
    @TempDir
    static Path folder;

    private static PythonServer server;
    private static PythonClient client;
    private static Offer offerOfServer;
    private static Offer offerOfClient;

    @BeforeAll
    static void start() throws Exception {
        PeerKeys.write(folder);
        client = PythonClient.start("paramiko_client", folder);
        server = PythonServer.start("paramiko_server", folder);
        offerOfServer = Offer.ofServer(server.port());
        offerOfClient = Offer.ofClient(port -> {
            PeerKeys.knownHosts(folder, port);
            client.connect(port);
        });
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        server.close();
    }

    static List<Choice> algorithmsOfServer() {
        return Choice.of(offerOfServer);
    }

    static List<Choice> algorithmsOfClient() {
        return Choice.of(offerOfClient);
    }

    @Test
    void offersNothingThatNobodyHasDecidedAbout() {
        Choice.assertNothingNew(offerOfServer);
        Choice.assertNothingNew(offerOfClient);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("algorithmsOfServer")
    void ourClientOnIt(Choice choice) throws Exception {
        PeerWorld.useServer(folder, server.port(), "tester", choice, Files.SFTP);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("algorithmsOfClient")
    void itOnOurServer(Choice choice) throws Exception {
        PeerWorld.serveClient(folder, choice, client::connect);
    }

    /** CVE-2023-48795: paramiko 2.12 has no strict key exchange. */
    @Test
    void cbcWithEncryptThenMACWithoutStrictKeyExchangeIsAWarning() throws Exception {
        var warnings = new ConcurrentLinkedQueue<Warning.Kind>();
        var listener = new ConnectionListener() {
            @Override
            public void warning(Warning warning) {
                warnings.add(warning.kind());
            }
        };
        var known = PeerKeys.knownHosts(folder, server.port());
        try (var ssh = SSHClient.connect(
                "127.0.0.1",
                c -> c.port(server.port())
                        .user("tester")
                        .identity(folder.resolve("user"))
                        .knownHosts(known)
                        .listener(listener)
                        .algorithms(Algorithms.modern()
                                .withCiphers(List.of("aes256-cbc"))
                                .withMACs(List.of("hmac-sha2-256-etm@openssh.com"))))) {
            assertThat(ssh.negotiated().isOpenToTerrapin()).isTrue();
            assertThat(warnings).contains(Warning.Kind.TERRAPIN);
        }
    }
}
