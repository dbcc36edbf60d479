package io.javamiko.cli;

import io.javamiko.ConnectionLostException;
import io.javamiko.Sanitised;
import io.javamiko.sftp.SFTPClient;
import io.javamiko.sftp.SFTPEntry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Carries out {@code sftp}'s commands, one line at a time. Not thread-safe. */
final class SFTPShell {
    private final SFTPClient sftp;
    private final PrintStream out;
    private final PrintStream errors;
    private final RemoteDirectory remote;
    private final LocalDirectory local = new LocalDirectory();
    private final SFTPTransfers transfers;
    private final SFTPListing listing;
    private final SFTPFileCommands files;
    private boolean progress;
    private boolean ended;

    /** @param progress whether to show how far transfers are */
    SFTPShell(SFTPClient sftp, PrintStream out, PrintStream errors, SFTPTransfers.Settings settings, boolean progress)
            throws IOException {
        this.sftp = sftp;
        this.out = out;
        this.errors = errors;
        this.progress = progress;
        this.remote = new RemoteDirectory(sftp);
        this.transfers = new SFTPTransfers(sftp, remote, local, out, errors, settings);
        this.listing = new SFTPListing(sftp, remote, out);
        this.files = new SFTPFileCommands(sftp, remote, out);
    }

    RemoteDirectory remote() {
        return remote;
    }

    LocalDirectory local() {
        return local;
    }

    /** The entries of a remote directory, for completion. */
    List<SFTPEntry> entries(String directory) throws IOException {
        return sftp.list(remote.resolve(directory));
    }

    boolean hasEnded() {
        return ended;
    }

    /**
     * Carries out a line, and says what went wrong.
     *
     * @return whether all went well; a line without a command does
     * @throws ConnectionLostException if there is no use in going on
     */
    boolean line(String line) throws ConnectionLostException {
        String command = line.strip();
        return reported(() -> {
            if (command.startsWith("!")) {
                return shell(command.substring(1).strip());
            }
            var words = Words.split(command);
            return words.isEmpty() || run(words.get(0).text(), words.subList(1, words.size()));
        });
    }

    /** As {@link #line}, for a command whose arguments stand for themselves. */
    boolean plain(String word, List<String> arguments) throws ConnectionLostException {
        return reported(() -> run(word, arguments.stream().map(Words::literal).toList()));
    }

    @FunctionalInterface
    private interface Step {
        boolean run() throws IOException;
    }

    private boolean reported(Step step) throws ConnectionLostException {
        try {
            return step.run();
        } catch (ConnectionLostException e) {
            throw e;
        } catch (IOException | UsageException e) {
            errors.println(Javamiko.why(e));
            return false;
        }
    }

    private boolean run(String word, List<Words.Word> all) throws IOException {
        var verb = SFTPVerb.of(word).orElseThrow(() -> new UsageException("Invalid command: " + word + "; try help"));
        var flags = new StringBuilder();
        var arguments = new ArrayList<>(all);
        while (!arguments.isEmpty() && arguments.get(0).pattern().matches("-[A-Za-z1]+")) {
            flags.append(arguments.remove(0).text().substring(1));
        }
        check(verb, flags.toString(), arguments.size());
        return run(verb, flags.toString(), arguments);
    }

    /** Against the usage: which letters there are, and how many arguments. */
    private static void check(SFTPVerb verb, String flags, int arguments) {
        String usage = verb.usage();
        int options = usage.indexOf("[-");
        String known = options < 0 ? "" : usage.substring(options + 2, usage.indexOf(']'));
        String rest = usage.substring(options < 0 ? verb.word().length() : usage.indexOf(']') + 1)
                .strip();
        int most = rest.isEmpty() ? 0 : rest.contains("...") ? Integer.MAX_VALUE : rest.split(" ").length;
        int least = rest.isEmpty()
                ? 0
                : (int) Arrays.stream(rest.split(" "))
                        .filter(w -> !w.startsWith("["))
                        .count();
        boolean fits =
                flags.chars().allMatch(c -> known.indexOf(c) >= 0 || known.indexOf(Character.toLowerCase(c)) >= 0);
        if (!fits || arguments < least || arguments > most) {
            throw new UsageException("usage: " + usage);
        }
    }

    private boolean run(SFTPVerb verb, String flags, List<Words.Word> arguments) throws IOException {
        switch (verb) {
            case BYE, EXIT, QUIT -> ended = true;
            case CD -> remote.change(first(arguments));
            case LCD -> local.change(first(arguments));
            case PWD -> out.println("Remote working directory: " + Sanitised.of(remote.path()));
            case LPWD -> out.println("Local working directory: " + local.path());
            case LMKDIR -> Files.createDirectory(local.resolve(first(arguments)));
            case LLS -> listing.local(local.resolve(first(arguments)));
            case LS -> listing.show(flags, arguments);
            case DF -> listing.fileSystem(flags, remote.resolve(first(arguments)));
            case STAT -> listing.stat(flags, remote.resolve(first(arguments)));
            case GET, REGET, MGET -> {
                return get(verb == SFTPVerb.REGET ? flags + "a" : flags, arguments, verb == SFTPVerb.MGET);
            }
            case PUT, REPUT, MPUT -> {
                return put(verb == SFTPVerb.REPUT ? flags + "a" : flags, arguments, verb == SFTPVerb.MPUT);
            }
            case PROGRESS -> {
                progress = !progress;
                out.println("Progress meter " + (progress ? "enabled" : "disabled"));
            }
            case HELP -> out.print(SFTPVerb.helpText());
            case VERSION -> out.println("SFTP protocol version 3");
            default -> files.run(verb, flags, arguments);
        }
        return true;
    }

    private static String first(List<Words.Word> arguments) {
        return arguments.isEmpty() ? "" : arguments.get(0).text();
    }

    private boolean get(String flags, List<Words.Word> arguments, boolean many) throws IOException {
        String target = target(arguments, many && !lastIsLocalDirectory(arguments));
        boolean good = true;
        for (var source : target == null ? arguments : arguments.subList(0, arguments.size() - 1)) {
            good &= transfers.get(flags, source, target, progress);
        }
        return good;
    }

    private boolean put(String flags, List<Words.Word> arguments, boolean many) throws IOException {
        String target = target(arguments, many && !lastIsRemoteDirectory(arguments));
        boolean good = true;
        for (var source : target == null ? arguments : arguments.subList(0, arguments.size() - 1)) {
            good &= transfers.put(flags, source, target, progress);
        }
        return good;
    }

    /** The last of several arguments is where to, unless all are sources. */
    private static String target(List<Words.Word> arguments, boolean allAreSources) {
        return arguments.size() < 2 || allAreSources && arguments.size() > 2
                ? null
                : arguments.get(arguments.size() - 1).text();
    }

    private boolean lastIsLocalDirectory(List<Words.Word> arguments) {
        return Files.isDirectory(
                local.resolve(arguments.get(arguments.size() - 1).text()));
    }

    private boolean lastIsRemoteDirectory(List<Words.Word> arguments) throws IOException {
        return remote.isDirectory(
                remote.resolve(arguments.get(arguments.size() - 1).text()));
    }

    /** The user's own shell, on this side. */
    private boolean shell(String command) throws IOException {
        String shell = System.getenv().getOrDefault("SHELL", "/bin/sh");
        var process = new ProcessBuilder(command.isEmpty() ? List.of(shell) : List.of(shell, "-c", command))
                .directory(local.path().toFile())
                .inheritIO()
                .start();
        try {
            int status = process.waitFor();
            if (status != 0) {
                errors.println("Shell exited with status " + status);
            }
            return status == 0;
        } catch (InterruptedException e) {
            process.destroy();
            return false; // the interrupt was meant for it
        }
    }
}
