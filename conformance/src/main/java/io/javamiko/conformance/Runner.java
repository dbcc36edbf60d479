package io.javamiko.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.Sanitised;
import io.javamiko.conformance.RunResult.CheckResult;
import io.javamiko.conformance.peer.Credentials;
import io.javamiko.conformance.peer.Depth;
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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Runs checks against a target, as many at once as it allows, each under its own deadline. Thread-safe. */
public final class Runner {
    private final Target target;
    private final Credentials credentials;
    private final Timing timing;
    private final SecureRandom random;
    private final Consumer<CheckResult> progress;
    private final ReentrantLock telling = new ReentrantLock();
    private volatile String software = ""; // once a probe told

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
                check.script(target.side())
                        .ifPresent(script ->
                                futures.add(workers.submit(() -> told(result(check, script, deadlines, unreachable)))));
            }
            for (var future : futures) {
                results.add(future.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the kit itself failed", e.getCause());
        } finally {
            workers.shutdownNow();
            deadlines.shutdownNow();
        }
        var length = Duration.ofNanos(System.nanoTime() - start);
        return new RunResult(
                target.toString(), target.side(), Sanitised.of(software), begin, length, results, unreachable.get());
    }

    /**
     * Makes one honest connection, before any check is run: as deep as the credentials go. An agent must hold no keys,
     * since the checks remove what is there.
     *
     * @throws UnreachableException if there is no connection, what is there does not speak SSH, or refuses the credentials
     */
    public void probe() throws UnreachableException {
        var conversation = new Conversation(target, credentials, timing, random);
        var step = "does not speak SSH as it should: ";
        try {
            if (target.side() == Side.AGENT) {
                step = "can't be checked: ";
                conversation.agent().expectEmpty();
                return;
            }
            var peer = conversation.connect();
            peer.identify();
            software = new String(peer.expectIdentification(), ISO_8859_1).strip();
            step = "identifies itself as " + Sanitised.of(software) + ", and makes no key exchange: ";
            peer.upTo(Depth.ENCRYPTED);
            step = target.side() == Side.CLIENT ? "does not log in: " : "does not let " + credentials.user() + " in: ";
            if (target.side() == Side.CLIENT || credentials.canLogIn()) {
                peer.upTo(Depth.AUTHENTICATED);
            }
        } catch (UnreachableException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreachableException(target + " " + step + e.getMessage(), e);
        } finally {
            conversation.abort();
        }
    }

    /** Runs one check. */
    public CheckResult run(Check check) throws InterruptedException {
        return run(List.of(check)).results().get(0);
    }

    /** Results are told as they come, one at a time. */
    private CheckResult told(CheckResult result) {
        telling.lock();
        try {
            progress.accept(result);
        } finally {
            telling.unlock();
        }
        return result;
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
                conversation.proveAlive();
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
