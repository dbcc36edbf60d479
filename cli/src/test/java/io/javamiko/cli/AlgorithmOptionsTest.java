package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.server.SSHServer;
import io.javamiko.testing.Program.Ended;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.Negotiated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -o KexAlgorithms=}, {@code Ciphers=} and {@code MACs=} take what is offered only where it is named. */
class AlgorithmOptionsTest {
    private static final String KEX = "diffie-hellman-group15-sha512";
    private static final String CIPHER = "aes128-cbc";
    private static final String MAC = "umac-64@openssh.com";

    @TempDir
    Path folder;

    @Test
    void algorithmsThatAreNotOfferedUnaskedAreUsedWhenTheyAreNamed() throws Exception {
        var negotiated = new CopyOnWriteArrayList<Negotiated>();
        var listener = new ConnectionListener() {
            @Override
            public void negotiated(Negotiated chosen) {
                negotiated.add(chosen);
            }
        };
        var only = Algorithms.modern()
                .withKex(List.of(KEX))
                .withCiphers(List.of(CIPHER))
                .withMACs(List.of(MAC));
        try (var host = SSHKeyPair.generate("ssh-ed25519");
                var user = SSHKeyPair.generate("ssh-ed25519")) {
            user.write(folder.resolve("user"));
            Files.writeString(folder.resolve("user.pub"), user.publicKey().format("") + "\n");
            try (var server = SSHServer.start(s -> s.port(0)
                    .hostKey(host)
                    .authorizedKeys(folder.resolve("user.pub"))
                    .algorithms(only)
                    .listener(client -> listener)
                    .exec(session -> {
                        session.output().write("hello".getBytes(UTF_8));
                        return 3;
                    }))) {
                Files.writeString(
                        folder.resolve("known"),
                        "[127.0.0.1]:" + server.port() + " " + host.publicKey().format("") + "\n");
                assertThat(ssh(server.port()).error()).contains(KEX);
                assertThat(negotiated).isEmpty();

                var ended = ssh(
                        server.port(), "-o", "KexAlgorithms=" + KEX, "-o", "Ciphers=" + CIPHER, "-o", "MACs=+" + MAC);
                assertThat(ended.text()).as(ended.error()).isEqualTo("hello");
                assertThat(ended.exit()).isEqualTo(3);
            }
        }
        assertThat(negotiated).hasSize(1);
        assertThat(negotiated.get(0).kex()).isEqualTo(KEX);
        assertThat(negotiated.get(0).clientToServer().cipher()).isEqualTo(CIPHER);
        assertThat(negotiated.get(0).serverToClient().mac()).contains(MAC);
    }

    private Ended ssh(int port, String... options) throws Exception {
        var line = new ArrayList<>(List.of("ssh", "-p", Integer.toString(port)));
        line.addAll(List.of("-i", folder.resolve("user").toString(), "-o", "BatchMode=yes"));
        line.addAll(List.of("-o", "UserKnownHostsFile=" + folder.resolve("known"), "-o", "GlobalKnownHostsFile=none"));
        line.addAll(List.of(options));
        line.addAll(List.of("tester@127.0.0.1", "anything"));
        return Javamikos.javamiko(line).run();
    }
}
