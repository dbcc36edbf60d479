package io.javamiko.benchmarks.bulk;

import io.javamiko.benchmarks.bulk.BulkPeer.Connection;
import io.javamiko.benchmarks.bulk.BulkPeer.Target;
import io.javamiko.benchmarks.bulk.Figures.Turn;
import io.javamiko.testing.OpenSSHServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * One file from and to OpenSSH's sshd on the loopback address, each client in its turn, round after round: wall time, and
 * the CPU time of client and server. Files lie in memory (/dev/shm); what arrived is compared with what was sent.
 */
public final class Bulk {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int MEBIBYTE = 1 << 20;
    private static final String USAGE = """
            usage: ./bench bulk [--quick] [--size MIB] [--rounds N] [--cipher NAME]
              --size    the file's, 1024 MiB unless told otherwise; --quick: 256
              --rounds  measured ones after two to warm up, 5 unless told otherwise; --quick: 3
              --cipher  aes128-gcm@openssh.com unless told otherwise, chacha20-poly1305@openssh.com, aes256-ctr
            s: seconds of wall time; client, server: CPU seconds (medians); ×: times ours
            ssh and sftp are started for each transfer, and log in within their figures""";
    private static final List<BulkPeer> PEERS =
            List.of(new Javamiko(), new Mina(), new Sshj(), new Jsch(), new OpenSSH());

    private final Figures figures = new Figures();
    private int size = 1024;
    private int rounds = 5;
    private int warmUps = 2;
    private String cipher = "aes128-gcm@openssh.com";

    private Bulk() {}

    /** Measures what the arguments choose; exit status 2 if they can't be understood. */
    public static void main(String[] arguments) throws Exception {
        var bulk = new Bulk();
        if (!bulk.understands(List.of(arguments))) {
            System.err.println(USAGE);
            System.exit(2);
        }
        bulk.run();
        System.exit(0); // threads of other libraries may live on
    }

    /** As {@code main}, for tests: one round of so many MiB. */
    static Figures once(int mebibytes) throws Exception {
        var bulk = new Bulk();
        bulk.size = mebibytes;
        bulk.rounds = 1;
        bulk.warmUps = 0;
        bulk.run();
        return bulk.figures;
    }

    private boolean understands(List<String> arguments) {
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            var argument = rest.next();
            if (argument.equals("--quick")) {
                size = 256;
                rounds = 3;
                warmUps = 1;
            } else if (!rest.hasNext()) {
                return false;
            } else {
                switch (argument) {
                    case "--size" -> size = Integer.parseInt(rest.next());
                    case "--rounds" -> rounds = Integer.parseInt(rest.next());
                    case "--cipher" -> cipher = rest.next();
                    default -> {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private void run() throws Exception {
        var folder = Files.createTempDirectory(MEMORY, "javamiko-bulk-");
        try (var sshd = OpenSSHServer.start()) {
            var source = folder.resolve("source");
            write(source);
            System.out.printf("JDK %s, %s, %d MiB%n", Runtime.version(), cipher, size);
            var target = new Target(sshd.port(), sshd.user(), sshd.userKey("rsa"), sshd.knownHosts(), cipher);
            var clock = new CPUClock(sshd);
            for (int round = -warmUps; round < rounds; round++) {
                for (var peer : PEERS) {
                    turns(peer, target, clock, source, round >= 0);
                }
            }
            figures.print((long) size * MEBIBYTE);
        } finally {
            delete(folder);
        }
    }

    private void turns(BulkPeer peer, Target target, CPUClock clock, Path source, boolean counts) throws Exception {
        var copy = source.resolveSibling("copy");
        try (var connection = peer.connect(target)) {
            for (var transfer : transfers(connection, source, copy)) {
                double wall = System.nanoTime() / 1e9;
                double client = clock.client();
                double server = clock.server();
                transfer.action.run();
                var turn = new Turn(System.nanoTime() / 1e9 - wall, clock.client() - client, clock.server() - server);
                if (counts) {
                    figures.add(transfer.name, peer.name(), turn);
                }
                check(transfer, peer, source, copy);
            }
        }
    }

    private record Transfer(String name, Action action, boolean copies) {}

    private interface Action {
        void run() throws Exception;
    }

    private List<Transfer> transfers(Connection connection, Path source, Path copy) {
        return List.of(
                new Transfer("exec cat", () -> cat(connection, source), false),
                new Transfer("SFTP get", () -> connection.get(source, copy), true),
                new Transfer("SFTP put", () -> connection.put(source, copy), true));
    }

    private void cat(Connection connection, Path source) throws Exception {
        var sink = new CountingSink();
        connection.cat(source, sink);
        if (sink.count != (long) size * MEBIBYTE) {
            throw new IOException(sink.count + " bytes arrived");
        }
    }

    /** Forgets what it takes. */
    private static final class CountingSink extends OutputStream {
        private long count;

        @Override
        public void write(int value) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }

    private static void check(Transfer transfer, BulkPeer peer, Path source, Path copy) throws IOException {
        if (transfer.copies) {
            if (Files.mismatch(source, copy) != -1) {
                throw new IOException(peer.name() + ", " + transfer.name + ": something else arrived");
            }
            Files.delete(copy);
        }
    }

    private void write(Path file) throws IOException {
        var random = new Random(1);
        byte[] block = new byte[MEBIBYTE];
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < size; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
