package io.javamiko.interop;

import io.javamiko.interop.PeerWorld.Files;
import io.javamiko.interop.peers.Offer;
import io.javamiko.interop.peers.PeerKeys;
import io.javamiko.interop.peers.PythonClient;
import io.javamiko.interop.peers.PythonServer;
import io.javamiko.testing.LeakCheck;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every algorithm that asyncssh has, in both directions. */
@Tag("peers")
@ExtendWith(LeakCheck.class)
class AsyncSSHIT {
    @TempDir
    static Path folder;

    private static PythonServer server;
    private static PythonClient client;
    private static Offer offerOfServer;
    private static Offer offerOfClient;

    @BeforeAll
    static void start() throws Exception {
        PeerKeys.write(folder);
        client = PythonClient.start("asyncssh_client", folder);
        server = PythonServer.start("asyncssh_server", folder);
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
}
