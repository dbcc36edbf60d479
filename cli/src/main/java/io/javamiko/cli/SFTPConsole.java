package io.javamiko.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/** {@code sftp} by hand: a prompt with history and completion; the interrupt key ends what runs, not the session. */
final class SFTPConsole {
    private final SFTPShell shell;

    SFTPConsole(SFTPShell shell) {
        this.shell = shell;
    }

    int run() throws IOException {
        try (var terminal = TerminalBuilder.builder().system(true).build()) {
            var reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("sftp")
                    .completer(this::complete)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true) // ! is the local shell
                    .build();
            boolean good = true;
            while (!shell.hasEnded()) {
                String line = next(reader);
                good = line == null || carriedOut(terminal, line);
            }
            return good ? 0 : 1;
        } catch (EndOfFileException e) {
            return 0; // ^D
        }
    }

    private static String next(LineReader reader) {
        try {
            return reader.readLine("sftp> ");
        } catch (UserInterruptException e) {
            return null; // the line is given up
        }
    }

    private boolean carriedOut(Terminal terminal, String line) throws IOException {
        var self = Thread.currentThread();
        var before = terminal.handle(Signal.INT, signal -> self.interrupt());
        try {
            return shell.line(line);
        } finally {
            terminal.handle(Signal.INT, before);
            Thread.interrupted(); // it was for the command
        }
    }

    private void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 0) {
            for (var verb : SFTPVerb.values()) {
                candidates.add(new Candidate(verb.word()));
            }
            return;
        }
        var verb = SFTPVerb.of(line.words().get(0));
        try {
            if (verb.isPresent() && verb.get().side() == SFTPVerb.Side.REMOTE) {
                remote(line.word(), candidates);
            } else if (verb.isPresent() && verb.get().side() == SFTPVerb.Side.LOCAL) {
                local(line.word(), candidates);
            }
        } catch (IOException | IllegalArgumentException e) {
            candidates.clear(); // what can't be listed can't be completed
        }
    }

    private void remote(String word, List<Candidate> candidates) throws IOException {
        String directory = word.substring(0, word.lastIndexOf('/') + 1);
        for (var entry : shell.entries(directory)) {
            add(directory, entry.name(), entry.attributes().isDirectory(), candidates);
        }
    }

    private void local(String word, List<Candidate> candidates) throws IOException {
        String directory = word.substring(0, word.lastIndexOf('/') + 1);
        try (var entries = Files.list(shell.local().resolve(directory))) {
            for (Path entry : entries.toList()) {
                add(directory, entry.getFileName().toString(), Files.isDirectory(entry), candidates);
            }
        }
    }

    private static void add(String directory, String name, boolean isDirectory, List<Candidate> candidates) {
        String value = directory + name + (isDirectory ? "/" : "");
        boolean shows = name.chars().noneMatch(Character::isISOControl); // a server may send anything
        if (shows) {
            candidates.add(new Candidate(value, name, null, null, null, null, !isDirectory));
        }
    }
}
