package io.javamiko.keys.lists;

import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.files.KeyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that an {@code authorized_keys} file lets in (sshd(8), AUTHORIZED_KEYS FILE FORMAT), as it was when it was read.
 * Immutable.
 *
 * <p>Read tolerantly, but never generously: a line that can't be read, or has an option that is not known, is a warning and
 * lets nobody in.
 */
public final class AuthorizedKeys {
    /**
     * A line that names a key.
     *
     * @param source the file's name
     * @param line its number, from 1
     * @param comment what follows the key, may be empty; not sanitised
     */
    public record Entry(String source, int line, AuthorizedKeyOptions options, SSHPublicKey key, String comment) {}

    private final List<Entry> entries;
    private final List<LineWarning> warnings;

    private AuthorizedKeys(List<Entry> entries, List<LineWarning> warnings) {
        this.entries = List.copyOf(entries);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads a file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IOException if it can't be read, or has more than 16 MiB
     */
    public static AuthorizedKeys read(Path file) throws IOException {
        return parse(KeyFiles.read(file), file.toString());
    }

    /** Reads a file's bytes; {@code source} names it in entries and warnings. */
    public static AuthorizedKeys parse(byte[] text, String source) {
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
        return new AuthorizedKeys(entries, warnings);
    }

    /** Reads {@code [options] type key [comment]}. */
    private static Entry parse(TextLine line, String source) throws MalformedLineException {
        line.check();
        String text = line.text();
        if (beginsWithAKey(text)) {
            var fields = KeyFields.parse(text);
            return new Entry(source, line.number(), AuthorizedKeyOptions.none(), fields.key(), fields.comment());
        }
        var reader = new OptionsReader(text);
        var options = AuthorizedKeyOptions.of(reader.options());
        var fields = KeyFields.parse(reader.rest());
        return new Entry(source, line.number(), options, fields.key(), fields.comment());
    }

    /** No option looks like a type, and every type has its name's blob behind it, which begins with zeros. */
    static boolean beginsWithAKey(String text) {
        return text.matches("(?s)[A-Za-z0-9@.-]+[ \t]+AAAA.*");
    }

    /** Every line that could be read, in order. */
    public List<Entry> entries() {
        return entries;
    }

    /** Every line that could not. */
    public List<LineWarning> warnings() {
        return warnings;
    }

    /**
     * The lines that name this key itself, in order: the first whose options let the peer in counts. Certificate authorities
     * are none of them.
     */
    public List<Entry> find(SSHPublicKey key) {
        return entries.stream()
                .filter(entry ->
                        !entry.options().isCertAuthority() && entry.key().equals(key))
                .toList();
    }

    /** The {@code cert-authority} lines that name this key, in order: the first whose options let the peer in counts. */
    public List<Entry> findAuthority(SSHPublicKey key) {
        return entries.stream()
                .filter(entry ->
                        entry.options().isCertAuthority() && entry.key().equals(key))
                .toList();
    }
}
