package io.javamiko.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.Sanitised;
import io.javamiko.conformance.RunResult.CheckResult;
import io.javamiko.conformance.peer.Credentials;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Timing;
import io.javamiko.crypto.JCA;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Runs checks against a target, as many at once as it allows, and at last those that run alone; each under its own
 * deadline. Thread-safe.
 */
public final class Runner {
    private static final int MOST_TIMES = 3; // for a check whose connections the target refused
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private final Target target;
    private final Credentials credentials;
    private final Timing timing;
    private final SecureRandom random;
    private final Consumer<CheckResult> progress;
    private final ReentrantLock telling = new ReentrantLock();
    private final Set<Ending> active = ConcurrentHashMap.newKeySet();
    private volatile String stopped = ""; // why no run begins any more
    private volatile String software = ""; // once a probe told

    /**
     * With the system's randomness; nobody is told of progress.
     *
     * @param credentials for a server: how to log in; for a client: host keys
     */
    public Runner(Target target, Credentials credentials, Timing timing) {
        this(target, credentials, timing, JCA.secureRandom(), result -> {});
    }

    /**
     * @param credentials for a server: how to log in; for a client: host keys
     * @param progress is told of the result of each check that was begun, by any thread, one at a time
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

    /** Runs those checks that there are for the target's role; see {@link #run(List, Duration)}. */
    public RunResult run(List<Check> checks) {
        return run(checks, NO_LIMIT);
    }

    /**
     * Runs those checks that there are for the target's role. Once the target can't be reached, no more of them begin; what
     * was learned until then is the result, and so it is after {@link #stop}, an interrupt, and at the deadline: what is
     * under way then is given up, and skipped like what has not begun.
     *
     * @param most for all of them
     */
    public RunResult run(List<Check> checks, Duration most) {
        var begin = Instant.now();
        long start = System.nanoTime();
        var ending = new Ending();
        var workers = Executors.newFixedThreadPool(target.atOnce());
        var lone = Executors.newSingleThreadExecutor();
        var deadlines = new ScheduledThreadPoolExecutor(1);
        active.add(ending);
        if (!stopped.isEmpty()) {
            ending.now(stopped);
        }
        try {
            var deadline = deadlines.schedule(
                    () -> ending.now("the run did not end within " + inWords(most)),
                    most.toNanos(),
                    TimeUnit.NANOSECONDS);
            var results = new TreeMap<Integer, CheckResult>(); // by the check's place in the list
            results.putAll(collected(begun(checks, false, workers, ending, deadlines), ending));
            results.putAll(collected(begun(checks, true, lone, ending, deadlines), ending));
            deadline.cancel(false);
            var length = Duration.ofNanos(System.nanoTime() - start);
            return new RunResult(
                    target.toString(),
                    target.side(),
                    Sanitised.of(software),
                    begin,
                    length,
                    List.copyOf(results.values()),
                    interruption(ending),
                    target.remarks());
        } finally {
            active.remove(ending);
            workers.shutdownNow();
            lone.shutdownNow();
            deadlines.shutdownNow();
        }
    }

    /**
     * Runs one check.
     *
     * @throws IllegalArgumentException if it is not for the target's side
     */
    public CheckResult run(Check check) {
        if (check.script(target.side()).isEmpty()) {
            throw new IllegalArgumentException(check.id() + " is no check of a " + target.side());
        }
        return run(List.of(check)).results().get(0);
    }

    /**
     * Ends all runs, which give what was learned until then; later ones give nothing. From any thread; it does not wait.
     *
     * @param why in words, for the reports
     */
    public void stop(String why) {
        stopped = why;
        active.forEach(ending -> ending.now(why));
    }

    /** Those that run alone, or those that need not. */
    private Map<Integer, Future<CheckResult>> begun(
            List<Check> checks,
            boolean alone,
            ExecutorService workers,
            Ending ending,
            ScheduledExecutorService deadlines) {
        var futures = new TreeMap<Integer, Future<CheckResult>>();
        for (int i = 0; i < checks.size(); i++) {
            int place = i;
            var check = checks.get(i);
            if (check.isAlone() == alone) {
                check.script(target.side())
                        .ifPresent(script ->
                                futures.put(place, workers.submit(() -> held(check, script, ending, deadlines))));
            }
        }
        return futures;
    }

    /**
     * Makes one honest connection, before any check is run: as deep as the credentials go. An agent must hold no keys,
     * since the checks remove what is there.
     *
     * @throws UnreachableException if there is no connection, what is there does not speak SSH, or refuses the credentials
     */
    public void probe() throws UnreachableException {
        var conversation = conversation();
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

    private Conversation conversation() {
        return new Conversation(target, credentials, timing, random);
    }

    private CheckResult held(Check check, Script script, Ending ending, ScheduledExecutorService deadlines) {
        var run = new CheckRun(check, script, conversation(), ending, deadlines);
        var result = run.result();
        for (int times = 1; run.isToRepeat() && times < MOST_TIMES; times++) {
            run = new CheckRun(check, script, conversation(), ending, deadlines);
            result = run.result();
        }
        if (!run.hasBegun()) {
            return result;
        }
        telling.lock(); // results are told as they come, one at a time
        try {
            progress.accept(result);
        } finally {
            telling.unlock();
        }
        return result;
    }

    /** All results; an interrupt ends the run, and is kept. */
    private static Map<Integer, CheckResult> collected(Map<Integer, Future<CheckResult>> futures, Ending ending) {
        var results = new HashMap<Integer, CheckResult>();
        boolean interrupted = false;
        for (var places = new ArrayDeque<>(futures.keySet()); !places.isEmpty(); ) {
            try {
                results.put(places.peek(), futures.get(places.peek()).get());
                places.remove();
            } catch (InterruptedException e) {
                interrupted = true;
                ending.now("interrupted");
            } catch (ExecutionException e) {
                throw new IllegalStateException("the kit itself failed", e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return results;
    }

    private static String interruption(Ending ending) {
        if (ending.why().isEmpty() || ending.isNow() || ending.recent().isEmpty()) {
            return ending.why();
        }
        return ending.why() + "; the checks that ended last: " + String.join(", ", ending.recent());
    }

    private static String inWords(Duration length) {
        return length.toSeconds() >= 120 && length.toSeconds() % 60 == 0
                ? length.toMinutes() + " min"
                : length.toSeconds() + " s";
    }
}
