package io.javamiko.cli;

import io.javamiko.conformance.AgentTarget;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.ClientTarget;
import io.javamiko.conformance.Level;
import io.javamiko.conformance.Reports;
import io.javamiko.conformance.Runner;
import io.javamiko.conformance.ServerTarget;
import io.javamiko.conformance.Target;
import io.javamiko.conformance.UnreachableException;
import io.javamiko.conformance.Verdict;
import io.javamiko.conformance.checks.Checks;
import io.javamiko.conformance.peer.Credentials;
import io.javamiko.conformance.peer.Timing;
import io.javamiko.crypto.JCA;
import io.javamiko.keys.SSHKeyPair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code javamiko conformance}: holds a server, a client or an agent against the RFCs, clause by clause. */
@Command(
        name = "conformance",
        description = {
            "Holds an SSH server, client or agent against the RFCs, clause by clause.",
            "  server HOST:PORT        checks a server",
            "  client -- COMMAND…      starts a client for each check, {port} in its words replaced",
            "  agent SOCKET            checks an agent that holds no keys: the checks add, remove and lock",
            "  list                    prints the checks",
            "  compare FILE…           puts runs, as --json wrote them, side by side on one page",
            "Exit status: 0 no check failed; 1 some did; 2 the target could not be reached, does not speak SSH, refused",
            "the credentials, or went away in the middle, or --deadline passed; 130 ^C (143 SIGTERM) ended the run; 255 any",
            "other error. Whatever ends a run early, what was learned until then is reported."
        },
        mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
    private static final int UNREACHABLE = 2;
    private static final Duration FOREVER = Duration.ofDays(365);

    @Parameters(index = "0", paramLabel = "server|client|agent|list|compare", description = "what to check")
    private String what;

    @Parameters(index = "1..*", paramLabel = "HOST:PORT|COMMAND…|SOCKET|FILE…", description = "the target")
    private List<String> words = new ArrayList<>();

    @Option(names = "--user", paramLabel = "NAME", description = "who logs in to the server")
    private String user = System.getProperty("user.name");

    @Option(names = "--key", paramLabel = "FILE", description = "private key that logs in; for a client, host key")
    private Path key;

    @Option(names = "--password-file", paramLabel = "FILE", description = "file whose first line is the password")
    private Path passwordFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "private key of an authority that the target trusts: for the user, or for 127.0.0.1")
    private Path authority;

    @Option(names = "--only", paramLabel = "ID|LAYER,…", split = ",", description = "only these checks or layers")
    private List<String> only = List.of();

    @Option(names = "--level", paramLabel = "LEVEL", description = "must, robust, should or may (may: all)")
    private String level = "may";

    @Option(names = "--listen", paramLabel = "PORT", description = "where a client connects (a free port each time)")
    private int listen;

    @Option(names = "--at-once", paramLabel = "N", description = "checks that run at once (4)")
    private int atOnce = 4;

    @Option(names = "--rate", paramLabel = "N", description = "connections in a second at most (20)")
    private int rate = 20;

    @Option(names = "--scale", paramLabel = "FACTOR", description = "makes every wait longer or shorter (1)")
    private double scale = 1;

    @Option(names = "--deadline", paramLabel = "TIME", description = "for all checks, as 90 or 1h30m (none)")
    private String deadline;

    @Mixin
    private ConformanceReports reports;

    @Option(
            names = "--login-timeout",
            paramLabel = "SECONDS",
            description = "when the target ends connections that don't log in, at the latest (130)")
    private int loginTimeout;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (atOnce < 1 || rate < 1 || !(scale > 0)) {
            throw new UsageException("--at-once and --rate are 1 or more, --scale is over 0");
        }
        return switch (what) {
            case "list" -> list();
            case "server" -> run(server(), withAuthority(credentials()));
            case "client" -> run(client(), withAuthority(Credentials.server(List.of(hostKey()))));
            case "agent" -> run(agent(), Credentials.none());
            case "compare" -> compare();
            default -> throw new UsageException(what + ": expected server, client, agent, list or compare");
        };
    }

    private int list() {
        for (var check : chosen()) {
            var row = check.row();
            say("%-13s %-6s %-26s %s".formatted(row.id(), row.level(), row.clause(), row.requirement()));
        }
        return 0;
    }

    private List<Check> chosen() {
        var limit = limit();
        for (var word : only) {
            if (Checks.all().stream().noneMatch(check -> isNamed(check, word))) {
                throw new UsageException(
                        word + ": there is no such check, and no such layer (javamiko conformance list)");
            }
        }
        var chosen = Checks.all().stream()
                .filter(check -> check.row().level().isWithin(limit))
                .filter(check -> only.isEmpty() || only.stream().anyMatch(word -> isNamed(check, word)))
                .toList();
        if (chosen.isEmpty()) {
            throw new UsageException("no check of that level is among those named by --only");
        }
        return chosen;
    }

    private static boolean isNamed(Check check, String word) {
        return word.equals(check.id()) || word.equals(check.row().layer());
    }

    private Level limit() {
        try {
            return Level.named(level);
        } catch (IllegalArgumentException e) {
            throw new UsageException(level + ": expected a level, must, robust, should or may");
        }
    }

    private Target server() {
        if (words.size() != 1 || words.get(0).lastIndexOf(':') < 1) {
            throw new UsageException("expected HOST:PORT");
        }
        var text = words.get(0);
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            var address = new InetSocketAddress(text.substring(0, colon), port);
            return new ServerTarget(address, atOnce, rate, this::complain);
        } catch (IllegalArgumentException e) {
            throw new UsageException(text + ": expected HOST:PORT");
        }
    }

    private Credentials credentials() throws IOException {
        if (key != null) {
            return Credentials.key(user, SSHKeyPair.read(key));
        }
        return passwordFile == null
                ? Credentials.none()
                : Credentials.password(
                        user,
                        Files.readString(passwordFile)
                                .lines()
                                .findFirst()
                                .orElse("")
                                .toCharArray());
    }

    private Credentials withAuthority(Credentials credentials) throws IOException {
        return authority == null ? credentials : credentials.withAuthority(SSHKeyPair.read(authority));
    }

    private Target agent() {
        if (words.size() != 1) {
            throw new UsageException("expected the SOCKET of an agent");
        }
        return new AgentTarget(Path.of(words.get(0)));
    }

    private SSHKeyPair hostKey() throws IOException {
        return key == null ? SSHKeyPair.generate("ssh-ed25519") : SSHKeyPair.read(key);
    }

    private int compare() throws IOException {
        reports.compare(words);
        return 0;
    }

    private Timing timing() {
        var timing = Timing.DEFAULT.scaled(scale);
        if (loginTimeout == 0) {
            return timing;
        }
        var login = Duration.ofSeconds(loginTimeout);
        return timing.withLogin(login).withCheck(login.plus(timing.check()));
    }

    private Target client() {
        if (words.isEmpty()) {
            throw new UsageException("expected -- COMMAND…, with {port} where the port goes");
        }
        return ClientTarget.command(words, listen, listen == 0 ? atOnce : 1);
    }

    private int run(Target target, Credentials credentials) throws IOException {
        Logging.level("off");
        var checks = chosen();
        var most = deadline == null ? FOREVER : Quantities.time("--deadline", deadline);
        reports.check();
        var runner = new Runner(target, credentials, timing(), JCA.secureRandom(), result -> say(Reports.line(result)));
        try {
            runner.probe();
        } catch (UnreachableException e) {
            complain(e.getMessage());
            return UNREACHABLE;
        }
        try (var kept = new KeptReport(() -> runner.stop("interrupted"))) {
            var result = runner.run(checks, most);
            reports.write(result);
            Reports.terminal(result, spec.commandLine().getOut());
            spec.commandLine().getOut().flush();
            return !result.interrupted().isEmpty() ? UNREACHABLE : result.count(Verdict.FAIL) > 0 ? 1 : 0;
        }
    }

    private void complain(String words) {
        spec.commandLine().getErr().println("javamiko conformance: " + words);
        spec.commandLine().getErr().flush();
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
