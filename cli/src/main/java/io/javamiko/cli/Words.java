package io.javamiko.cli;

import java.util.ArrayList;
import java.util.List;

/** Splits a line of sftp's batch or prompt into words: single and double quotes, backslashes, {@code #} comments. */
final class Words {
    /**
     * A word of a line.
     *
     * @param text its characters without the quotes
     * @param pattern the same for {@link Glob}: what was quoted is escaped there, so that it stands for itself
     */
    record Word(String text, String pattern) {}

    private final String line;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder pattern = new StringBuilder();
    private boolean inWord;

    private Words(String line) {
        this.line = line;
    }

    /**
     * The words of a line; none for an empty one or a comment.
     *
     * @throws UsageException if a quote is not closed or the line ends in a backslash
     */
    static List<Word> split(String line) {
        var words = new Words(line);
        words.read();
        return words.words;
    }

    /** A word that stands for itself, whatever it has in it. */
    static Word literal(String text) {
        var words = new Words(text);
        text.chars().forEach(c -> words.literal((char) c));
        return new Word(text, words.pattern.toString());
    }

    private void read() {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\'' || c == '"') {
                i = quoted(i + 1, c);
            } else if (c == '\\') {
                if (++i == line.length()) {
                    throw new UsageException("the line ends in a backslash: " + line);
                }
                literal(line.charAt(i));
            } else if (Character.isWhitespace(c)) {
                endWord();
            } else if (c == '#' && !inWord) {
                break;
            } else {
                inWord = true;
                text.append(c);
                pattern.append(c);
            }
        }
        endWord();
    }

    private int quoted(int from, char quote) {
        inWord = true;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == quote) {
                return i;
            }
            if (c == '\\' && quote == '"' && i + 1 < line.length() && "\"\\".indexOf(line.charAt(i + 1)) >= 0) {
                c = line.charAt(++i);
            }
            literal(c);
        }
        throw new UsageException("a quote is not closed: " + line);
    }

    private void literal(char c) {
        inWord = true;
        text.append(c);
        pattern.append(Glob.isSpecial(c) ? "\\" : "").append(c);
    }

    private void endWord() {
        if (inWord) {
            words.add(new Word(text.toString(), pattern.toString()));
            text.setLength(0);
            pattern.setLength(0);
            inWord = false;
        }
    }
}
