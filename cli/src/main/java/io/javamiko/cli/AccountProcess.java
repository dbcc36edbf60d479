package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A command run as sshd runs it: by the account's shell, in a session of its own ({@code setsid}), so that all that it
 * started can be ended with it; with a terminal where {@code script} is installed to make one. Thread-safe.
 */
final class AccountProcess implements AutoCloseable {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    /** Makes signals do what they do by default, or nothing: what starts a server may have it ignore some. */
    private static final List<String> WITH_SIGNALS = withSignals();

    private static final Set<String> SIGNALS = // RFC 4254 §6.10
            Set.of("ABRT", "ALRM", "FPE", "HUP", "ILL", "INT", "KILL", "PIPE", "QUIT", "SEGV", "TERM", "USR1", "USR2");

    /** The size of a terminal in characters, and its type as in {@code $TERM}. */
    record Terminal(String term, long columns, long rows) {}

    private final Process process;
    private final boolean ownSession;
    private final boolean terminal;

    private AccountProcess(Process process, boolean ownSession, boolean terminal) {
        this.process = process;
        this.ownSession = ownSession;
        this.terminal = terminal;
    }

    /** Whether a terminal can be had on this machine. */
    static boolean canMakeTerminals() {
        return Files.isExecutable(SCRIPT);
    }

    /**
     * Starts a command.
     *
     * @param command for the shell, or {@code null} for a login shell
     * @param environment added to the server's own
     * @param directory where it starts
     * @param terminal or {@code null} for none
     */
    static AccountProcess start(String command, Map<String, String> environment, Path directory, Terminal terminal)
            throws IOException {
        String shell = System.getenv().getOrDefault("SHELL", "/bin/sh");
        var line = new ArrayList<String>();
        boolean ownSession = Files.isExecutable(SETSID);
        if (ownSession) {
            line.add(SETSID.toString()); // it becomes the command, so the process id is the session's
        }
        line.addAll(WITH_SIGNALS);
        if (terminal != null) {
            line.addAll(List.of(
                    SCRIPT.toString(), "-q", "-e", "-f", "-c", inTerminal(shell, command, terminal), "/dev/null"));
        } else {
            line.addAll(command == null ? List.of(shell, "-l") : List.of(shell, "-c", command));
        }
        var builder = new ProcessBuilder(line).directory(directory.toFile());
        builder.environment().putAll(environment);
        if (terminal != null) {
            builder.environment().put("TERM", terminal.term());
            builder.environment().put("SHELL", "/bin/sh"); // the one that script takes for -c
        }
        return new AccountProcess(builder.start(), ownSession, terminal != null);
    }

    /** A command in the background of a script has INT and QUIT ignored, and so has all that it starts: no ^C would do. */
    private static List<String> withSignals() {
        var env = List.of("/usr/bin/env", "--default-signal=HUP,INT,QUIT,PIPE,TERM");
        var probe = new ArrayList<>(env);
        probe.add("true");
        try {
            var process = new ProcessBuilder(probe).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0 ? env : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static String inTerminal(String shell, String command, Terminal terminal) {
        return "stty rows " + terminal.rows() + " cols " + terminal.columns() + " 2>/dev/null; exec " + quoted(shell)
                + (command == null ? " -l" : " -c " + quoted(command));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** The process: its streams and its end. */
    Process process() {
        return process;
    }

    /** Sends a signal by its RFC 4254 name to the command and what it started; an unknown one is passed over. */
    void signal(String name) throws IOException {
        if (SIGNALS.contains(name)) {
            kill(name, terminal ? inside() : process.toHandle());
        }
    }

    /** Tells the terminal its new size; the kernel tells the program. */
    void resize(long columns, long rows) throws IOException {
        Path tty = Files.readSymbolicLink(Path.of("/proc/" + inside().pid() + "/fd/0"));
        if (terminal && tty.startsWith("/dev/pts")) {
            run("stty", "-F", tty.toString(), "rows", Long.toString(rows), "cols", Long.toString(columns));
        }
    }

    /** Ends the command and all that it started: a hang-up first, and two seconds later what can't be ignored. */
    @Override
    public void close() throws IOException {
        var all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        if (all.stream().noneMatch(ProcessHandle::isAlive)) {
            return;
        }
        kill("HUP", process.toHandle());
        all.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                kill("KILL", process.toHandle());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** What runs in the terminal: the child of {@code script}. */
    private ProcessHandle inside() {
        return terminal ? process.children().findFirst().orElse(process.toHandle()) : process.toHandle();
    }

    private void kill(String signal, ProcessHandle leader) throws IOException {
        String target = (ownSession ? "-" : "") + leader.pid(); // a process group, where it leads one
        run("kill", "-s", signal, "--", target);
    }

    private static void run(String... command) throws IOException {
        var tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        tool.getOutputStream().close();
        String output = new String(tool.getInputStream().readAllBytes(), UTF_8).strip();
        if (!output.isEmpty() && !output.contains("No such process")) { // it may have ended by itself
            throw new IOException(command[0] + ": " + output);
        }
    }
}
