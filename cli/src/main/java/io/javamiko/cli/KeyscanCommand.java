package io.javamiko.cli;

import io.javamiko.Deadline;
import io.javamiko.SSHException;
import io.javamiko.client.Dialer;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.lists.KnownHostsFile;
import io.javamiko.keys.lists.KnownHostsFile.Form;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.Limits;
import io.javamiko.transport.NegotiationException;
import io.javamiko.transport.Transport;
import io.javamiko.transport.TransportOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code javamiko keyscan}: asks servers for their host keys, and prints lines for known_hosts. */
@Command(
        name = "keyscan",
        description = "Prints servers' host keys as lines for known_hosts. Nobody has vouched for them yet.",
        mixinStandardHelpOptions = true)
final class KeyscanCommand implements Callable<Integer> {
    private static final int AT_ONCE = 32; // servers

    @Option(names = "-p", paramLabel = "PORT", description = "the servers' port (22)")
    private int port = HostAndPort.SSH;

    @Option(names = "-t", paramLabel = "TYPE,…", split = ",", description = "key types: ed25519, ecdsa, rsa (all)")
    private List<String> types = List.of("rsa", "ecdsa", "ed25519");

    @Option(names = "-T", paramLabel = "TIME", description = "how long to wait for a server in each stage (5 s)")
    private String timeout = "5";

    @Option(names = "-H", description = "hash the hosts' names")
    private boolean hashed;

    @Parameters(paramLabel = "HOST", arity = "1..*")
    private List<String> hosts = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    /** The server's key, in place of an answer: nothing more is wanted of the connection. */
    private static final class Seen extends SSHException {
        private static final long serialVersionUID = 1L;
        private final transient SSHPublicKey key;

        Seen(SSHPublicKey key) {
            super("the key was seen");
            this.key = key;
        }
    }

    @Override
    public Integer call() throws IOException {
        Logging.level("off");
        var limit = Quantities.time("-T", timeout);
        var wanted = types.stream().map(KeyscanCommand::algorithms).toList();
        var executor = Executors.newFixedThreadPool(Math.min(AT_ONCE, hosts.size()));
        try {
            var scans = new ArrayList<Future<Boolean>>();
            for (String host : hosts) {
                scans.add(executor.submit(() -> scan(host, wanted, limit)));
            }
            boolean all = true;
            for (var scan : scans) {
                all &= scan.get();
            }
            return all ? 0 : 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a scan failed", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    private static List<String> algorithms(String type) {
        return switch (type) {
            case "ed25519" -> List.of("ssh-ed25519");
            case "ecdsa" -> List.of("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521");
            case "rsa" -> List.of("rsa-sha2-512", "rsa-sha2-256");
            default -> throw new UsageException("-t " + type + ": expected ed25519, ecdsa or rsa");
        };
    }

    /** Prints a server's keys, or why there are none. */
    private boolean scan(String host, List<List<String>> wanted, Duration limit) {
        int found = 0;
        for (var algorithms : wanted) {
            try {
                found += key(host, algorithms, limit) ? 1 : 0;
            } catch (IOException e) {
                say(true, host + " port " + port + ": " + Javamiko.why(e));
                return false; // the next type would fail alike
            }
        }
        if (found == 0) {
            say(true, host + " port " + port + ": it has no key of the types " + String.join(", ", types));
        }
        return found > 0;
    }

    private boolean key(String host, List<String> algorithms, Duration limit) throws IOException {
        var options = TransportOptions.client(
                (key, negotiated) -> {
                    throw new Seen(key);
                },
                t -> t.algorithms(Algorithms.modern().withHostKeys(algorithms)));
        options = options.with(t -> t.limits(Limits.of(
                l -> l.connectTimeout(limit).identificationTimeout(limit).keyExchangeTimeout(limit))));
        var link = Dialer.tcp().dial(host, port, Deadline.after(limit));
        try (var transport = Transport.connect(link, options)) {
            throw new IllegalStateException("no host key was shown by " + transport);
        } catch (Seen seen) {
            say(false, KnownHostsFile.line(host, port, seen.key, hashed ? Form.HASHED : Form.PLAIN));
            return true;
        } catch (NegotiationException e) {
            return false; // it has none of this type
        }
    }

    private void say(boolean error, String line) { // println is one write a line, also from many threads
        var out = error ? spec.commandLine().getErr() : spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
