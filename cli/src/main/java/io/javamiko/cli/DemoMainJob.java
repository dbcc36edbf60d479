package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.Sanitised;
import io.javamiko.client.SSHClient;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.files.OwnerOnlyFile;
import io.javamiko.keys.lists.KnownHostsFile;
import io.javamiko.keys.lists.KnownHostsFile.Form;
import io.javamiko.server.SSHServer;
import io.javamiko.sftp.SFTPClient;
import io.javamiko.sftp.TransferProgress;
import io.javamiko.transport.AuthenticationEvent;
import io.javamiko.transport.AuthenticationEvent.Outcome;
import io.javamiko.transport.ConnectionListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** The main job from end to end: a server, a client, the host key, a login, a command, a file there and back. */
final class DemoMainJob {
    static final String HOST = "127.0.0.1";
    private static final String USER = "demo";

    private final DemoScreen screen;
    private final Path directory;
    private final long size;
    private boolean good = true;

    /** @param size bytes of the file that is moved */
    DemoMainJob(DemoScreen screen, Path directory, long size) {
        this.screen = screen;
        this.directory = directory;
        this.size = size;
    }

    /** @return whether all went as expected */
    boolean run() throws IOException {
        screen.title("The main job, on this machine alone");
        Path root = Files.createDirectory(directory.resolve("root"));
        try (var hostKey = SSHKeyPair.generate("ssh-ed25519");
                var userKey = SSHKeyPair.generate("ssh-ed25519");
                var server = server(root, hostKey, userKey)) {
            screen.good(
                    "server",
                    "listens on " + HOST + " port " + server.port() + ", fresh host key "
                            + hostKey.publicKey().fingerprint());
            Path knownHosts = directory.resolve("known_hosts");
            KnownHostsFile.append(knownHosts, HOST, server.port(), hostKey.publicKey(), Form.PLAIN);
            use(server, knownHosts, userKey, root);
        }
        return good;
    }

    private SSHServer server(Path root, SSHKeyPair hostKey, SSHKeyPair userKey) throws IOException {
        Path authorizedKeys = directory.resolve("authorized_keys");
        OwnerOnlyFile.write(authorizedKeys, (userKey.publicKey().format("demo") + "\n").getBytes(UTF_8));
        var service = new AccountService(root);
        return SSHServer.start(s -> {
            s.port(0).hostKey(hostKey).authorizedKeys(USER, authorizedKeys);
            service.offer(s, true);
        });
    }

    private void use(SSHServer server, Path knownHosts, SSHKeyPair userKey, Path root) throws IOException {
        long start = System.nanoTime();
        var login = new AtomicReference<String>("nobody");
        try (var ssh = SSHClient.connect(
                HOST,
                c -> c.user(USER)
                        .port(server.port())
                        .knownHosts(knownHosts)
                        .identity(userKey)
                        .listener(logins(login)))) {
            check(
                    ssh.hostKey().equals(server.hostKeys().get(0)),
                    "host key",
                    "is the one in known_hosts: " + ssh.hostKey());
            screen.good("authenticated", login.get() + String.format(Locale.ROOT, " (%.0f ms in all)", millis(start)));
            screen.good("negotiated", ssh.negotiated().toString());
            command(ssh);
            try (var sftp = ssh.openSFTP()) {
                files(sftp, root);
            }
        }
    }

    private static ConnectionListener logins(AtomicReference<String> login) {
        return new ConnectionListener() {
            @Override
            public void authenticationAttempted(AuthenticationEvent attempt) {
                if (attempt.outcome() == Outcome.SUCCESS) {
                    login.set("as " + attempt.user() + " by " + attempt.method() + ", " + attempt.detail());
                }
            }
        };
    }

    private void command(SSHClient ssh) throws IOException {
        String line = "echo \"hello from $(uname -s)\"; exit 7";
        long start = System.nanoTime();
        var result = ssh.exec(line);
        check(
                result.text().startsWith("hello from") && result.exitStatus() == 7,
                "command",
                line + "  →  " + Sanitised.of(result.text().strip()) + ", exit status " + result.exitStatus()
                        + String.format(Locale.ROOT, " (%.0f ms)", millis(start)));
    }

    private void files(SFTPClient sftp, Path root) throws IOException {
        Path original = directory.resolve("original.bin");
        Path back = directory.resolve("back.bin");
        fill(original);
        double up = timed("upload", bar -> sftp.put(original, "/moved.bin", bar));
        double down = timed("download", bar -> sftp.get("/moved.bin", back, bar));
        boolean same = Files.mismatch(original, root.resolve("moved.bin")) < 0 && Files.mismatch(original, back) < 0;
        check(
                same,
                "SFTP",
                Quantities.inWords((double) size) + " uploaded at " + Quantities.inWords(up) + "/s, downloaded at "
                        + Quantities.inWords(down) + "/s, " + (same ? "identical" : "not identical"));
    }

    private void fill(Path file) throws IOException {
        var random = new Random(1); // content that no compression can shrink
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = size; left > 0; left -= block.length) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(left, block.length));
            }
        }
    }

    private interface Transfer {
        void run(TransferProgress progress) throws IOException;
    }

    /** Bytes a second. */
    private double timed(String name, Transfer transfer) throws IOException {
        var bar = screen.progress(name);
        long start = System.nanoTime();
        transfer.run((path, done, total) -> bar.update(done, total));
        double seconds = (System.nanoTime() - start) / 1e9;
        bar.end();
        return size / seconds;
    }

    private void check(boolean asExpected, String label, String text) {
        good &= asExpected;
        if (asExpected) {
            screen.good(label, text);
        } else {
            screen.bad(label, text);
        }
    }

    private static double millis(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
