package io.javamiko.client.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.agent.AgentClient;
import io.javamiko.agent.AgentException;
import io.javamiko.agent.AgentException.Reason;
import io.javamiko.agent.AgentKeyring;
import io.javamiko.agent.AgentLink;
import io.javamiko.agent.KeyConstraints;
import io.javamiko.client.auth.AgentKeys;
import io.javamiko.client.auth.Identity;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.Signer;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.keys.certificates.CertifiedSigner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sockets and pipes to an agent, and what a client does with the keys it finds there. */
class AgentWaysTest {
    @TempDir
    Path directory;

    @Test
    void aKeyringIsReachedByItsSocketWhichIsItsOwnersAlone() throws Exception {
        Path socket = directory.resolve("new/agent");
        try (var keyring = AgentKeyring.create();
                var listener = AgentListener.listen(keyring, socket);
                var client =
                        AgentClient.over(AgentConnector.socket(socket).connect().orElseThrow());
                var pair = SSHKeyPair.generate("ssh-ed25519")) {
            client.add(pair, KeyConstraints.NONE);

            byte[] data = "data".getBytes(UTF_8);
            assertThat(client.keys()).hasSize(1);
            assertThat(pair.publicKey().verify("ssh-ed25519", data, client.sign(pair.publicKey(), "ssh-ed25519", data)))
                    .isTrue();
            assertThat(listener.socket()).isEqualTo(socket);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                    .isEqualTo("rwx------");
            try (var beside = Files.list(socket.getParent())) {
                assertThat(beside).containsExactly(socket);
            }
            assertThatThrownBy(() -> AgentListener.listen(keyring, socket))
                    .isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(socket).doesNotExist();
        assertThatThrownBy(() -> AgentConnector.socket(socket).connect()).isInstanceOf(AgentException.class);
    }

    @Test
    void theUsersAgentMayBeMissing() throws Exception {
        assertThat(UserAgent.connect(null, false)).isEmpty();
        assertThat(UserAgent.connect("", false)).isEmpty();
        assertThat(UserAgent.connect(directory + "/none", false)).isEmpty();
        assertThat(UserAgent.connect(Files.createFile(directory.resolve("file")).toString(), false))
                .isEmpty();
        assertThat(UserAgent.connect(null, true)).isEmpty(); // no pipe here
    }

    /** Not the real thing, which only Windows has: what is written must come as one message, what is read may come in bites. */
    @Test
    void aPipeIsSpokenToByWholeMessages() throws Exception {
        var keyring = AgentKeyring.create();
        var client = AgentClient.over(PipeLink.over(new StandIn(keyring)));
        try (var pair = SSHKeyPair.generate("ssh-ed25519")) {
            client.add(pair, KeyConstraints.NONE);
            assertThat(client.keys()).hasSize(1);
        }
    }

    private static final class StandIn implements PipeLink.Pipe {
        private final AgentKeyring keyring;
        private ByteArrayInputStream answer = new ByteArrayInputStream(new byte[0]);

        StandIn(AgentKeyring keyring) {
            this.keyring = keyring;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return answer.read(bytes, offset, Math.min(length, 3));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            var out = new ByteArrayOutputStream();
            keyring.session().serve(new ByteArrayInputStream(Arrays.copyOfRange(bytes, offset, offset + length)), out);
            answer = new ByteArrayInputStream(out.toByteArray());
        }

        @Override
        public void close() {}
    }

    @Test
    void theAgentsKeysThatAreNamedGoFirstThenWhatWasNamedThenTheOthersThenTheUsualFiles() throws Exception {
        var pairs = List.of(pair("usual"), pair("named"), pair("both"), pair("other"), pair("publicOnly"));
        Files.delete(directory.resolve("publicOnly"));
        List<Signer> agent = List.of(pairs.get(3), pairs.get(2), pairs.get(4));
        var usual = new Identity.KeyFile(directory.resolve("usual"), true);
        var named = new Identity.KeyFile(directory.resolve("named"), false);
        var both = new Identity.KeyFile(directory.resolve("both"), false);
        var publicOnly = new Identity.KeyFile(directory.resolve("publicOnly.pub"), false);
        var identities = List.<Identity>of(usual, named, both, publicOnly);

        assertThat(AgentKeys.inOrder(identities, agent, false))
                .containsExactly(
                        new Identity.KeyInAgent(pairs.get(2), both.file()),
                        new Identity.KeyInAgent(pairs.get(4), publicOnly.file()),
                        named,
                        new Identity.Key(pairs.get(3)),
                        usual);
        assertThat(AgentKeys.inOrder(identities, agent, true))
                .containsExactly(
                        new Identity.KeyInAgent(pairs.get(2), both.file()),
                        new Identity.KeyInAgent(pairs.get(4), publicOnly.file()),
                        named,
                        usual);
    }

    @Test
    void anAgentsCertificateForANamedKeyIsNamedToo() throws Exception {
        var pair = pair("named");
        var file = new Identity.KeyFile(directory.resolve("named"), false);
        var certificate = Certificate.issue(pair, pair.publicKey(), c -> c.user("alice"));
        var signer = CertifiedSigner.of(pair, certificate);

        assertThat(AgentKeys.inOrder(List.of(file), List.of(signer), true))
                .containsExactly(new Identity.Key(signer), file);
    }

    /** The system queues a few connections; then connecting to an agent that is stuck waits. */
    @Test
    void anAgentThatTakesNoConnectionsIsGivenUp() throws Exception {
        Path socket = directory.resolve("stuck");
        var links = new ArrayList<AgentLink>();
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket), 1);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 16; i++) {
                            links.add(SocketLink.connect(socket, Duration.ofMillis(300)));
                        }
                    })
                    .isInstanceOfSatisfying(
                            AgentException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT));
        }
        for (var link : links) {
            link.close();
        }
    }

    @Test
    void anInterruptEndsTheWayToTheUsersAgent() throws Exception {
        Path socket = directory.resolve("agent");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket), 1);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> UserAgent.connect(socket.toString(), false))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private SSHKeyPair pair(String name) throws Exception {
        var pair = SSHKeyPair.generate("ssh-ed25519");
        pair.write(directory.resolve(name));
        Files.writeString(directory.resolve(name + ".pub"), pair.publicKey().format(name) + "\n");
        return pair;
    }
}
