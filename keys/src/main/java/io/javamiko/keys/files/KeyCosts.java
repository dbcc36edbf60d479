package io.javamiko.keys.files;

/**
 * How much work a file may ask for before it is known to be worth anything, and how much those that are written here ask for. A
 * file that asks for more is named as unsupported at once; docs/limits.md has the same figures.
 */
public final class KeyCosts {
    /** Rounds of bcrypt, OpenSSH's files. */
    public static final int BCRYPT_ROUNDS = 2048;

    /** Iterations of PBKDF2, and of the derivations before it (PBES1). */
    public static final int PBKDF2_ITERATIONS = 10_000_000;

    /** Memory of scrypt, 128·N·r bytes; and 1,024·p·r, for its p blocks are copied several times. */
    public static final long SCRYPT_MEMORY = 256L << 20;

    /** Work of scrypt, N·r·p. */
    public static final long SCRYPT_WORK = 1L << 23;

    /** Memory of Argon2 in KiB, PuTTY's files. */
    public static final long ARGON2_MEMORY = 256L << 10;

    /** Work of Argon2: memory in KiB times passes. */
    public static final long ARGON2_WORK = 1L << 23;

    /** Lanes of Argon2. */
    public static final int ARGON2_PARALLELISM = 64;

    /** Bytes of a salt. */
    public static final int SALT = 1024;

    private KeyCosts() {}
}
