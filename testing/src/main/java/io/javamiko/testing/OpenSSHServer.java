package io.javamiko.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A real {@code sshd} on a port of its own at the loopback address, for the length of a test.
 *
 * <p>It lets in the account that runs the test, or a throwaway one, with {@link #userKey()}; its configuration and keys are
 * in a temporary folder. Its limits (MaxSessions, MaxStartups) are raised unless {@link Options#withDefaultLimits} asks for
 * its own. Thread-safe.
 */
public final class OpenSSHServer implements AutoCloseable {
    /** The password of a throwaway account. */
    public static final String PASSWORD = ThrowawayAccount.PASSWORD;

    private static final List<String> KEY_TYPES = List.of("ed25519", "ecdsa", "rsa");

    private final Path folder;
    private final int port;
    private final String user;
    private final Keeper keeper;

    private OpenSSHServer(Path folder, int port, String user, Keeper keeper) {
        this.folder = folder;
        this.port = port;
        this.user = user;
        this.keeper = keeper;
    }

    /** What a test may ask for; only to be used inside {@link #start(Consumer)}. */
    public static final class Options {
        private final List<String> lines = new ArrayList<>();
        private boolean account;
        private boolean defaultLimits;

        private Options() {}

        /** A line of sshd_config, before ours: the first one counts. */
        public Options line(String line) {
            lines.add(line);
            return this;
        }

        /**
         * An account made for this server and removed with it, with {@link #PASSWORD}; password and keyboard-interactive
         * authentication are on. Only root can make one.
         */
        public Options withThrowawayAccount() {
            account = true;
            return this;
        }

        /** The limits that sshd has by default: 10 sessions a connection, 10:30:100 half-open connections. */
        public Options withDefaultLimits() {
            defaultLimits = true;
            return this;
        }
    }

    /** Starts one as it is. */
    public static OpenSSHServer start() throws IOException, InterruptedException {
        return start(options -> {});
    }

    /** Starts one with options. */
    public static OpenSSHServer start(Consumer<Options> choices) throws IOException, InterruptedException {
        var options = new Options();
        choices.accept(options);
        return FreePort.given(port -> start(options, port));
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The account that may log in. */
    public String user() {
        return user;
    }

    /** The private key that logs in, of type ed25519, in OpenSSH's format without a passphrase. */
    public Path userKey() {
        return userKey("ed25519");
    }

    /** As {@link #userKey()}, of type {@code ed25519}, {@code ecdsa} or {@code rsa}. */
    public Path userKey(String type) {
        return folder.resolve("id_" + type);
    }

    /** The public key file of one of the host keys: {@code ed25519}, {@code ecdsa} or {@code rsa}. */
    public Path hostPublicKey(String type) {
        return folder.resolve("host_" + type + ".pub");
    }

    /** A known_hosts file with all its host keys. */
    public Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    /** A folder that the account may write to. */
    public Path home() {
        return folder.resolve("home");
    }

    /** What sshd has logged until now. */
    public String log() {
        return keeper.log();
    }

    /** Its processes that live now: the listener, and one or two a connection. */
    public List<ProcessHandle> processes() {
        return keeper.processes();
    }

    @Override
    public void close() {
        keeper.close(); // which removes the folder and the account
    }

    private static OpenSSHServer start(Options options, int port) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("javamiko-sshd-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        var user = options.account ? "javamiko" + port : System.getProperty("user.name");
        makeKeys(folder, port);
        Files.createDirectory(folder.resolve("home"));
        var atEnd = "rm -rf '" + folder + "'";
        if (options.account) {
            ThrowawayAccount.make(user, folder.resolve("home"));
            atEnd += "; " + ThrowawayAccount.removal(user);
        }
        Files.write(folder.resolve("sshd_config"), configuration(options, folder, port));
        if (ThrowawayAccount.isRoot()) {
            Files.createDirectories(Path.of("/run/sshd")); // where it separates privileges
        }
        var sshd = List.of(
                Program.find("sshd"),
                "-D",
                "-e",
                "-f",
                folder.resolve("sshd_config").toString());
        var keeper = Keeper.start(sshd, mark(folder), atEnd, line -> line.startsWith("Server listening on"));
        return new OpenSSHServer(folder, port, user, keeper);
    }

    private static List<String> configuration(Options options, Path folder, int port) {
        var lines = new ArrayList<>(options.lines);
        lines.addAll(List.of(
                "Port " + port,
                "ListenAddress 127.0.0.1",
                "PidFile none",
                "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
                "StrictModes no",
                "PermitRootLogin yes",
                "UsePAM " + (options.account ? "yes" : "no"),
                "PasswordAuthentication " + (options.account ? "yes" : "no"),
                "KbdInteractiveAuthentication " + (options.account ? "yes" : "no"),
                "AcceptEnv LC_*",
                "SetEnv " + mark(folder) + " HOME=" + folder.resolve("home"), // not the account's ~/.bashrc
                "PrintMotd no",
                "PrintLastLog no",
                "LogLevel VERBOSE",
                "Subsystem sftp internal-sftp"));
        KEY_TYPES.forEach(type -> lines.add("HostKey " + folder.resolve("host_" + type)));
        if (!options.defaultLimits) {
            lines.addAll(List.of("MaxStartups 1000", "MaxSessions 1000"));
        }
        return lines;
    }

    /** A command outlives its connection if it has no terminal; this tells whose it is. */
    private static String mark(Path folder) {
        return "JAVAMIKO_TEST=" + folder;
    }

    private static void makeKeys(Path folder, int port) throws IOException, InterruptedException {
        var authorized = new ArrayList<String>();
        var known = new ArrayList<String>();
        for (var type : KEY_TYPES) {
            makeKey(type, folder.resolve("host_" + type));
            makeKey(type, folder.resolve("id_" + type));
            authorized.add(
                    Files.readString(folder.resolve("id_" + type + ".pub")).strip());
            known.add("[127.0.0.1]:" + port + " "
                    + Files.readString(folder.resolve("host_" + type + ".pub")).strip());
        }
        Files.write(folder.resolve("authorized_keys"), authorized);
        Files.write(folder.resolve("known_hosts"), known);
    }

    private static void makeKey(String type, Path file) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of(Program.find("ssh-keygen"), "-q", "-t", type, "-N", "", "-f", file.toString()));
        if (type.equals("rsa")) {
            command.addAll(List.of("-b", "2048")); // long enough to be accepted, short enough to be made for a test
        }
        Program.of(command).run().successful();
    }
}
