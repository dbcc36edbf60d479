package io.javamiko.crypto;

/** Whether an algorithm is offered to peers without being asked for. */
public enum AlgorithmUse {
    /** Sound and offered. */
    DEFAULT,
    /** Sound, but offered only where it is named. */
    AVAILABLE,
    /** Weak: offered only where it is named as legacy. */
    LEGACY
}
