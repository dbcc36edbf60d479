package io.javamiko.interop;

import static io.javamiko.testing.OpenSSHClient.HOST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.client.SSHClient;
import io.javamiko.interop.peers.JSchClient;
import io.javamiko.interop.peers.MinaServer;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.files.KeyFileFormat;
import io.javamiko.testing.OpenSSHClient;
import io.javamiko.testing.OpenSSHServer;
import io.javamiko.testing.Program;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.Negotiated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The key exchange methods that are not offered unless named, against peers that have them. */
@Tag("peers")
class KeyExchangePeersIT {
    private static final byte[] DATA = "hello".repeat(20_000).getBytes(UTF_8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mlkem768nistp256-sha256",
                "mlkem1024nistp384-sha384",
                "curve448-sha512",
                "sntrup761x25519-sha512",
                "diffie-hellman-group15-sha512",
                "diffie-hellman-group17-sha512"
            })
    void ourClientOnMina(String kex) throws Exception {
        try (var mina = MinaServer.start(folder, kex)) {
            var knownHosts = mina.knownHosts();
            try (var ssh = SSHClient.connect(
                    "127.0.0.1",
                    c -> c.port(mina.port())
                            .user("peer")
                            .identity(mina.userKey())
                            .knownHosts(knownHosts)
                            .algorithms(Algorithms.modern().withKex(List.of(kex))))) {
                assertThat(ssh.negotiated().kex()).isEqualTo(kex);
                ssh.rekey();
                assertThat(ssh.exec("cat", e -> e.input(DATA)).bytes()).isEqualTo(DATA);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlkem768nistp256-sha256", "mlkem1024nistp384-sha384", "curve448-sha512"})
    void jschOnOurServer(String kex) throws Exception {
        try (var server = OurServer.start(
                        folder, s -> s.algorithms(Algorithms.modern().withKex(List.of(kex))));
                var client = JSchClient.connect(
                        server.port(), "tester", server.userKey(), server.knownHosts(), Map.of("kex", kex))) {
            client.rekey();
            assertThat(client.exec("cat; exit 3", DATA)).isEqualTo(new JSchClient.Ended(new String(DATA, UTF_8), 3));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"diffie-hellman-group1-sha1", "diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha1"
            })
    void legacyOnesWithOpenSSHBothWays(String kex) throws Exception {
        var algorithms = Algorithms.modern().withKex(List.of(kex));
        try (var server = OurServer.start(folder, s -> s.algorithms(algorithms))) {
            var ran = server.openSSH()
                    .ssh("-o", "KexAlgorithms=" + kex, HOST, "cat")
                    .input(DATA)
                    .run();
            assertThat(ran.successful().out()).isEqualTo(DATA);
        }
        try (var sshd = OpenSSHServer.start(o -> o.line("KexAlgorithms " + kex));
                var ssh = OurClient.connect(sshd, c -> c.algorithms(algorithms))) {
            assertThat(ssh.negotiated().kex()).isEqualTo(kex);
            assertThat(ssh.exec("cat", e -> e.input(DATA)).bytes()).isEqualTo(DATA);
        }
    }

    /** OpenSSH's own moduli file, which its server package brings; ssh checks that the group is in its bounds. */
    @Test
    void opensshTakesAGroupOfAModuliFile() throws Exception {
        var kex = "diffie-hellman-group-exchange-sha256";
        try (var server = OurServer.start(
                folder,
                s -> s.moduli(Path.of("/etc/ssh/moduli"))
                        .algorithms(Algorithms.modern().withKex(List.of(kex))))) {
            var ran = server.openSSH()
                    .ssh("-v", "-o", "KexAlgorithms=" + kex, "-o", "Ciphers=aes128-ctr", HOST, "cat")
                    .input(DATA)
                    .run();
            assertThat(ran.successful().out()).isEqualTo(DATA);
            assertThat(ran.error()).contains("SSH2_MSG_KEX_DH_GEX_GROUP received");
        }
    }

    private static final List<String> ASYNCSSH = List.of(
            "rsa2048-sha256", "curve448-sha512", "diffie-hellman-group15-sha512", "diffie-hellman-group17-sha512");

    static List<String> asyncSSH() {
        return ASYNCSSH;
    }

    private static final String ASYNCSSH_SERVER = """
            import asyncio, asyncssh, sys
            async def cat(process):
                process.stdout.write(await process.stdin.read())
                process.exit(0)
            async def main():
                key = asyncssh.generate_private_key("ssh-ed25519")
                server = await asyncssh.listen("127.0.0.1", 0, server_host_keys=[key], encoding=None,
                        authorized_client_keys=sys.argv[1], process_factory=cat, kex_algs=sys.argv[2:])
                print(server.sockets[0].getsockname()[1], key.export_public_key().decode().strip(), flush=True)
                await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
            asyncio.run(main())
            """;

    @Test
    void ourClientOnAsyncSSH() throws Exception {
        OpenSSHClient.makeKey("ed25519", folder.resolve("user"));
        var command = new ArrayList<>(List.of(
                Program.find("python3"), "-W", "ignore", "-c", ASYNCSSH_SERVER, folder.resolve("user.pub") + ""));
        command.addAll(ASYNCSSH);
        var process = Program.of(command).start();
        try {
            String[] said = process.inputReader().readLine().split(" ", 2);
            int port = Integer.parseInt(said[0]);
            var known = Files.writeString(folder.resolve("known"), "[127.0.0.1]:" + port + " " + said[1] + "\n");
            for (String kex : ASYNCSSH) {
                try (var ssh = SSHClient.connect(
                        "127.0.0.1",
                        c -> c.port(port)
                                .user("peer")
                                .identity(folder.resolve("user"))
                                .knownHosts(known)
                                .algorithms(Algorithms.modern().withKex(List.of(kex))))) {
                    assertThat(ssh.negotiated().kex()).isEqualTo(kex);
                    ssh.rekey();
                    assertThat(ssh.exec("cat", e -> e.input(DATA)).bytes()).isEqualTo(DATA);
                }
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static final String ASYNCSSH_CLIENT = """
            import asyncio, asyncssh, sys
            async def main():
                async with asyncssh.connect("127.0.0.1", port=int(sys.argv[1]), username="tester", known_hosts=sys.argv[3],
                        client_keys=[sys.argv[2]], agent_path=None, config=[], kex_algs=[sys.argv[4]]) as c:
                    ran = await c.run("cat", input=sys.stdin.buffer.read(), encoding=None)
                    sys.stdout.buffer.write(ran.stdout)
            asyncio.run(main())
            """;

    @ParameterizedTest
    @MethodSource("asyncSSH")
    void asyncSSHOnOurServer(String kex) throws Exception {
        try (var server =
                OurServer.start(folder, s -> s.algorithms(Algorithms.modern().withKex(List.of(kex))))) {
            var ran = Program.of(
                            Program.find("python3"),
                            "-W",
                            "ignore",
                            "-c",
                            ASYNCSSH_CLIENT,
                            Integer.toString(server.port()),
                            server.userKey().toString(),
                            server.knownHosts().toString(),
                            kex)
                    .input(DATA)
                    .run()
                    .successful();
            assertThat(ran.out()).isEqualTo(DATA);
            assertThat(server.events().negotiated).extracting(Negotiated::kex).containsExactly(kex);
        }
    }

    @Test
    void plinkOnOurServerWithRSA() throws Exception {
        var kex = "rsa2048-sha256";
        try (var server = OurServer.start(
                        folder, s -> s.algorithms(Algorithms.modern().withKex(List.of(kex))));
                var key = SSHKeyPair.read(server.userKey())) {
            key.write(folder.resolve("user.ppk"), KeyFileFormat.PUTTY, new char[0]);
            var command = new ArrayList<>(List.of(Program.find("plink"), "-batch", "-noagent"));
            server.server().hostKeys().forEach(k -> command.addAll(List.of("-hostkey", k.fingerprint())));
            command.addAll(List.of("-i", folder.resolve("user.ppk").toString(), "-P", server.port() + ""));
            command.addAll(List.of("tester@127.0.0.1", "cat"));
            var ran = Program.of(command)
                    .environment("HOME", folder.toString())
                    .input(DATA)
                    .run()
                    .successful();
            assertThat(ran.out()).isEqualTo(DATA);
            assertThat(server.events().negotiated).extracting(Negotiated::kex).containsExactly(kex);
        }
    }
}
