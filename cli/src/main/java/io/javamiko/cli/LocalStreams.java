package io.javamiko.cli;

import io.javamiko.Threads;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Joins this process's standard streams with those of a remote command. Bytes go straight through, unbuffered. For one
 * command; what waits for standard input ends with the process.
 */
final class LocalStreams implements AutoCloseable {
    private static final int BITE = 32 * 1024; // bytes

    private final boolean noInput;
    private final CountDownLatch errorsRead = new CountDownLatch(1);

    /** What is done at the end of the input. */
    @FunctionalInterface
    interface AtEnd {
        void run() throws IOException;
    }

    /** @param noInput standard input counts as empty */
    LocalStreams(boolean noInput) {
        this.noInput = noInput;
    }

    /** Whether a standard stream of this process is a terminal: 0 input, 1 output, 2 errors. */
    static boolean isTerminal(int descriptor) {
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
            return target.startsWith("/dev/pts")
                    || target.toString().startsWith("/dev/tty")
                    || target.toString().equals("/dev/console");
        } catch (IOException e) {
            return askedTest(descriptor); // no /proc here
        }
    }

    private static boolean askedTest(int descriptor) {
        try {
            var test = new ProcessBuilder("test", "-t", Integer.toString(descriptor))
                    .inheritIO()
                    .start();
            return test.waitFor() == 0;
        } catch (IOException e) {
            return false; // no such program either
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends standard input from now on, on a thread of its own. */
    void send(OutputStream out, AtEnd atEnd) {
        start("input", () -> {
            if (!noInput) {
                copy(new FileInputStream(FileDescriptor.in), out);
            }
            atEnd.run();
        });
    }

    /** Sends what is typed, and heeds the escapes in it. */
    void sendTyped(OutputStream out, Runnable disconnect) {
        start("typed", () -> {
            var filter = new EscapeFilter();
            byte[] typed = new byte[BITE];
            byte[] sent = new byte[BITE + 1];
            @SuppressWarnings("resource") // standard input is the process's
            var in = new FileInputStream(FileDescriptor.in);
            for (int count = in.read(typed); count >= 0; count = in.read(typed)) {
                var action = filter.accept(typed, count, sent);
                out.write(sent, 0, filter.length());
                out.flush();
                if (action == EscapeFilter.Action.HELP) {
                    System.err.print(EscapeFilter.HELP_TEXT);
                } else if (action == EscapeFilter.Action.DISCONNECT) {
                    disconnect.run();
                    return;
                }
            }
            out.close();
        });
    }

    /** Copies to standard output until the end. */
    void receive(InputStream in) throws IOException {
        copy(in, new FileOutputStream(FileDescriptor.out));
    }

    /** Copies to standard error, on a thread of its own. */
    void receiveErrors(InputStream in) {
        start("errors", () -> {
            try {
                copy(in, new FileOutputStream(FileDescriptor.err));
            } finally {
                errorsRead.countDown();
            }
        });
    }

    /** Waits until all of standard error has been copied. */
    void awaitErrors() throws IOException {
        try {
            errorsRead.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException().initCause(e);
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] bite = new byte[BITE];
        for (int count = in.read(bite); count >= 0; count = in.read(bite)) {
            out.write(bite, 0, count);
            out.flush();
        }
    }

    /** What fails here does so because the command or the connection has ended, and the main thread says why. */
    private static void start(String what, AtEnd task) {
        Threads.start("javamiko ssh " + what, () -> {
            try {
                task.run();
            } catch (IOException e) {
                org.slf4j.LoggerFactory.getLogger(LocalStreams.class).debug("{} has ended", what, e);
            }
        });
    }

    @Override
    public void close() {
        errorsRead.countDown();
    }
}
