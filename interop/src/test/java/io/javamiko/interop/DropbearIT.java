package io.javamiko.interop;

import io.javamiko.interop.peers.Offer;
import io.javamiko.interop.peers.PeerKeys;
import io.javamiko.testing.DropbearServer;
import io.javamiko.testing.LeakCheck;
import io.javamiko.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every algorithm that Dropbear has, in both directions. */
@Tag("peers")
@Tag("root")
@ExtendWith(LeakCheck.class)
class DropbearIT {
    @TempDir
    static Path folder;

    private static DropbearServer server;
    private static DropbearServer serverOfLongCurves;
    private static Offer offerOfServer;
    private static Offer offerOfLongCurves;
    private static Offer offerOfClient;

    @BeforeAll
    static void start() throws Exception {
        PeerKeys.write(folder);
        server = start("ssh-ed25519", "ecdsa-sha2-nistp256", "ssh-rsa", "ssh-dss");
        serverOfLongCurves = start("ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"); // it takes four keys
        offerOfServer = Offer.ofServer(server.port());
        offerOfLongCurves = Offer.ofServer(serverOfLongCurves.port());
        var ssh = Files.createDirectory(folder.resolve(".ssh"));
        Files.write(
                ssh.resolve("known_hosts"),
                PeerKeys.HOST_KEYS.stream()
                        .map(key -> "127.0.0.1 " + key.publicKey().format(""))
                        .toList());
        DropbearServer.convertKey(folder.resolve("user"), folder.resolve("user_dropbear"));
        offerOfClient = Offer.ofClient(DropbearIT::dbclient);
    }

    private static DropbearServer start(String... types) throws Exception {
        return DropbearServer.start(
                folder.resolve("user.pub"),
                Stream.of(types).map(type -> folder.resolve("host_" + type)).toList());
    }

    @AfterAll
    static void stop() {
        serverOfLongCurves.close();
        server.close();
    }

    private static String dbclient(int port) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Program.find("dbclient"), "-p", Integer.toString(port)));
        command.addAll(List.of("-i", folder.resolve("user_dropbear").toString()));
        command.addAll(List.of("tester@127.0.0.1", "cat; exit 3"));
        var ran = Program.of(command)
                .environment("HOME", folder.toString())
                .input(PeerWorld.DATA)
                .run();
        return ran.exit() == 3 && Arrays.equals(ran.out(), PeerWorld.DATA) ? "ok" : ran.toString();
    }

    static Stream<Choice> algorithmsOfServers() {
        return Stream.of(offerOfServer, offerOfLongCurves)
                .flatMap(offer -> Choice.of(offer).stream())
                .distinct();
    }

    static List<Choice> algorithmsOfClient() {
        return Choice.of(offerOfClient);
    }

    @Test
    void offersNothingThatNobodyHasDecidedAbout() {
        Choice.assertNothingNew(offerOfServer);
        Choice.assertNothingNew(offerOfClient);
        Choice.assertNothingNew(offerOfLongCurves);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("algorithmsOfServers")
    void ourClientOnIt(Choice choice) throws Exception {
        var peer = Choice.of(offerOfServer).contains(choice) ? server : serverOfLongCurves;
        PeerWorld.useServer(folder, peer.port(), peer.user(), choice, PeerWorld.Files.SFTP);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("algorithmsOfClient")
    void itOnOurServer(Choice choice) throws Exception {
        PeerWorld.serveClientWithNewKeys(folder, choice, DropbearIT::dbclient);
    }
}
