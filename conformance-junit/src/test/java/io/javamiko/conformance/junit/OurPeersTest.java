package io.javamiko.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.Threads;
import io.javamiko.client.SSHClient;
import io.javamiko.client.hostkeys.HostKeyDecision;
import io.javamiko.conformance.ClientTarget;
import io.javamiko.conformance.Level;
import io.javamiko.conformance.ServerTarget;
import io.javamiko.conformance.peer.Credentials;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.server.SSHServer;
import io.javamiko.server.auth.UserKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The kit on our own server and client, as another project has it; the examples of docs/conformance.md stand here. */
class OurPeersTest {
    private static final SSHKeyPair KEY = SSHKeyPair.generate("ssh-ed25519");
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(@TestFactory.*?)```", Pattern.DOTALL);

    private static SSHServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = SSHServer.start(s -> s.port(0)
                .hostKey(SSHKeyPair.generate("ssh-ed25519"))
                .userKeys(UserKeys.of((user, key) -> key.equals(KEY.publicKey())))
                .exec(session -> 0));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @TestFactory
    Stream<DynamicNode> ourServerKeepsToTheRFCs() {
        return ConformanceTests.of(new ServerTarget(server.address()), Credentials.key("me", KEY))
                .only("ident", "service", "ping") // checks or layers; all without this line
                .level(Level.MUST)
                .tests();
    }

    @TestFactory
    Stream<DynamicNode> ourClientKeepsToTheRFCs() {
        var client = new ClientTarget(
                "our client",
                0,
                2,
                port -> { // started for each connection
                    var thread = Threads.start("client", () -> connect(port));
                    return thread::interrupt;
                });
        return ConformanceTests.of(client, Credentials.server(List.of(KEY)))
                .only("ident-01", "ident-03")
                .tests();
    }

    private static void connect(int port) {
        try (var ssh = SSHClient.connect(
                "127.0.0.1",
                c -> c.port(port)
                        .user("me")
                        .identity(KEY)
                        .noDefaultIdentities()
                        .knownHosts()
                        .hostKeyPolicy(question -> HostKeyDecision.ACCEPT_ONCE))) {
            ssh.exec("true");
        } catch (IOException e) {
            return; // as it must where the kit does not behave
        }
    }

    @Test
    void theExamplesOfTheDocumentationStandInThisFile() throws Exception {
        var here = squeezed(Files.readString(Path.of("src/test/java/io/javamiko/conformance/junit/OurPeersTest.java")));
        var examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/conformance.md")))
                .results()
                .toList();

        assertThat(examples).hasSize(1).allSatisfy(example -> assertThat(here).contains(squeezed(example.group(1))));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
