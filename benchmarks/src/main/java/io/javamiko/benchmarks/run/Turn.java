package io.javamiko.benchmarks.run;

import io.javamiko.benchmarks.run.Worker.UnsupportedException;
import io.javamiko.benchmarks.worker.Target;
import java.io.IOException;
import java.util.Map;

/** One peer's turn: its worker, which is logged in to the server. */
public final class Turn {
    /** CPU time of the server's processes, beside the figures of the worker's own. */
    public static final String SERVER = "server";

    /** CPU time of that process of the server's that spent most, if it was there before and after. */
    public static final String BUSIEST = "busiest";

    private final Worker worker;
    private final Server server;
    private final Target target;

    Turn(Worker worker, Server server, Target target) {
        this.worker = worker;
        this.server = server;
        this.target = target;
    }

    /** Logs in. */
    void connect() throws IOException, UnsupportedException {
        worker.ask("connect", login());
    }

    void close() throws IOException, UnsupportedException {
        worker.ask("close");
    }

    /** The arguments of {@code connect} and {@code logins}. */
    Object[] login() {
        return new Object[] {
            "port", target.port(),
            "user", target.user(),
            "key", target.key(),
            "knownHosts", target.knownHosts(),
            "cipher", target.cipher()
        };
    }

    /** Whose turn it is. */
    public Peer peer() {
        return worker.peer();
    }

    /** Has the worker do something; its figures, and the server's. */
    public Map<String, Double> ask(String verb, Object... arguments) throws IOException, UnsupportedException {
        double before = server.cpu();
        var each = server.times();
        var figures = worker.ask(verb, arguments);
        double busiest = server.times().busiestSince(each);
        figures.put(SERVER, server.cpu() - before);
        if (busiest > 0) {
            figures.put(BUSIEST, busiest);
        }
        return figures;
    }
}
