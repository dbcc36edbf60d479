package io.javamiko.benchmarks.report;

import io.javamiko.benchmarks.run.Server;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What we want to reach with large files, in words and as arithmetic; all on the newest JDK that was measured. */
final class Goals {
    private static final Set<String> JAVA_PEERS = Set.of("mina", "sshj", "jsch");
    private static final String GCM = Server.CIPHERS.get(0);
    private static final String CHACHA = Server.CIPHERS.get(1);
    private static final double ALL_OF_A_CORE = 0.95;

    private final List<List<Result>> scenarios;

    Goals(List<List<Result>> scenarios) {
        this.scenarios = scenarios;
    }

    List<Target> held() {
        return Stream.of(
                        transfer("SFTP get"),
                        transfer("SFTP put"),
                        cost("SFTP get", GCM, 1.4),
                        cost("SFTP put", GCM, 1.4),
                        saturated("exec cat"),
                        cost("exec cat", GCM, 1.3),
                        betweenOurs(),
                        chacha("SFTP get"),
                        chacha("SFTP put"),
                        chacha("exec cat"))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<List<Result>> on(String server, String name, String cipher) {
        return scenarios.stream()
                .filter(results -> {
                    var scenario = results.get(0).scenario();
                    return scenario.name().equals(name)
                            && scenario.cipher().equals(cipher)
                            && scenario.server().name().startsWith(server);
                })
                .max(Comparator.comparing(
                        results -> results.get(0).scenario().server().name()));
    }

    /** How many times as fast as the fastest other library for Java. */
    private static Optional<Double> besideJava(List<Result> results) {
        var measure = Measure.of(results);
        return Measure.ours(results)
                .flatMap(ours -> JAVA_PEERS.stream()
                        .flatMap(peer -> Measure.newest(results, peer).stream())
                        .flatMap(peer -> measure.times(ours, peer).stream().boxed())
                        .min(Comparator.naturalOrder()));
    }

    private static Optional<Double> beside(List<Result> results, String peer) {
        var measure = Measure.of(results);
        return Measure.ours(results)
                .flatMap(ours -> Measure.newest(results, peer)
                        .flatMap(other ->
                                measure.times(ours, other).stream().boxed().findFirst()));
    }

    private static Optional<Double> core(List<Result> results) {
        return Measure.ours(results)
                .flatMap(ours -> Table.ratio(ours.median("busiest"), ours.median("wall")).stream()
                        .boxed()
                        .findFirst());
    }

    private Optional<Target> transfer(String name) {
        return on("sshd", name, GCM)
                .flatMap(results -> besideJava(results)
                        .flatMap(java -> beside(results, "openssh").map(sftp -> {
                            double core = core(results).orElse(0.0);
                            return new Target(
                                    name
                                            + " from sshd: ≥ 1.3 × the fastest Java peer and ≥ 1.2 × sftp, or sshd at ≥ 95 % of a core",
                                    java >= 1.3 && sftp >= 1.2 || core >= ALL_OF_A_CORE,
                                    "%.2f ×, %.2f ×, %.0f %%".formatted(java, sftp, 100 * core));
                        })));
    }

    private Optional<Target> cost(String name, String cipher, double most) {
        return on("sshd", name, cipher)
                .flatMap(results -> Measure.ours(results)
                        .flatMap(ours -> Measure.newest(results, "floor").map(floor -> {
                            double times = ours.median("cpu").orElse(0)
                                    / floor.median("cpu").orElse(1);
                            return new Target(
                                    "%s: client CPU ≤ %.1f × the floor".formatted(name, most),
                                    times <= most,
                                    "%.2f ×".formatted(times));
                        })));
    }

    private Optional<Target> saturated(String name) {
        return on("sshd", name, GCM)
                .flatMap(results -> core(results)
                        .map(core -> new Target(
                                name + ": sshd at > 95 % of a core",
                                core >= ALL_OF_A_CORE,
                                "%.0f %%".formatted(100 * core))));
    }

    private Optional<Target> betweenOurs() {
        return on("javamiko", "SFTP get", GCM)
                .flatMap(Measure::ours)
                .flatMap(ours -> on("mina", "SFTP get", GCM)
                        .flatMap(results -> Measure.newest(results, "mina"))
                        .map(mina -> {
                            double times = mina.median("wall").orElse(0)
                                    / ours.median("wall").orElse(1);
                            return new Target(
                                    "SFTP get, our client and server: ≥ 2.5 × MINA's client and server",
                                    times >= 2.5,
                                    "%.2f ×".formatted(times));
                        }));
    }

    private Optional<Target> chacha(String name) {
        return on("sshd", name, CHACHA)
                .flatMap(results -> besideJava(results)
                        .map(times -> new Target(
                                name + ", chacha20-poly1305: ≥ 3 × the fastest Java peer",
                                times >= 3,
                                "%.2f × (sshd at %.0f %% of a core)"
                                        .formatted(times, 100 * core(results).orElse(0.0)))));
    }
}
