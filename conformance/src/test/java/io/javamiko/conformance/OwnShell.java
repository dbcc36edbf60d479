package io.javamiko.conformance;

import io.javamiko.Threads;
import io.javamiko.server.session.ExecSession;
import io.javamiko.server.session.ExitBySignalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What our server runs under test: commands of this machine's shell, and {@code cat} without one, as it is asked for most. */
final class OwnShell {
    private static final int SIGNALLED = 128; // what the JVM adds to the number of the signal
    private static final Map<Integer, String> SIGNALS = Map.of(1, "HUP", 9, "KILL", 15, "TERM");

    private OwnShell() {}

    /** Runs a command to its end. */
    static int run(ExecSession session) throws Exception {
        if (session.commandText().equals("cat")) {
            session.input().transferTo(session.output());
            return 0;
        }
        var builder = new ProcessBuilder(List.of("/bin/sh", "-c", session.commandText()));
        builder.environment().putAll(session.environment());
        var process = builder.start();
        session.onCancel(process::destroyForcibly);
        session.onSignal(name -> {
            if (name.equals("TERM")) {
                process.toHandle().destroy(); // which leaves its streams open
            }
        });
        try {
            return carry(session, process);
        } finally {
            process.destroyForcibly();
        }
    }

    private static int carry(ExecSession session, Process process) throws Exception {
        var errors = new CountDownLatch(1);
        Threads.start("own shell input", () -> copy(session.input(), process.getOutputStream()));
        Threads.start("own shell errors", () -> {
            copy(process.getErrorStream(), session.errorOutput());
            errors.countDown();
        });
        process.getInputStream().transferTo(session.output());
        errors.await();
        int status = process.waitFor();
        if (SIGNALS.containsKey(status - SIGNALLED)) {
            throw new ExitBySignalException(SIGNALS.get(status - SIGNALLED));
        }
        return status;
    }

    private static void copy(InputStream in, OutputStream out) {
        try (out) {
            byte[] bite = new byte[8192];
            for (int count = in.read(bite); count >= 0; count = in.read(bite)) {
                out.write(bite, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            return; // one of both has ended
        }
    }
}
