package io.javamiko.keys.lists;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Patterns with commas between them (ssh_config(5), PATTERNS): {@code *} any characters, {@code ?} one, {@code !} not. */
final class PatternList implements HostPattern {
    static final int MAX_PATTERN = 1024; // characters

    private static final int MAX_PATTERNS = 1024;

    private final List<String> patterns;
    private final boolean isExact;

    private PatternList(List<String> patterns, boolean isExact) {
        this.patterns = patterns;
        this.isExact = isExact;
    }

    /** Patterns of hosts, for which upper and lower case are the same. */
    static PatternList parse(String text) {
        return new PatternList(split(text.toLowerCase(Locale.ROOT)), false);
    }

    /** Patterns of names whose upper and lower case differ. */
    static PatternList exact(String text) {
        return new PatternList(split(text), true);
    }

    private static List<String> split(String text) {
        var patterns = new ArrayList<String>();
        for (String pattern : text.split(",", -1)) {
            if (pattern.isEmpty() || pattern.equals("!")) {
                throw new IllegalArgumentException("a list of patterns has an empty one");
            }
            if (pattern.length() > MAX_PATTERN || patterns.size() == MAX_PATTERNS) {
                throw new IllegalArgumentException(
                        "a list of patterns has over 1,024, or one of over 1,024 characters");
            }
            patterns.add(pattern);
        }
        return List.copyOf(patterns);
    }

    /** The patterns, of hosts in lower case, those that exclude with their {@code !}. */
    List<String> patterns() {
        return patterns;
    }

    /** Whether it is names only. */
    boolean isPlain() {
        return patterns.stream().allMatch(pattern -> pattern.chars().noneMatch(c -> c == '*' || c == '?' || c == '!'));
    }

    @Override
    public boolean matches(String name) {
        String compared = isExact ? name : name.toLowerCase(Locale.ROOT);
        boolean matched = false;
        for (String pattern : patterns) {
            boolean negated = pattern.startsWith("!");
            if (matches(negated ? pattern.substring(1) : pattern, compared)) {
                if (negated) {
                    return false; // one that excludes outweighs all that include
                }
                matched = true;
            }
        }
        return matched;
    }

    /** One pattern; when it fails, only the last star is tried again, so it takes at most pattern × name steps. */
    static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1; // the last one seen
        int tried = 0; // where in name the star's rest was last tried
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                tried = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++tried;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public String toString() {
        return String.join(",", patterns);
    }
}
