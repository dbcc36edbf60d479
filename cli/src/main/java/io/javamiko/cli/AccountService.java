package io.javamiko.cli;

import io.javamiko.Threads;
import io.javamiko.server.SSHServerOptionsBuilder;
import io.javamiko.server.session.ExecHandler;
import io.javamiko.server.session.ServerSession;
import io.javamiko.server.session.ShellHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an account has to offer: its commands and shell, started in a directory, and the files below that. Thread-safe. */
final class AccountService {
    private static final Logger LOG = LoggerFactory.getLogger(AccountService.class);
    private static final int BITE = 32 * 1024; // bytes

    private final Path root;

    /** @param root where commands start, and all that SFTP sees */
    AccountService(Path root) {
        this.root = root;
    }

    /** Adds it to a server. */
    void offer(SSHServerOptionsBuilder server, boolean commands) {
        server.sftp(root);
        if (commands) {
            ExecHandler exec = session -> run(session, session.commandText());
            ShellHandler shell = session -> run(session, null);
            boolean terminals = AccountProcess.canMakeTerminals();
            server.exec(terminals ? exec.withTerminals() : exec);
            server.shell(terminals ? shell.withTerminals() : shell);
        }
    }

    /** Runs a command, or a login shell if it is {@code null}, to its end or the session's. */
    private int run(ServerSession session, String command) throws Exception {
        var terminal = session.terminal()
                .map(t -> new AccountProcess.Terminal(t.type(), t.columns(), t.rows()))
                .orElse(null);
        try (var process = AccountProcess.start(command, session.environment(), root, terminal)) {
            session.onCancel(() -> quietly("end", process::close));
            session.onSignal(name -> quietly("signal", () -> process.signal(name)));
            session.onResize(t -> quietly("resize", () -> process.resize(t.columns(), t.rows())));
            return pump(session, process.process());
        }
    }

    private static int pump(ServerSession session, Process process) throws IOException, InterruptedException {
        var errorsSent = new CountDownLatch(1);
        Threads.start(
                "javamiko sshd input",
                () -> quietly("input", () -> {
                    try (var in = process.getOutputStream()) {
                        copy(session.input(), in);
                    }
                }));
        Threads.start("javamiko sshd errors", () -> {
            quietly("errors", () -> copy(process.getErrorStream(), session.errorOutput()));
            errorsSent.countDown();
        });
        copy(process.getInputStream(), session.output());
        errorsSent.await();
        return process.waitFor();
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] bite = new byte[BITE];
        for (int count = in.read(bite); count >= 0; count = in.read(bite)) {
            out.write(bite, 0, count);
            out.flush();
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** What fails here does so because one side has ended. */
    private static void quietly(String what, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            LOG.debug("{} of a command", what, e);
        }
    }
}
