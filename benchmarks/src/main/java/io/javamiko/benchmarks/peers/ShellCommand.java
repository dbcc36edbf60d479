package io.javamiko.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.sshd.server.command.AbstractCommandSupport;

/** A command of MINA's that a shell runs. MINA's own has one thread for all streams, and stands still when two pipes are full. */
final class ShellCommand extends AbstractCommandSupport {
    ShellCommand(String command) {
        super(command, null);
    }

    @Override
    public void run() {
        try {
            var process = new ProcessBuilder("/bin/sh", "-c", getCommand()).start();
            pumping(getInputStream(), process.getOutputStream());
            var errors = pumping(process.getErrorStream(), getErrorStream());
            pump(process.getInputStream(), getOutputStream());
            errors.join();
            onExit(process.waitFor());
        } catch (IOException | UncheckedIOException e) {
            onExit(1, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread pumping(InputStream in, OutputStream out) {
        var thread = new Thread(() -> pump(in, out));
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void pump(InputStream in, OutputStream out) {
        byte[] bytes = new byte[32 << 10];
        try (out) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                out.write(bytes, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
