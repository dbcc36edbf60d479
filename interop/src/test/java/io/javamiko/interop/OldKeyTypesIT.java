package io.javamiko.interop;

import static io.javamiko.testing.OpenSSHClient.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.auth.AuthenticationException;
import io.javamiko.client.SSHClient;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.server.SSHServer;
import io.javamiko.testing.LeakCheck;
import io.javamiko.testing.OpenSSHClient;
import io.javamiko.testing.OpenSSHServer;
import io.javamiko.testing.Program;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.NegotiationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ssh-dss and RSA with SHA-1 as old OpenSSH has them, and ed448 as asyncssh does; as host key and as user key. */
@Tag("peers")
@ExtendWith(LeakCheck.class)
class OldKeyTypesIT {
    @TempDir
    private Path folder;

    private static SSHKeyPair pair(String type) {
        return type.equals("ssh-rsa") ? SSHKeyPair.generate(type, 2048) : SSHKeyPair.generate(type);
    }

    private Path written(SSHKeyPair pair, String name) throws Exception {
        var file = folder.resolve(name);
        pair.write(file);
        Files.writeString(Path.of(file + ".pub"), pair.publicKey().format("") + "\n");
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh-dss", "ssh-rsa"})
    void weOnSshd(String algorithm) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var hostKey = pair(algorithm);
                var userKey = pair(algorithm)) {
            var authorized = written(userKey, "user") + ".pub";
            var host = written(hostKey, "host");
            try (var sshd = OpenSSHServer.start(o -> o.line("AuthorizedKeysFile " + authorized)
                    .line("HostKey " + host)
                    .line("HostKeyAlgorithms " + algorithm)
                    .line("PubkeyAcceptedAlgorithms " + algorithm))) {
                var known = folder.resolve("known");
                Files.writeString(
                        known,
                        "[127.0.0.1]:" + sshd.port() + " " + hostKey.publicKey().format("") + "\n");
                var legacy = Algorithms.modern().withLegacy(algorithm).withUserKeySignatures(List.of(algorithm));
                try (var ssh = SSHClient.connect(
                        "127.0.0.1",
                        c -> c.port(sshd.port())
                                .user(sshd.user())
                                .algorithms(legacy)
                                .knownHosts(known)
                                .identity(userKey))) {
                    assertThat(ssh.exec("echo hello").text()).isEqualTo("hello\n");
                    assertThat(ssh.negotiated().hostKeyAlgorithm()).isEqualTo(algorithm);
                }
                assertThatThrownBy(() -> SSHClient.connect(
                                "127.0.0.1",
                                c -> c.port(sshd.port())
                                        .user(sshd.user())
                                        .knownHosts(known)
                                        .identity(userKey)))
                        .isInstanceOf(NegotiationException.class);
                assertThatThrownBy(() -> SSHClient.connect(
                                "127.0.0.1",
                                c -> c.port(sshd.port())
                                        .user(sshd.user())
                                        .algorithms(legacy.withUserKeySignatures(List.of("ssh-ed25519")))
                                        .knownHosts(known)
                                        .identity(userKey)))
                        .isInstanceOf(AuthenticationException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh-dss", "ssh-rsa"})
    void sshOnOurs(String algorithm) throws Exception {
        try (var hostKey = pair(algorithm);
                var userKey = pair(algorithm)) {
            var key = written(userKey, "id");
            var authorized = Path.of(key + ".pub");
            var legacy = Algorithms.modern().withLegacy(algorithm).withHostKeys(List.of(algorithm));
            try (var server = OurServer.start(
                    folder, s -> s.hostKey(hostKey).algorithms(legacy).authorizedKeys(authorized))) {
                var keys = server.server().hostKeys().stream()
                        .map(k -> k.format(""))
                        .toList();
                var ran = OpenSSHClient.of(folder, server.port(), "alice", key, keys)
                        .ssh(
                                "-o",
                                "HostKeyAlgorithms=" + algorithm,
                                "-o",
                                "PubkeyAcceptedAlgorithms=" + algorithm,
                                HOST,
                                "echo hello")
                        .run()
                        .successful();
                assertThat(ran.text()).isEqualTo("hello\n");
                assertThat(server.events().negotiated.get(0).hostKeyAlgorithm()).isEqualTo(algorithm);
            }
        }
    }

    @Test
    void shortRSAKeysAreTakenWhereTheSettingSaysSo() throws Exception {
        try (var hostKey = SSHKeyPair.generate("ssh-rsa", 1024);
                var userKey = SSHKeyPair.generate("ssh-rsa", 1024)) {
            var key = written(userKey, "id");
            for (int least : new int[] {1024, 2048}) {
                var algorithms = Algorithms.modern().withMinimumRSABits(least).withHostKeys(List.of("rsa-sha2-512"));
                try (var server = SSHServer.start(s -> s.port(0)
                        .hostKey(hostKey)
                        .algorithms(algorithms)
                        .authorizedKeys(Path.of(key + ".pub"))
                        .exec(session -> 7))) {
                    var hostKeys = List.of(hostKey.publicKey().format(""));
                    var ran = OpenSSHClient.of(folder, server.port(), "alice", key, hostKeys)
                            .ssh("-o", "RequiredRSASize=1024", HOST, "x")
                            .run();
                    assertThat(ran.exit()).isEqualTo(least == 1024 ? 7 : 255);
                    if (least == 1024) {
                        var known = folder.resolve("known_hosts");
                        SSHClient.connect(
                                        "127.0.0.1",
                                        c -> c.port(server.port())
                                                .algorithms(algorithms)
                                                .knownHosts(known)
                                                .identity(key))
                                .close();
                        assertThatThrownBy(() -> SSHClient.connect(
                                        "127.0.0.1",
                                        c -> c.port(server.port())
                                                .knownHosts(known)
                                                .identity(key)))
                                .hasMessageContaining("1024 bits")
                                .hasMessageContaining("Algorithms.legacyDevices(), or withMinimumRSABits(1024)");
                    }
                }
            }
        }
    }

    private static final String ASYNCSSH_CLIENT = """
            import asyncio, asyncssh, sys
            async def main():
                async with asyncssh.connect("127.0.0.1", port=int(sys.argv[1]), username="alice", known_hosts=sys.argv[3],
                        client_keys=[sys.argv[2]], agent_path=None, config=[], server_host_key_algs=["ssh-ed448"]) as c:
                    print((await c.run("echo hello")).stdout, end="")
            asyncio.run(main())
            """;

    @Test
    void asyncsshOnOursWithEd448() throws Exception {
        try (var hostKey = SSHKeyPair.generate("ssh-ed448");
                var userKey = SSHKeyPair.generate("ssh-ed448")) {
            var key = written(userKey, "id");
            try (var server = OurServer.start(folder, s -> s.hostKey(hostKey).authorizedKeys(Path.of(key + ".pub")))) {
                var known = folder.resolve("known");
                Files.writeString(
                        known,
                        "[127.0.0.1]:" + server.port() + " "
                                + hostKey.publicKey().format("") + "\n");
                var ran = Program.of(
                                Program.find("python3"),
                                "-W",
                                "ignore",
                                "-c",
                                ASYNCSSH_CLIENT,
                                Integer.toString(server.port()),
                                key.toString(),
                                known.toString())
                        .run()
                        .successful();
                assertThat(ran.text()).isEqualTo("hello\n");
            }
        }
    }

    private static final String ASYNCSSH_SERVER = """
            import asyncio, asyncssh, sys
            async def run(process):
                process.stdout.write("hello\\n"); process.exit(0)
            async def main():
                key = asyncssh.generate_private_key("ssh-ed448")
                server = await asyncssh.listen("127.0.0.1", 0, server_host_keys=[key],
                        authorized_client_keys=sys.argv[1], process_factory=run)
                print(server.sockets[0].getsockname()[1], key.export_public_key().decode().strip(), flush=True)
                sys.stdin.read(0)
                await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
            asyncio.run(main())
            """;

    @Test
    void weOnAsyncsshWithEd448() throws Exception {
        try (var userKey = SSHKeyPair.generate("ssh-ed448")) {
            var key = written(userKey, "id");
            var process = Program.of(Program.find("python3"), "-W", "ignore", "-c", ASYNCSSH_SERVER, key + ".pub")
                    .start();
            try {
                String[] said = process.inputReader().readLine().split(" ", 2);
                int port = Integer.parseInt(said[0]);
                var known = folder.resolve("known");
                Files.writeString(known, "[127.0.0.1]:" + port + " " + said[1] + "\n");
                try (var ssh = SSHClient.connect(
                        "127.0.0.1",
                        c -> c.port(port).user("alice").knownHosts(known).identity(key))) {
                    assertThat(ssh.exec("x").text()).isEqualTo("hello\n");
                    assertThat(ssh.negotiated().hostKeyAlgorithm()).isEqualTo("ssh-ed448");
                }
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }
}
