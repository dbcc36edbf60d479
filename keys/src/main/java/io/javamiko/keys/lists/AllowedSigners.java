package io.javamiko.keys.lists;

import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.files.KeyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may sign for whom (ssh-keygen(1), ALLOWED SIGNERS), as a file says it that was read. Immutable.
 *
 * <p>Read tolerantly, but never generously: a line that can't be read, or has an option that is not known, is a warning and
 * lets nobody sign. Time is an argument: the moment of signing or, where that is not known, now.
 */
public final class AllowedSigners {
    /**
     * A line that names a key.
     *
     * @param source the file's name
     * @param line its number, from 1
     * @param principals for whom the key may sign: patterns with commas between them, as written; not sanitised
     * @param comment what follows the key, may be empty; not sanitised
     */
    public record Entry(
            String source, int line, String principals, SignerOptions options, SSHPublicKey key, String comment) {
        /** Whether the line is for this principal. Upper and lower case differ. */
        public boolean matches(String principal) {
            return PatternList.exact(principals).matches(principal);
        }
    }

    private final List<Entry> entries;
    private final List<LineWarning> warnings;

    private AllowedSigners(List<Entry> entries, List<LineWarning> warnings) {
        this.entries = List.copyOf(entries);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads a file. Times in it without a {@code Z} are in this machine's time zone.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IOException if it can't be read, or has more than 16 MiB
     */
    public static AllowedSigners read(Path file) throws IOException {
        return parse(KeyFiles.read(file), file.toString(), ZoneId.systemDefault());
    }

    /**
     * Reads a file's bytes.
     *
     * @param source names it in entries and warnings
     * @param zone of times without a {@code Z}
     */
    public static AllowedSigners parse(byte[] text, String source, ZoneId zone) {
        var entries = new ArrayList<Entry>();
        var warnings = new ArrayList<LineWarning>();
        for (var line : TextLine.split(text)) {
            if (!line.isBlank()) {
                try {
                    entries.add(parse(line, source, zone));
                } catch (MalformedLineException | IllegalArgumentException e) {
                    warnings.add(new LineWarning(source, line.number(), e.getMessage()));
                }
            }
        }
        return new AllowedSigners(entries, warnings);
    }

    /** Reads {@code principals [options] type key [comment]}. */
    private static Entry parse(TextLine line, String source, ZoneId zone) throws MalformedLineException {
        line.check();
        String text = line.text();
        boolean quoted = text.startsWith("\"");
        int end = quoted ? text.indexOf('"', 1) : endOfWord(text);
        if (end < 0) {
            throw new MalformedLineException("principals, and a key behind them, were expected");
        }
        String principals = text.substring(quoted ? 1 : 0, end);
        PatternList.exact(principals); // refuses what is no list of patterns
        String rest = text.substring(quoted ? end + 1 : end).strip();
        var options = SignerOptions.none();
        if (!AuthorizedKeys.beginsWithAKey(rest)) {
            var reader = new OptionsReader(rest);
            options = SignerOptions.of(reader.options(), zone);
            rest = reader.rest();
        }
        var fields = KeyFields.parse(rest);
        return new Entry(source, line.number(), principals, options, fields.key(), fields.comment());
    }

    private static int endOfWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == ' ' || text.charAt(i) == '\t') {
                return i;
            }
        }
        return -1;
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
     * The first line that lets a key sign for a principal.
     *
     * @param principal as {@code user@example.com}
     * @param namespace the purpose of the signature
     * @param time of the signature
     */
    public Optional<Entry> find(String principal, SSHPublicKey key, String namespace, Instant time) {
        return entries.stream()
                .filter(entry -> entry.matches(principal)
                        && entry.options().allowsNamespace(namespace)
                        && entry.options().isValidAt(time)
                        && SignerKeys.mayUse(entry, key, principal, time))
                .findFirst();
    }

    /**
     * For whom a key may sign ({@code ssh-keygen -Y find-principals}): the principals of the first line that names it. Of a
     * certificate whose authority a line names, the certificate's principals that the line allows.
     *
     * @param time of the signature
     * @return patterns, or names if it is a certificate; empty if no line lets the key sign
     */
    public List<String> findPrincipals(SSHPublicKey key, Instant time) {
        return entries.stream()
                .filter(entry -> entry.options().isValidAt(time))
                .map(entry -> SignerKeys.principals(entry, key, time))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** The lines that are for a principal, whatever their keys ({@code ssh-keygen -Y match-principals}). */
    public List<Entry> matchPrincipals(String principal) {
        return entries.stream().filter(entry -> entry.matches(principal)).toList();
    }
}
