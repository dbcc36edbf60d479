package io.javamiko.keys.lists;

import io.javamiko.Sanitised;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The first field of an authorized_keys line: options with commas between them, values in double quotes (sshd(8)). */
final class OptionsReader {
    /**
     * An option.
     *
     * @param name in lower case
     * @param value without its quotes, if it has one
     */
    record Option(String name, Optional<String> value) {}

    private static final int MAX_OPTIONS = 1024;

    private final String text;
    private int at;

    OptionsReader(String text) {
        this.text = text;
    }

    /** The options; {@link #rest()} is what follows the blank behind them. */
    List<Option> options() throws MalformedLineException {
        var options = new ArrayList<Option>();
        do {
            if (options.size() == MAX_OPTIONS) {
                throw new MalformedLineException("it has over 1,024 options");
            }
            options.add(option());
        } while (skip(','));
        if (at < text.length() && !isBlank(text.charAt(at))) {
            throw new MalformedLineException("a comma or blank was expected behind an option");
        }
        return options;
    }

    String rest() {
        return text.substring(at).strip();
    }

    private Option option() throws MalformedLineException {
        int from = at;
        while (at < text.length() && isOfName(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw new MalformedLineException("neither a type of key nor an option: "
                    + Sanitised.of(text.substring(from, Math.min(text.length(), from + 40))));
        }
        String name = text.substring(from, at).toLowerCase(Locale.ROOT);
        return new Option(name, skip('=') ? Optional.of(quoted(name)) : Optional.empty());
    }

    /** A quote inside is written {@code \"}; every other backslash is itself. */
    private String quoted(String name) throws MalformedLineException {
        if (!skip('"')) {
            throw new MalformedLineException("the value of " + name + " must be in double quotes");
        }
        var value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.startsWith("\\\"", at)) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        if (!skip('"')) {
            throw new MalformedLineException("the value of " + name + " has no closing quote");
        }
        return value.toString();
    }

    private boolean skip(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }

    private static boolean isOfName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '@' || c == '.';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
