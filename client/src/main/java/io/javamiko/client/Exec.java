package io.javamiko.client;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import io.javamiko.Threads;
import io.javamiko.client.ExecException.Reason;
import io.javamiko.connection.ChannelInput;
import io.javamiko.connection.Exit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a command to its end: writes its input and reads both outputs at the same time, so that none of them can stop it.
 */
final class Exec {
    private static final Logger LOG = LoggerFactory.getLogger(Exec.class);
    private static final int BITE = 32 * 1024; // bytes

    private final RemoteProcess process;
    private final ExecOptions options;
    private final Deadline deadline;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private Exec(RemoteProcess process, ExecOptions options) {
        this.process = process;
        this.options = options;
        this.deadline = options.timeout == null ? Deadline.none() : Deadline.after(options.timeout);
    }

    static ExecResult run(RemoteProcess process, ExecOptions options) throws IOException {
        return new Exec(process, options).run();
    }

    private ExecResult run() throws IOException {
        try (process) {
            Threads.start("javamiko exec input", this::write);
            var readingErrors = readErrors();
            readOutput(readingErrors);
            join(readingErrors);
            return result(process.waitFor(deadline));
        } catch (SSHTimeoutException e) {
            throw timedOut(e);
        }
    }

    private void readOutput(CompletableFuture<Void> readingErrors) throws IOException {
        try {
            read(process.channel().input(), output);
        } catch (IOException e) {
            if (readingErrors.isCompletedExceptionally()) {
                join(readingErrors); // that came first: the channel was closed for it
            }
            throw e;
        }
    }

    private static void join(CompletableFuture<Void> reading) throws IOException {
        try {
            reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var interrupted = new InterruptedIOException("interrupted while a command ran");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("reading a command's errors failed", e.getCause());
        }
    }

    private void write() {
        try {
            process.output().write(options.input);
            process.sendEOF();
        } catch (IOException e) {
            LOG.debug("a command did not take all of its input: {}", e.getMessage()); // it need not read it
        }
    }

    private void read(ChannelInput in, ByteArrayOutputStream out) throws IOException {
        byte[] bite = new byte[BITE];
        for (int count = in.read(bite, 0, bite.length, deadline);
                count >= 0;
                count = in.read(bite, 0, bite.length, deadline)) {
            int room = (int) (options.maxOutput - out.size());
            out.write(bite, 0, Math.min(count, room));
            if (count > room) {
                throw new ExecException(
                        Reason.TOO_MUCH_OUTPUT,
                        "the command wrote more than the " + options.maxOutput
                                + " bytes that may be kept; raise maxOutput, or read its streams with start()",
                        soFar());
            }
        }
    }

    private CompletableFuture<Void> readErrors() {
        var done = new CompletableFuture<Void>();
        Threads.start("javamiko exec errors", () -> {
            try {
                read(process.channel().errorInput(), errors);
                done.complete(null);
            } catch (IOException | RuntimeException | Error e) {
                done.completeExceptionally(e);
                process.close(); // a program whose errors are read no more stands still, and never ends its output
            }
        });
        return done;
    }

    private ExecException timedOut(SSHTimeoutException e) {
        var exception = new ExecException(
                Reason.TIMED_OUT, "the command did not end within " + options.timeout.toMillis() + " ms", soFar());
        exception.initCause(e);
        return exception;
    }

    private ExecResult soFar() {
        return result(new Exit.None());
    }

    private ExecResult result(Exit exit) {
        return new ExecResult(exit, output.toByteArray(), errors.toByteArray(), options.charset);
    }
}
