package io.javamiko.interop;

import io.javamiko.Threads;
import io.javamiko.server.session.ExecHandler;
import io.javamiko.server.session.ExecSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** Runs commands by {@code /bin/sh -c}, its three streams the session's. */
final class ShellCommands implements ExecHandler {
    @Override
    public int run(ExecSession session) throws Exception {
        var process = new ProcessBuilder("/bin/sh", "-c", session.commandText()).start();
        session.onCancel(process::destroyForcibly);
        try {
            Threads.start("test stdin", () -> carry(session.input(), process.getOutputStream()));
            var errorEnded = new CountDownLatch(1);
            Threads.start("test stderr", () -> {
                carryOpen(process.getErrorStream(), session.errorOutput());
                errorEnded.countDown();
            });
            carryOpen(process.getInputStream(), session.output());
            errorEnded.await();
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void carry(InputStream from, OutputStream to) {
        carryOpen(from, to);
        try {
            to.close();
        } catch (IOException e) {
            return; // the process has ended
        }
    }

    private static void carryOpen(InputStream from, OutputStream to) {
        try {
            byte[] buffer = new byte[32 * 1024];
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                to.write(buffer, 0, n);
                to.flush();
            }
        } catch (IOException e) {
            return; // one side has ended before the other
        }
    }
}
