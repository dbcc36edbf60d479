package io.javamiko.keys.lists;

import io.javamiko.Sanitised;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.files.KeyFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The host keys that one or more {@code known_hosts} files list (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT), as they were when
 * they were read. Immutable.
 *
 * <p>Read tolerantly: a line that can't be read is a warning, and grants nothing.
 */
public final class KnownHosts {
    /** What a line says about its key besides whose it is. */
    public enum Marker {
        /** Nothing: it is a host's key. */
        NONE,
        /** {@code @cert-authority}: it signs host certificates, and is no host's key. */
        CERT_AUTHORITY,
        /** {@code @revoked}: it must not be accepted. */
        REVOKED
    }

    /**
     * A line that names hosts and a key.
     *
     * @param source the file's name
     * @param line its number, from 1
     * @param hosts whose key it is
     * @param comment what follows the key, may be empty; not sanitised
     */
    public record Entry(String source, int line, Marker marker, HostPattern hosts, SSHPublicKey key, String comment) {}

    private final List<Entry> entries;
    private final List<LineWarning> warnings;

    private KnownHosts(List<Entry> entries, List<LineWarning> warnings) {
        this.entries = List.copyOf(entries);
        this.warnings = List.copyOf(warnings);
    }

    /** No hosts at all. */
    public static KnownHosts empty() {
        return new KnownHosts(List.of(), List.of());
    }

    /**
     * Reads files, in this order; one that does not exist is as good as an empty one.
     *
     * @throws IOException if one can't be read, or has more than 16 MiB: what it revokes would be missed
     */
    public static KnownHosts read(Path... files) throws IOException {
        var all = empty();
        for (Path file : files) {
            all = all.and(parse(bytes(file), file.toString()));
        }
        return all;
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return KeyFiles.read(file);
        } catch (NoSuchFileException e) {
            return new byte[0]; // nobody is known yet
        } catch (IOException e) {
            throw new IOException("can't read the known_hosts file " + file + ": " + e.getMessage(), e);
        }
    }

    /** Reads a file's bytes; {@code source} names it in entries and warnings. */
    public static KnownHosts parse(byte[] text, String source) {
        var entries = new ArrayList<Entry>();
        var warnings = new ArrayList<LineWarning>();
        for (var line : TextLine.split(text)) {
            if (!line.isBlank()) {
                try {
                    entries.add(parse(line, source));
                } catch (MalformedLineException e) {
                    warnings.add(new LineWarning(source, line.number(), e.getMessage()));
                }
            }
        }
        return new KnownHosts(entries, warnings);
    }

    /** Reads {@code [marker] hosts type key [comment]}. */
    static Entry parse(TextLine line, String source) throws MalformedLineException {
        line.check();
        String rest = line.text();
        var marker = Marker.NONE;
        if (rest.startsWith("@")) {
            marker = marker(field(rest));
            rest = behind(rest);
        }
        var hosts = hosts(field(rest));
        var key = KeyFields.parse(behind(rest));
        return new Entry(source, line.number(), marker, hosts, key.key(), key.comment());
    }

    private static String field(String text) {
        return text.split("[ \t]", 2)[0];
    }

    /** What follows the first field and the blanks behind it. */
    static String behind(String text) {
        return text.substring(field(text).length()).strip();
    }

    private static Marker marker(String field) throws MalformedLineException {
        return switch (field) {
            case "@cert-authority" -> Marker.CERT_AUTHORITY;
            case "@revoked" -> Marker.REVOKED;
            default -> throw new MalformedLineException("its marker " + Sanitised.of(field) + " is not known");
        };
    }

    private static HostPattern hosts(String field) throws MalformedLineException {
        try {
            return HostPattern.parse(field);
        } catch (IllegalArgumentException e) {
            throw new MalformedLineException(e.getMessage());
        }
    }

    /** The lines of both, these first. */
    public KnownHosts and(KnownHosts others) {
        return new KnownHosts(
                Stream.concat(entries.stream(), others.entries.stream()).toList(),
                Stream.concat(warnings.stream(), others.warnings.stream()).toList());
    }

    /** Every line that could be read, in order. */
    public List<Entry> entries() {
        return entries;
    }

    /** Every line that could not. */
    public List<LineWarning> warnings() {
        return warnings;
    }

    /** The lines that name a host's port, whatever their marker. */
    public List<Entry> find(String host, int port) {
        String name = HostPattern.name(host, port);
        return entries.stream().filter(entry -> entry.hosts().matches(name)).toList();
    }

    /** The keys that a host's port is known to have: neither authorities nor what is revoked for it. Each once. */
    public List<SSHPublicKey> keys(String host, int port) {
        var found = find(host, port);
        return found.stream()
                .filter(entry -> entry.marker() == Marker.NONE)
                .map(Entry::key)
                .filter(key -> !isRevoked(found, key))
                .distinct()
                .toList();
    }

    /** Whether this key, a host's or an authority's, must not be accepted for a host's port. */
    public boolean isRevoked(SSHPublicKey key, String host, int port) {
        return isRevoked(find(host, port), key);
    }

    private static boolean isRevoked(List<Entry> found, SSHPublicKey key) {
        return found.stream()
                .anyMatch(
                        entry -> entry.marker() == Marker.REVOKED && entry.key().equals(key));
    }
}
