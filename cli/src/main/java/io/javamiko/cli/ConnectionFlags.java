package io.javamiko.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that {@code ssh} and {@code sftp} share. */
final class ConnectionFlags {
    private static final String TRANSCRIPT = "--transcript";

    @Option(names = "-i", paramLabel = "FILE", description = "a private key to offer; may be repeated")
    private List<Path> identities = new ArrayList<>();

    @Option(
            names = "-o",
            paramLabel = "NAME=VALUE",
            description = "an option as in ssh_config(5): UserKnownHostsFile, GlobalKnownHostsFile,"
                    + " StrictHostKeyChecking, ConnectTimeout, PreferredAuthentications, IdentityFile, IdentitiesOnly,"
                    + " IdentityAgent, BatchMode, User, Port, HostKeyAlgorithms, PubkeyAcceptedAlgorithms, KexAlgorithms, Ciphers, MACs,"
                    + " Compression, RekeyLimit, ServerAliveInterval, ServerAliveCountMax, LogLevel")
    private List<String> options = new ArrayList<>();

    @Option(names = "-v", description = "say what happens; -vv more of it")
    private boolean[] verbose = {};

    @Option(names = "-q", description = "say nothing but what is fatal")
    private boolean quiet;

    @Option(
            names = TRANSCRIPT,
            paramLabel = "FILE",
            description =
                    "write there what both sides say, decrypted: passwords masked, what is typed and shown is not")
    private Path transcript;

    private ClientSettings settings;

    /** Reads {@code -o} and sets the level of the log: to be called before anything is logged. */
    ClientSettings read() {
        settings = ClientSettings.parse(options, Path.of(System.getProperty("user.home", ".")));
        Logging.level(
                verbose.length > 1
                        ? "trace"
                        : verbose.length == 1
                                ? "debug"
                                : quiet ? "off" : settings.logLevel() == null ? "warn" : settings.logLevel());
        return settings;
    }

    ClientSettings settings() {
        return settings;
    }

    /** Those of {@code -i} and of {@code -o IdentityFile}. */
    List<Path> identityFiles() {
        var files = new ArrayList<>(identities);
        files.addAll(settings.identityFiles());
        return files;
    }

    /** The long options that take a value. */
    static Set<String> namesWithValue() {
        return Set.of(TRANSCRIPT);
    }

    /** Where the transcript goes; {@code null} for none. */
    Path transcript() {
        return transcript;
    }

    boolean isQuiet() {
        return quiet || "off".equals(settings.logLevel());
    }
}
