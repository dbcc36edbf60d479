package io.javamiko.conformance;

/** What came of a check. */
public enum Verdict {
    /** The target does what is required. */
    PASS,
    /** It does what it must, and not what would be better; the words say what. */
    WARN,
    /** It does not do what is required. */
    FAIL,
    /** Nothing can be said: the target lacks what the check needs. */
    SKIP
}
