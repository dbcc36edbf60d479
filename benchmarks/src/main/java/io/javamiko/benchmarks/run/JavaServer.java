package io.javamiko.benchmarks.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.benchmarks.run.Peer.JDK;
import io.javamiko.benchmarks.worker.Target;
import io.javamiko.keys.PublicKeyLine;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A server of this class path in a process of its own. */
final class JavaServer implements Server {
    private final String name;
    private final Process process;
    private final int port;
    private final Path folder;

    private JavaServer(String name, Process process, int port, Path folder) {
        this.name = name;
        this.process = process;
        this.port = port;
        this.folder = folder;
    }

    /** @param kind {@code javamiko} or {@code mina} */
    static JavaServer start(JDK jdk, String kind) throws IOException {
        var folder = Files.createTempDirectory("javamiko-bench-" + kind + "-");
        key(folder.resolve("host"), folder.resolve("host.pub"));
        key(folder.resolve("user"), folder.resolve("authorized_keys"));
        var command = jdk.command(
                "io.javamiko.benchmarks.server.ServerMain",
                kind,
                folder.resolve("host").toString(),
                folder.resolve("authorized_keys").toString());
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var line = process.inputReader(UTF_8).readLine();
        if (line == null || !line.startsWith("ready\t")) {
            process.destroyForcibly();
            throw new IOException("the server " + kind + " says: " + line);
        }
        int port = Integer.parseInt(line.substring(line.indexOf('\t') + 1));
        Files.writeString(
                folder.resolve("known_hosts"),
                "[" + Target.HOST + "]:" + port + " " + Files.readString(folder.resolve("host.pub")));
        return new JavaServer(kind + " " + jdk.feature(), process, port, folder);
    }

    private static void key(Path privateFile, Path publicFile) throws IOException {
        try (var key = SSHKeyPair.generate("ssh-rsa", 3072)) { // the one kind that every client here knows
            key.write(privateFile);
            Files.writeString(publicFile, line(key.publicKey()) + "\n");
        }
    }

    private static String line(SSHPublicKey key) {
        return new PublicKeyLine(key, "").format();
    }

    @Override
    public String name() {
        return name;
    }

    /** The process, for what is asked of a running JVM. */
    ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public Target target(String cipher) {
        return new Target(port, "bench", folder.resolve("user"), folder.resolve("known_hosts"), cipher);
    }

    @Override
    public double cpu() {
        return times().all();
    }

    @Override
    public ProcessTimes times() {
        return ProcessTimes.of(List.of(process.toHandle()));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Sample.remove(folder);
    }
}
