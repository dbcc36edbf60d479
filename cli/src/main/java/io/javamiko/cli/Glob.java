package io.javamiko.cli;

import java.util.regex.Pattern;

/** File name patterns as in a shell: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a]}; a backslash takes the meaning away. */
final class Glob {
    private Glob() {}

    static boolean isSpecial(char c) {
        return c == '*' || c == '?' || c == '[' || c == '\\';
    }

    /** Whether {@code pattern} stands for more than one name. */
    static boolean isPattern(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (isSpecial(c)) {
                return true;
            }
        }
        return false;
    }

    /** The name that a pattern without special characters stands for. */
    static String literal(String pattern) {
        var out = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            out.append(c == '\\' && i + 1 < pattern.length() ? pattern.charAt(++i) : c);
        }
        return out.toString();
    }

    /** One path component's pattern as a regular expression; a leading dot of a name must be named, as in a shell. */
    static Pattern compile(String pattern) {
        var regex = new StringBuilder(pattern.startsWith(".") || pattern.startsWith("\\.") ? "" : "(?!\\.)");
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int close = c == '[' ? pattern.indexOf(']', i + 2) : -1;
            if (close > 0) {
                String set = pattern.substring(i + 1, close);
                boolean not = set.startsWith("!") || set.startsWith("^");
                regex.append(not ? "[^" : "[")
                        .append((not ? set.substring(1) : set).replaceAll("([\\[\\]\\\\&^])", "\\\\$1"))
                        .append(']');
                i = close;
            } else if (c == '\\' && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
            } else {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
