package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.testing.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line as its users meet it: processes of their own, and a server of ours for them to talk to. */
final class Javamikos implements AutoCloseable {
    static final String PASSWORD = "sesam öffne dich";
    private static final String USER = "tester";

    private final Path directory;
    private final Process server;
    private final int port;

    private Javamikos(Path directory, Process server, int port) {
        this.directory = directory;
        this.server = server;
        this.port = port;
    }

    /** {@code javamiko ARGUMENT…}, to be run or started. */
    static Program javamiko(List<String> arguments) {
        return Program.of(commandLine(arguments));
    }

    static Program javamiko(String... arguments) {
        return javamiko(List.of(arguments));
    }

    static List<String> commandLine(List<String> arguments) {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto"));
        if (Runtime.version().feature() >= 24) { // as ./javamiko does: JLine uses the terminal's own calls
            line.add("--enable-native-access=ALL-UNNAMED");
        }
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Javamiko.class.getName()));
        line.addAll(arguments);
        return line;
    }

    /**
     * A server with keys and a root in {@code directory}.
     *
     * @param more arguments for {@code sshd}
     */
    static Javamikos serving(Path directory, String... more) throws Exception {
        javamiko("keygen", "-q", "-N", "", "-f", directory + "/host").run().successful();
        javamiko("keygen", "-q", "-N", "", "-f", directory + "/user").run().successful();
        Files.copy(directory.resolve("user.pub"), directory.resolve("authorized_keys"));
        Files.setPosixFilePermissions(
                directory.resolve("authorized_keys"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        Files.createDirectory(directory.resolve("root"));
        var arguments = new ArrayList<>(List.of(
                "sshd",
                "-p",
                "0",
                "-h",
                directory + "/host",
                "--user",
                USER,
                "--authorized-keys",
                directory + "/authorized_keys",
                "--password-file",
                directory + "/password",
                "--root",
                directory + "/root"));
        arguments.addAll(List.of(more));
        var server = javamiko(arguments).start();
        String line = server.errorReader(UTF_8).readLine();
        if (line == null || !line.startsWith("Server listening")) {
            server.destroyForcibly();
            throw new AssertionError("sshd said: " + line);
        }
        int port = Integer.parseInt(line.replaceAll(".* port (\\d+).*", "$1"));
        var scanned =
                javamiko("keyscan", "-p", Integer.toString(port), "127.0.0.1").run();
        Files.writeString(directory.resolve("known_hosts"), scanned.successful().text());
        return new Javamikos(directory, server, port);
    }

    int port() {
        return port;
    }

    Path directory() {
        return directory;
    }

    Path root() {
        return directory.resolve("root");
    }

    Path userKey() {
        return directory.resolve("user");
    }

    /** What the server says of logins, line by line. */
    BufferedReader log() {
        return server.errorReader(UTF_8);
    }

    /** {@code ssh} with the right key and known_hosts; the words are options, destination and command. */
    Program ssh(String... words) {
        return javamiko(sshLine(words));
    }

    List<String> sshLine(String... words) {
        var line = new ArrayList<>(List.of(
                "ssh", "-p", Integer.toString(port), "-l", USER, "-i", userKey().toString()));
        line.addAll(hosts());
        line.addAll(List.of(words));
        return line;
    }

    /** {@code ssh} for passwords alone. */
    List<String> passwordLine(String... words) {
        var line = new ArrayList<>(
                List.of("ssh", "-p", Integer.toString(port), "-l", USER, "-o", "PreferredAuthentications=password"));
        line.addAll(hosts());
        line.addAll(List.of(words));
        return line;
    }

    /** {@code sftp} with the right key and known_hosts. */
    Program sftp(String... words) {
        var line = new ArrayList<>(
                List.of("sftp", "-P", Integer.toString(port), "-i", userKey().toString()));
        line.addAll(hosts());
        line.addAll(List.of(words));
        line.add(USER + "@127.0.0.1");
        return javamiko(line);
    }

    private List<String> hosts() {
        return List.of("-o", "UserKnownHostsFile=" + directory + "/known_hosts", "-o", "GlobalKnownHostsFile=none");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        server.destroy();
        if (!server.waitFor(10, TimeUnit.SECONDS)) {
            server.destroyForcibly();
            throw new AssertionError("the server did not stop");
        }
    }
}
