package io.javamiko.cli;

import io.javamiko.Threads;
import io.javamiko.agent.AgentKeyring;
import io.javamiko.client.agent.AgentListener;
import io.javamiko.keys.files.OwnerOnlyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code javamiko agent}: holds keys for others, with ssh-agent's options. Without a command it starts itself again in the
 * background, since a JVM can't fork, and says how to reach it; with one it lives as long as the command.
 */
@Command(
        name = "agent",
        description =
                "Holds keys in memory and signs with them: eval \"$(javamiko agent)\", or javamiko agent COMMAND.",
        sortOptions = false)
final class AgentCommand implements OpenSSHCommand {
    private static final Duration START = Duration.ofSeconds(30);

    @Option(names = "-a", paramLabel = "SOCKET", description = "where to listen (a new directory of your own)")
    private Path socket;

    @Option(names = "-t", paramLabel = "TIME", description = "how long keys stay that come without a lifetime")
    private String lifetime;

    @Option(names = "-k", description = "end the agent that SSH_AGENT_PID names")
    private boolean kill;

    @Option(
            names = {"-D", "-d"},
            description = "stay in the foreground")
    private boolean foreground;

    @Option(names = "-c", description = "print for csh")
    private boolean csh;

    @Option(names = "-s", description = "print for sh")
    private boolean sh;

    @Option(names = "--help", usageHelp = true, description = "say this")
    @SuppressWarnings("UnusedVariable") // picocli asks for it
    private boolean help;

    @Parameters(paramLabel = "COMMAND", description = "a command to run with the agent, and its arguments")
    private List<String> command = new ArrayList<>();

    @Override
    public String lettersWithValue() {
        return "at";
    }

    /** Options end where the command begins: what follows is the command's. */
    @Override
    public String[] reordered(String[] arguments) {
        int i = 0;
        while (i < arguments.length && arguments[i].startsWith("-") && !arguments[i].equals("--")) {
            i += arguments[i].equals("-a") || arguments[i].equals("-t") ? 2 : 1;
        }
        var line = new ArrayList<>(List.of(arguments));
        if (i < arguments.length && !arguments[i].equals("--")) {
            line.add(i, "--");
        }
        return line.toArray(String[]::new);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logging.level("warn");
        if (kill) {
            return end();
        }
        boolean isOurs = socket == null;
        Path where = isOurs ? newSocket() : socket.toAbsolutePath();
        if (command.isEmpty() && !foreground) {
            return inBackground(where);
        }
        try (var keyring = AgentKeyring.create(k -> {
                    AskedConfirmation.find().ifPresent(k::confirmation);
                    if (lifetime != null) {
                        k.defaultLifetime(Quantities.time("-t", lifetime));
                    }
                });
                var listener = AgentListener.listen(keyring, where)) {
            return command.isEmpty() ? untilTold(listener) : run(listener);
        } finally {
            if (isOurs) {
                Files.deleteIfExists(where.getParent());
            }
        }
    }

    private static Path newSocket() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return Files.createTempDirectory(temporary, "javamiko-", OwnerOnlyFile.directoryAttributes(temporary))
                .resolve("agent." + ProcessHandle.current().pid());
    }

    private int end() {
        String pid = System.getenv("SSH_AGENT_PID");
        if (pid == null || !pid.matches("\\d{1,10}")) {
            throw new UsageException("SSH_AGENT_PID not set, cannot kill agent");
        }
        boolean ended = ProcessHandle.of(Long.parseLong(pid))
                .map(ProcessHandle::destroy)
                .orElse(false);
        if (!ended) {
            throw new UsageException("there is no agent with process id " + pid);
        }
        System.out.print(
                isCsh()
                        ? "unsetenv SSH_AUTH_SOCK;\nunsetenv SSH_AGENT_PID;\n"
                        : "unset SSH_AUTH_SOCK;\nunset SSH_AGENT_PID;\n");
        System.out.println("echo Agent pid " + pid + " killed;");
        return 0;
    }

    /** Starts this program again, detached, and prints how to reach it as soon as it listens. */
    private int inBackground(Path where) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Javamiko.class.getName(),
                "agent",
                "-D",
                "-a",
                where.toString()));
        if (lifetime != null) {
            line.addAll(
                    List.of("-t", Long.toString(Quantities.time("-t", lifetime).toSeconds())));
        }
        var child = new ProcessBuilder(line)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        child.getOutputStream().close();
        int first = firstByte(child); // the child prints its own lines once it listens
        if (first < 0) {
            throw new IOException("the agent did not start at " + where + "; javamiko agent -D says why");
        }
        print(where, child.pid());
        return 0;
    }

    private static int firstByte(Process child) throws IOException, InterruptedException {
        var giveUp = Threads.start("javamiko agent start", () -> {
            try {
                if (!new CountDownLatch(1).await(START.toSeconds(), TimeUnit.SECONDS)) {
                    child.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // it is there
            }
        });
        try {
            return child.getInputStream().read();
        } finally {
            giveUp.interrupt();
        }
    }

    private int untilTold(AgentListener listener) {
        print(listener.socket(), ProcessHandle.current().pid());
        var told = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            listener.close();
                            told.countDown();
                            await(stopped);
                        },
                        "stop agent"));
        await(told);
        stopped.countDown();
        return 0;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int run(AgentListener listener) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("SSH_AUTH_SOCK", listener.socket().toString());
        builder.environment()
                .put("SSH_AGENT_PID", Long.toString(ProcessHandle.current().pid()));
        return builder.start().waitFor();
    }

    private void print(Path where, long pid) {
        System.out.print(
                isCsh()
                        ? "setenv SSH_AUTH_SOCK %s;%nsetenv SSH_AGENT_PID %d;%n".formatted(where, pid)
                        : "SSH_AUTH_SOCK=%s; export SSH_AUTH_SOCK;%nSSH_AGENT_PID=%d; export SSH_AGENT_PID;%n"
                                .formatted(where, pid));
        System.out.println("echo Agent pid " + pid + ";");
        System.out.flush();
    }

    private boolean isCsh() {
        String shell = System.getenv("SHELL");
        return csh || !sh && shell != null && shell.endsWith("csh");
    }
}
