package io.javamiko.benchmarks.run;

import io.javamiko.benchmarks.report.Result;
import io.javamiko.benchmarks.run.Worker.UnsupportedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Plays scenarios: round by round, each peer in its turn, so that what disturbs the machine disturbs all alike. */
public final class Rounds implements AutoCloseable {
    private final Plan plan;
    private final Consumer<String> progress;
    private final Map<Peer, Worker> workers = new HashMap<>(); // each lives for all scenarios, and is warm

    /** @param progress is told what is done now */
    public Rounds(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Plays a section's scenarios, each to its end. */
    public List<Result> play(Section section) throws IOException {
        var results = new ArrayList<Result>();
        for (var scenario : section.scenarios(plan)) {
            progress.accept(section.name() + ": " + scenario.name() + ", " + scenario.cipher() + ", "
                    + scenario.server().name());
            results.addAll(play(section.name(), scenario));
        }
        return results;
    }

    private List<Result> play(String section, Scenario scenario) {
        var results = plan.peers().stream()
                .filter(scenario.who())
                .map(peer -> new Result(section, scenario, peer.name()))
                .toList();
        for (int round = -plan.warmUps(); round < plan.rounds(); round++) {
            for (int i = 0; i < results.size(); i++) {
                var result = results.get(Math.floorMod(i + round, results.size())); // nobody is always first
                if (result.isComplete()) {
                    turn(scenario, peer(result), result, round >= 0);
                }
            }
        }
        return results;
    }

    private Peer peer(Result result) {
        return plan.peers().stream()
                .filter(peer -> peer.name().equals(result.peer()))
                .findFirst()
                .orElseThrow();
    }

    private void turn(Scenario scenario, Peer peer, Result result, boolean counts) {
        try {
            var worker = worker(peer);
            result.version(worker.version());
            var turn = new Turn(worker, scenario.server(), scenario.server().target(scenario.cipher()));
            turn.connect();
            var figures = scenario.play().play(turn);
            turn.close();
            if (counts) {
                result.add(figures);
            }
        } catch (UnsupportedException e) {
            result.unsupported();
            hangUp(peer);
        } catch (IOException e) {
            result.failed(e.getMessage());
            forget(peer);
        }
    }

    private Worker worker(Peer peer) throws IOException {
        var worker = workers.get(peer);
        if (worker == null) {
            worker = Worker.start(peer);
            workers.put(peer, worker);
        }
        return worker;
    }

    /** Its process stays: the next scenario wants it warm. */
    private void hangUp(Peer peer) {
        try {
            workers.get(peer).ask("close");
        } catch (IOException | UnsupportedException e) {
            forget(peer);
        }
    }

    /** What it does now is not known. */
    private void forget(Peer peer) {
        var worker = workers.remove(peer);
        if (worker != null) {
            worker.close();
        }
    }

    @Override
    public void close() {
        workers.values().forEach(Worker::close);
    }
}
