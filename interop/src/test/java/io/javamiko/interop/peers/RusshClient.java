package io.javamiko.interop.peers;

import io.javamiko.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** The Rust library russh as a client, by its npm package: the peer for what OpenSSH 9.2 does not have. */
public final class RusshClient {
    private static final Path SOURCES = Path.of("src/test/npm").toAbsolutePath();
    private static final Path INSTALLED = Path.of("target/npm").toAbsolutePath();

    private RusshClient() {}

    /**
     * Logs in to a loopback port with a key, and runs a command.
     *
     * @param kex the one key exchange that it offers
     */
    public static Program.Ended exec(
            int port, String user, Path key, Path knownHosts, String kex, String command, byte[] input)
            throws IOException, InterruptedException {
        install();
        return Program.of(
                        Program.find("node"),
                        INSTALLED.resolve("russh.js").toString(),
                        Integer.toString(port),
                        user,
                        key.toString(),
                        knownHosts.toString(),
                        kex,
                        command)
                .input(input)
                .run();
    }

    /** Once a build, in the versions of package-lock.json. */
    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        for (var name : new String[] {"package.json", "package-lock.json", "russh.js"}) {
            Files.copy(SOURCES.resolve(name), INSTALLED.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(INSTALLED.resolve("node_modules/russh"))) {
            Program.of(Program.find("npm"), "ci", "--prefix", INSTALLED.toString(), "--no-audit", "--no-fund")
                    .limit(Duration.ofMinutes(3))
                    .run()
                    .successful();
        }
    }
}
