package io.javamiko.conformance;

import io.javamiko.Sanitised;
import io.javamiko.conformance.RunResult.CheckResult;
import io.javamiko.conformance.peer.Credentials;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.SkipException;
import io.javamiko.conformance.peer.Timing;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Runs checks against a target, as many at once as it allows, each under its own deadline. Thread-safe. */
public final class Runner {
    private final Target target;
    private final Credentials credentials;
    private final Timing timing;
    private final SecureRandom random;
    private final Consumer<CheckResult> progress;

    /**
     * @param credentials for a server: how to log in; for a client: host keys
     * @param progress is told of each result, by any thread, one at a time
     */
    public Runner(
            Target target,
            Credentials credentials,
            Timing timing,
            SecureRandom random,
            Consumer<CheckResult> progress) {
        this.target = target;
        this.credentials = credentials;
        this.timing = timing;
        this.random = random;
        this.progress = progress;
    }

    /** Runs those checks that there are for the target's role; once the target can't be reached, no more. */
    public RunResult run(List<Check> checks) throws InterruptedException {
        var begin = Instant.now();
        long start = System.nanoTime();
        var unreachable = new AtomicReference<String>("");
        var workers = Executors.newFixedThreadPool(target.atOnce());
        var deadlines = Executors.newScheduledThreadPool(1);
        var results = new ArrayList<CheckResult>();
        try {
            var futures = new ArrayList<Future<CheckResult>>();
            for (var check : checks) {
                check.script(target.role())
                        .ifPresent(script ->
                                futures.add(workers.submit(() -> result(check, script, deadlines, unreachable))));
            }
            for (var future : futures) {
                var result = future.get();
                results.add(result);
                progress.accept(result);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the kit itself failed", e.getCause());
        } finally {
            workers.shutdownNow();
            deadlines.shutdownNow();
        }
        var length = Duration.ofNanos(System.nanoTime() - start);
        return new RunResult(target.toString(), target.role(), "", begin, length, results, unreachable.get());
    }

    /** Runs one check. */
    public CheckResult run(Check check) throws InterruptedException {
        return run(List.of(check)).results().get(0);
    }

    private CheckResult result(
            Check check, Script script, ScheduledExecutorService deadlines, AtomicReference<String> unreachable) {
        var conversation = new Conversation(target, credentials, timing, random);
        long start = System.nanoTime();
        var late = new AtomicReference<String>();
        var deadline = deadlines.schedule(
                () -> {
                    late.set("the check did not end within " + timing.check().toSeconds() + " s");
                    conversation.abort();
                },
                timing.check().toNanos(),
                TimeUnit.NANOSECONDS);
        var verdict = Verdict.SKIP;
        var words = unreachable.get();
        try {
            if (words.isEmpty()) {
                script.run(conversation);
                verdict = conversation.warnings().isEmpty() ? Verdict.PASS : Verdict.WARN;
                words = String.join("; ", conversation.warnings());
            }
        } catch (SkipException e) {
            words = e.getMessage();
        } catch (UnreachableException e) {
            unreachable.set(e.getMessage());
            words = e.getMessage();
        } catch (ExpectationException e) {
            verdict = Verdict.FAIL;
            words = e.getMessage();
        } catch (IOException | RuntimeException e) {
            verdict = Verdict.FAIL;
            words = e.toString();
        } finally {
            deadline.cancel(false);
            conversation.abort();
        }
        return new CheckResult(
                check.row(),
                verdict,
                Sanitised.of(late.get() == null ? words : late.get()),
                conversation.notes(),
                Duration.ofNanos(System.nanoTime() - start),
                conversation.transcript().lines());
    }
}
