package io.javamiko.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What {@code -o} asks for, under the names of ssh_config(5). The first value of an option counts, as in OpenSSH; only
 * {@code IdentityFile} and {@code CertificateFile} add up. An option that is not here is an error, never passed over.
 */
final class ClientSettings {
    enum HostKeyChecking {
        YES,
        ACCEPT_NEW,
        ASK,
        NO
    }

    private final Set<String> seen = new HashSet<>();
    private final Path home;
    private final List<Path> identityFiles = new ArrayList<>();
    private final List<Path> certificateFiles = new ArrayList<>();
    private List<Path> userKnownHosts;
    private List<Path> globalKnownHosts =
            List.of(Path.of("/etc/ssh/ssh_known_hosts"), Path.of("/etc/ssh/ssh_known_hosts2"));
    private List<Path> revokedHostKeys = List.of();
    private HostKeyChecking hostKeyChecking = HostKeyChecking.ASK;
    private Duration connectTimeout;
    private List<String> preferredAuthentications;
    private boolean identitiesOnly;
    private String identityAgent;
    private boolean batchMode;
    private boolean compression;
    private String user;
    private Integer port;
    private String hostKeyAlgorithms;
    private String pubkeyAcceptedAlgorithms;
    private String kexAlgorithms;
    private String ciphers;
    private String macs;
    private Long rekeyBytes;
    private Duration rekeyTime;
    private Duration serverAliveInterval;
    private Integer serverAliveCountMax;
    private String logLevel;

    private ClientSettings(Path home) {
        this.home = home;
        userKnownHosts = List.of(home.resolve(".ssh/known_hosts"), home.resolve(".ssh/known_hosts2"));
    }

    /**
     * Reads the options in their order.
     *
     * @param options each {@code Name=value} or {@code Name value}
     * @param home what {@code ~} stands for
     */
    static ClientSettings parse(List<String> options, Path home) {
        var settings = new ClientSettings(home);
        for (String option : options) {
            int end = 0;
            while (end < option.length() && option.charAt(end) != '=' && !Character.isWhitespace(option.charAt(end))) {
                end++;
            }
            String value = option.substring(end).strip();
            value = value.startsWith("=") ? value.substring(1).strip() : value;
            if (value.isEmpty()) {
                throw new UsageException("-o " + option + ": expected Name=value");
            }
            settings.set(option.substring(0, end), unquoted(value));
        }
        return settings;
    }

    private void set(String name, String value) {
        String key = name.toLowerCase(Locale.ROOT);
        if (key.equals("identityfile")) {
            identityFiles.add(path(value));
            return;
        }
        if (key.equals("certificatefile")) {
            certificateFiles.add(path(value));
            return;
        }
        boolean counts = seen.add(key);
        var kept = counts ? this : new ClientSettings(home); // a later value is checked all the same
        kept.assign(name, key, value);
    }

    private void assign(String name, String key, String value) {
        switch (key) {
            case "userknownhostsfile" -> userKnownHosts = paths(value);
            case "revokedhostkeys" ->
                revokedHostKeys = value.equalsIgnoreCase("none") ? List.of() : List.of(path(value));
            case "globalknownhostsfile" -> globalKnownHosts = paths(value);
            case "stricthostkeychecking" -> hostKeyChecking = checking(value);
            case "connecttimeout" -> connectTimeout = Quantities.time(name, value);
            case "preferredauthentications" -> preferredAuthentications = authentications(value);
            case "identitiesonly" -> identitiesOnly = flag(name, value);
            case "identityagent" -> identityAgent = value;
            case "batchmode" -> batchMode = flag(name, value);
            case "compression" -> compression = flag(name, value);
            case "user" -> user = value;
            case "port" -> port = Quantities.number(name, value, 1, 65_535);
            case "hostkeyalgorithms" -> hostKeyAlgorithms = value;
            case "pubkeyacceptedalgorithms" -> pubkeyAcceptedAlgorithms = value;
            case "kexalgorithms" -> kexAlgorithms = value;
            case "ciphers" -> ciphers = value;
            case "macs" -> macs = value;
            case "rekeylimit" -> rekeyLimit(name, value);
            case "serveraliveinterval" -> serverAliveInterval = Quantities.time(name, value);
            case "serveralivecountmax" -> serverAliveCountMax = Quantities.number(name, value, 1, 1_000_000);
            case "loglevel" -> logLevel = level(value);
            default ->
                throw new UsageException("-o " + name + ": this option is not known here; see javamiko ssh --help");
        }
    }

    private void rekeyLimit(String name, String value) {
        String[] parts = value.split("\\s+", 2);
        rekeyBytes = parts[0].equalsIgnoreCase("default") ? null : Quantities.bytes(name, parts[0]);
        if (rekeyBytes != null && rekeyBytes < 16) {
            throw new UsageException(name + ": \"" + parts[0] + "\" is too few bytes for a rekey");
        }
        rekeyTime = parts.length == 1 || parts[1].equalsIgnoreCase("none") ? null : Quantities.time(name, parts[1]);
    }

    private static HostKeyChecking checking(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> HostKeyChecking.YES;
            case "accept-new" -> HostKeyChecking.ACCEPT_NEW;
            case "ask" -> HostKeyChecking.ASK;
            case "no", "off", "false" -> HostKeyChecking.NO;
            default ->
                throw new UsageException(
                        "StrictHostKeyChecking: \"" + value + "\"; expected yes, accept-new, ask or no");
        };
    }

    private static List<String> authentications(String value) {
        var methods = List.of(value.split(","));
        for (String method : methods) {
            if (!List.of("publickey", "keyboard-interactive", "password", "none")
                    .contains(method)) {
                throw new UsageException("PreferredAuthentications: \"" + method
                        + "\"; expected some of publickey,keyboard-interactive,password");
            }
        }
        return methods;
    }

    private static String level(String value) {
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "QUIET", "FATAL" -> "off";
            case "ERROR" -> "error";
            case "INFO" -> "warn";
            case "VERBOSE" -> "info";
            case "DEBUG", "DEBUG1" -> "debug";
            case "DEBUG2", "DEBUG3" -> "trace";
            default ->
                throw new UsageException("LogLevel: \"" + value
                        + "\"; expected QUIET, FATAL, ERROR, INFO, VERBOSE, DEBUG, DEBUG2 or DEBUG3");
        };
    }

    private static boolean flag(String name, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new UsageException(name + ": \"" + value + "\"; expected yes or no");
        };
    }

    private List<Path> paths(String value) {
        return value.equalsIgnoreCase("none")
                ? List.of()
                : List.of(value.split("\\s+")).stream().map(this::path).toList();
    }

    private Path path(String value) {
        return expand(value, home);
    }

    /** {@code ~} at the beginning is the home directory. */
    static Path expand(String value, Path home) {
        return value.equals("~") ? home : value.startsWith("~/") ? home.resolve(value.substring(2)) : Path.of(value);
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    List<Path> identityFiles() {
        return List.copyOf(identityFiles);
    }

    List<Path> certificateFiles() {
        return List.copyOf(certificateFiles);
    }

    List<Path> revokedHostKeys() {
        return revokedHostKeys;
    }

    List<Path> userKnownHosts() {
        return userKnownHosts;
    }

    List<Path> globalKnownHosts() {
        return globalKnownHosts;
    }

    HostKeyChecking hostKeyChecking() {
        return hostKeyChecking;
    }

    /** {@code null}: the library's own. The same for every other one that may be. */
    Duration connectTimeout() {
        return connectTimeout;
    }

    List<String> preferredAuthentications() {
        return preferredAuthentications;
    }

    /** A socket, {@code none}, {@code SSH_AUTH_SOCK}, or {@code $NAME} of a variable that names a socket. */
    String identityAgent() {
        return identityAgent;
    }

    boolean identitiesOnly() {
        return identitiesOnly;
    }

    /** Sets {@code BatchMode}, unless {@code -o} says something about it. */
    void nobodyIsThere() {
        batchMode |= !seen.contains("batchmode");
    }

    boolean batchMode() {
        return batchMode;
    }

    boolean compression() {
        return compression;
    }

    String user() {
        return user;
    }

    Integer port() {
        return port;
    }

    String hostKeyAlgorithms() {
        return hostKeyAlgorithms;
    }

    String pubkeyAcceptedAlgorithms() {
        return pubkeyAcceptedAlgorithms;
    }

    String kexAlgorithms() {
        return kexAlgorithms;
    }

    String ciphers() {
        return ciphers;
    }

    String macs() {
        return macs;
    }

    Long rekeyBytes() {
        return rekeyBytes;
    }

    Duration rekeyTime() {
        return rekeyTime;
    }

    Duration serverAliveInterval() {
        return serverAliveInterval;
    }

    Integer serverAliveCountMax() {
        return serverAliveCountMax;
    }

    String logLevel() {
        return logLevel;
    }
}
