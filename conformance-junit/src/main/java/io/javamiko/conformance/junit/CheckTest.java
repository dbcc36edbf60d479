package io.javamiko.conformance.junit;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.RunResult;
import io.javamiko.conformance.RunResult.CheckResult;
import io.javamiko.conformance.Verdict;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** One check as a test. */
final class CheckTest {
    private final Check check;
    private final ConformanceTests tests;
    private final Semaphore atOnce;

    CheckTest(Check check, ConformanceTests tests, Semaphore atOnce) {
        this.check = check;
        this.tests = tests;
        this.atOnce = atOnce;
    }

    String layer() {
        return check.row().layer();
    }

    DynamicNode node() {
        return DynamicTest.dynamicTest(title(), this::run);
    }

    /** {@code packet-17 MUST: … (RFC 4253 §6.4)}. */
    private String title() {
        var row = check.row();
        return "%s %s: %s (%s)".formatted(row.id(), row.level(), row.requirement(), row.clause());
    }

    private void run() throws InterruptedException {
        atOnce.acquire();
        try {
            judge(tests.runner().run(List.of(check)));
        } finally {
            atOnce.release();
        }
    }

    private void judge(RunResult run) {
        if (!run.interrupted().isEmpty()) { // a server that has died must not look as if all was skipped
            throw new AssertionFailedError(check.id() + ": " + run.interrupted());
        }
        var result = run.results().get(0);
        if (result.verdict() == Verdict.SKIP) {
            throw new TestAbortedException(check.id() + ": " + result.words());
        }
        if (tests.isExpectedToFail(check)) {
            mustHaveFailed(result);
        } else if (isFailure(result)) {
            throw new AssertionFailedError(title() + "\n" + said(result) + "\n" + transcript(result));
        } else if (result.verdict() == Verdict.WARN) {
            tests.tell("warning: " + title() + "\n" + said(result));
        }
    }

    private void mustHaveFailed(CheckResult result) {
        if (result.verdict() != Verdict.FAIL) {
            throw new AssertionFailedError(
                    title() + "\nis expected to fail, and does not any more: take it out of expectFailures(…)");
        }
        tests.tell("fails, as is expected: " + title() + "\n" + said(result));
    }

    private boolean isFailure(CheckResult result) {
        return result.verdict() == Verdict.FAIL || result.verdict() == Verdict.WARN && tests.isToFailOnWarnings();
    }

    private static String said(CheckResult result) {
        return result.verdict() + ": " + result.words();
    }

    private static String transcript(CheckResult result) {
        return String.join(
                "\n", result.transcript().stream().map(Object::toString).toList());
    }
}
