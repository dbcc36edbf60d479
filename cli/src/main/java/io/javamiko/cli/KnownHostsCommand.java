package io.javamiko.cli;

import io.javamiko.keys.lists.KnownHosts;
import io.javamiko.keys.lists.KnownHosts.Entry;
import io.javamiko.keys.lists.KnownHosts.Marker;
import io.javamiko.keys.lists.KnownHostsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What {@code keygen} does with known_hosts: {@code -F} finds a host, {@code -R} removes it, {@code -H} hashes all. */
final class KnownHostsCommand {
    private final Consumer<String> out;
    private final Path file;
    private final String hash; // null: show the keys themselves
    private final boolean hashed;

    /**
     * Works on one file.
     *
     * @param file or {@code null} for the user's own
     * @param hash in which to show fingerprints, or {@code null} to show the lines
     * @param hashed whether to show lines with the host's name hashed
     */
    KnownHostsCommand(Consumer<String> out, Path file, String hash, boolean hashed) {
        this.out = out;
        this.file = file == null ? Path.of(System.getProperty("user.home"), ".ssh", "known_hosts") : file;
        this.hash = hash;
        this.hashed = hashed;
    }

    /** Shows the lines that name a host; the status is 1 if there is none, as ssh-keygen has it. */
    int find(String name) throws IOException {
        checkThere();
        var host = HostAndPort.parse(name);
        var found = KnownHosts.read(file).find(host.host(), host.port());
        for (Entry entry : found) {
            out.accept("# Host " + name + " found: line " + entry.line() + mark(entry.marker()));
            out.accept(hash != null ? fingerprint(name, entry) : hashed ? hashedLine(host, entry) : line(entry));
        }
        return found.isEmpty() ? 1 : 0;
    }

    /** Removes the lines that name a host, and keeps the old file beside it. */
    int remove(String name) throws IOException {
        checkThere();
        var host = HostAndPort.parse(name);
        var removed = KnownHostsFile.remove(file, host.host(), host.port());
        for (Entry entry : removed) {
            out.accept("# Host " + name + " found: line " + entry.line());
        }
        out.accept(
                removed.isEmpty()
                        ? "Host " + name + " not found in " + file
                        : file + " updated.\nOriginal contents retained as " + file + ".old");
        return 0;
    }

    /** Hashes every plain name, and keeps the old file beside it. */
    void hash() throws IOException {
        checkThere();
        if (KnownHostsFile.hash(file).isEmpty()) {
            out.accept("There are no names to hash in " + file);
        } else {
            out.accept(file + " updated.\nOriginal contents retained as " + file + ".old\nWARNING: " + file
                    + ".old contains unhashed entries\nDelete this file to ensure privacy of hostnames");
        }
    }

    private void checkThere() {
        if (!Files.exists(file)) {
            throw new UsageException("there is no file " + file);
        }
    }

    private static String mark(Marker marker) {
        return switch (marker) {
            case NONE -> "";
            case CERT_AUTHORITY -> " CA";
            case REVOKED -> " REVOKED";
        };
    }

    private static String line(Entry entry) {
        String marker = switch (entry.marker()) {
            case NONE -> "";
            case CERT_AUTHORITY -> "@cert-authority ";
            case REVOKED -> "@revoked ";
        };
        return marker + entry.hosts() + " " + entry.key().format(entry.comment());
    }

    private static String hashedLine(HostAndPort host, Entry entry) {
        return KnownHostsFile.line(host.host(), host.port(), entry.key(), KnownHostsFile.Form.HASHED);
    }

    private String fingerprint(String name, Entry entry) {
        return (name + " " + HostKeyPrompt.type(entry.key()) + " " + KeygenShowing.fingerprint(entry.key(), hash) + " "
                        + entry.comment())
                .strip();
    }
}
