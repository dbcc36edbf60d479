package io.javamiko.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A signal (^C) ends a run early, and not its report: the process goes on until that is written, or 20 s. */
final class KeptReport implements AutoCloseable {
    private static final int MOST_SECONDS = 20;

    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook;

    /**
     * Until it is closed, a signal does that, and waits.
     *
     * @param stop ends the run; it does not wait
     */
    KeptReport(Runnable stop) {
        hook = new Thread(() -> stopped(stop), "report of a run that a signal ends");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stopped(Runnable stop) {
        stop.run();
        try {
            if (!written.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                return; // it is lost
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The report is written. */
    @Override
    public void close() {
        written.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // it runs, and needs nothing more
        }
    }
}
