package io.javamiko.client.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.agent.AgentClient;
import io.javamiko.agent.AgentException;
import io.javamiko.agent.AgentKeyring;
import io.javamiko.agent.KeyConstraints;
import io.javamiko.client.auth.AgentKeys;
import io.javamiko.client.auth.Identity;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.Signer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
                        new Identity.Key(pairs.get(2)),
                        new Identity.Key(pairs.get(4)),
                        named,
                        new Identity.Key(pairs.get(3)),
                        usual);
        assertThat(AgentKeys.inOrder(identities, agent, true))
                .containsExactly(new Identity.Key(pairs.get(2)), new Identity.Key(pairs.get(4)), named, usual);
    }

    private SSHKeyPair pair(String name) throws Exception {
        var pair = SSHKeyPair.generate("ssh-ed25519");
        pair.write(directory.resolve(name));
        Files.writeString(directory.resolve(name + ".pub"), pair.publicKey().format(name) + "\n");
        return pair;
    }
}
