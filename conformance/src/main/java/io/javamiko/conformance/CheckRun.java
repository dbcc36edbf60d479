package io.javamiko.conformance;

import io.javamiko.Sanitised;
import io.javamiko.conformance.RunResult.CheckResult;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.SkipException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One check, held once over one conversation, under its deadline. */
final class CheckRun {
    private final Check check;
    private final Script script;
    private final Conversation conversation;
    private final Ending ending;
    private final ScheduledExecutorService deadlines;
    private final long begin = System.nanoTime();
    private boolean began;
    private boolean failed;
    private volatile boolean late;
    private volatile boolean ended;
    private volatile Future<?> look; // at the clock

    CheckRun(Check check, Script script, Conversation conversation, Ending ending, ScheduledExecutorService deadlines) {
        this.check = check;
        this.script = script;
        this.conversation = conversation;
        this.ending = ending;
        this.deadlines = deadlines;
    }

    /** Holds it; a run that has ended gives a check that was not held. */
    CheckResult result() {
        if (!ending.begins(conversation)) {
            return result(Verdict.SKIP, "not run: " + ending.why());
        }
        began = true;
        watch(conversation.timing().check().toNanos());
        try {
            return held();
        } finally {
            ended = true;
            look.cancel(false);
            conversation.abort();
            ending.finished(conversation, check.id());
        }
    }

    /** Whether it was begun: not if the run had ended. */
    boolean hasBegun() {
        return began;
    }

    /** Whether what it came to may be due to a connection that the target refused for a while. */
    boolean isToRepeat() {
        return failed && conversation.wasRefused();
    }

    private CheckResult held() {
        try {
            script.run(conversation);
            conversation.proveAlive();
            var warnings = String.join("; ", conversation.warnings());
            return decided(warnings.isEmpty() ? Verdict.PASS : Verdict.WARN, warnings);
        } catch (SkipException e) {
            return decided(Verdict.SKIP, e.getMessage());
        } catch (UnreachableException e) {
            if (!late) {
                ending.noMore(e.getMessage());
            }
            return decided(Verdict.SKIP, e.getMessage());
        } catch (ExpectationException e) {
            return decided(Verdict.FAIL, e.getMessage());
        } catch (IOException | RuntimeException | Error e) { // of one script: the others' results are kept
            return decided(Verdict.FAIL, e.toString());
        }
    }

    /** What the script came to, unless it was ended from outside. */
    private CheckResult decided(Verdict verdict, String words) {
        if (late) {
            return result(
                    Verdict.FAIL,
                    "the check did not end within "
                            + conversation.timing().check().toSeconds() + " s");
        }
        failed = verdict == Verdict.FAIL;
        return ending.isNow() ? result(Verdict.SKIP, "given up: " + ending.why()) : result(verdict, words);
    }

    private CheckResult result(Verdict verdict, String words) {
        return new CheckResult(
                check.row(),
                verdict,
                Sanitised.of(words),
                conversation.notes(),
                Duration.ofNanos(System.nanoTime() - begin),
                conversation.transcript().lines());
    }

    /** Ends the conversation once the check has taken its time; what it waited for connections does not count. */
    private void watch(long nanos) {
        look = deadlines.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        long left =
                conversation.timing().check().toNanos() + conversation.connectingNanos() - (System.nanoTime() - begin);
        if (ended) {
            return;
        }
        if (left > 0) {
            watch(left);
        } else {
            late = true;
            conversation.abort();
        }
    }
}
