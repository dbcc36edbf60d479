package io.javamiko.cli;

/** Sets slf4j-simple up, which reads its settings once, when the first logger is made. */
final class Logging {
    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logging() {}

    /** @param level {@code off}, {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace} */
    static void level(String level) {
        System.setProperty(PREFIX + "defaultLogLevel", level);
        System.setProperty(PREFIX + "showThreadName", "false");
        System.setProperty(PREFIX + "showShortLogName", "true");
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // not which provider it has found
    }
}
