package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.Sanitised;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Asks a person: on the terminal itself ({@code /dev/tty}), never on standard input, which may be the data of a command;
 * or through the program that SSH_ASKPASS names.
 */
final class Prompts {
    private static final Path TTY = Path.of("/dev/tty");
    private static final int MAX_ANSWER = 1024; // bytes

    private final boolean batch;

    /** @param batch BatchMode: nobody is there to answer, so nothing is asked */
    Prompts(boolean batch) {
        this.batch = batch;
    }

    /**
     * Asks for a secret, which is not shown while it is typed.
     *
     * @return the answer, for the caller to wipe; {@code null} if nobody can be asked
     */
    char[] secret(String prompt) throws IOException {
        return ask(prompt, false);
    }

    /** Asks a question whose answer is shown; {@code null} if nobody can be asked. */
    String line(String prompt) throws IOException {
        char[] answer = ask(prompt, true);
        return answer == null ? null : new String(answer);
    }

    /** As {@link #line} or {@link #secret}. */
    char[] ask(String prompt, boolean echo) throws IOException {
        if (batch) {
            return null;
        }
        String shown = Sanitised.lines(prompt);
        String program = System.getenv("SSH_ASKPASS");
        String require = System.getenv("SSH_ASKPASS_REQUIRE");
        boolean hasProgram = program != null && !program.isEmpty() && !"never".equals(require);
        if (hasProgram && ("force".equals(require) || "prefer".equals(require) || !hasTerminal())) {
            return fromProgram(program, shown);
        }
        return hasTerminal() ? fromTerminal(shown, echo) : null;
    }

    /** Says something on the terminal, if there is one. */
    void say(String text) throws IOException {
        if (hasTerminal()) {
            Files.write(TTY, text.getBytes(UTF_8));
        }
    }

    private static boolean hasTerminal() {
        try (var tty = Files.newInputStream(TTY)) {
            return true; // it can be opened only by a process that has a controlling terminal
        } catch (IOException e) {
            return false;
        }
    }

    private static char[] fromTerminal(String prompt, boolean echo) throws IOException {
        String before = echo ? null : stty("-g");
        var restore = new Thread(() -> restore(before), "restore terminal");
        if (before != null) {
            Runtime.getRuntime().addShutdownHook(restore); // also when the user gives up with ^C
            stty("-echo");
        }
        try (var in = Files.newInputStream(TTY)) {
            Files.write(TTY, prompt.getBytes(UTF_8));
            return line(in);
        } finally {
            if (before != null) {
                restore(before);
                Runtime.getRuntime().removeShutdownHook(restore);
                Files.write(TTY, new byte[] {'\n'});
            }
        }
    }

    private static void restore(String settings) {
        try {
            stty(settings);
        } catch (IOException e) {
            System.err.println(
                    "javamiko: the terminal's echo could not be restored (" + e.getMessage() + "): try stty sane");
        }
    }

    /** stty is the terminal's own tool: JLine would take over signals and line editing for one question. */
    private static String stty(String argument) throws IOException {
        var process = new ProcessBuilder("stty", argument)
                .redirectInput(TTY.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (!ended(process)) {
            throw new IOException("stty " + argument + ": " + output);
        }
        return output;
    }

    private static char[] fromProgram(String program, String prompt) throws IOException {
        var process = new ProcessBuilder(program, prompt)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        char[] answer = line(process.getInputStream());
        return ended(process) ? answer : null; // a failure is the user's "cancel"
    }

    private static boolean ended(Process process) throws IOException {
        try {
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(
                    "interrupted while " + process.info().command().orElse("a program") + " ran", e);
        } finally {
            process.destroy();
        }
    }

    private static char[] line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (bytes.size() == MAX_ANSWER) {
                throw new IOException("an answer has more than " + MAX_ANSWER + " bytes");
            }
            bytes.write(b);
        }
        byte[] all = bytes.toByteArray();
        int length = all.length > 0 && all[all.length - 1] == '\r' ? all.length - 1 : all.length;
        CharBuffer decoded = UTF_8.decode(ByteBuffer.wrap(all, 0, length));
        char[] answer = Arrays.copyOf(decoded.array(), decoded.remaining());
        Arrays.fill(decoded.array(), '\0');
        Arrays.fill(all, (byte) 0);
        return answer;
    }
}
