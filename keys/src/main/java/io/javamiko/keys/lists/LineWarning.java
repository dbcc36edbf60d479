package io.javamiko.keys.lists;

/**
 * A line of a list that was passed over; it grants nothing.
 *
 * @param source the file's name
 * @param line its number, from 1
 * @param problem what is wrong with it
 */
public record LineWarning(String source, int line, String problem) {
    /** As compilers say it: {@code file:line: problem}. */
    @Override
    public String toString() {
        return source + ":" + line + ": " + problem;
    }
}
