package io.javamiko.keys.files;

/** The formats that private key files are written in. All of them, and more, are read, without being told which. */
public enum KeyFileFormat {
    /**
     * OpenSSH's own (PROTOCOL.key), for every type of key; encrypted with aes256-ctr, the key derived by bcrypt in 24 rounds.
     */
    OPENSSH,

    /**
     * PKCS#8 in PEM (RFC 5958, RFC 7468), what OpenSSL and most else read; encrypted with AES-256-CBC, the key derived by PBKDF2
     * with HMAC-SHA-256 in 600,000 iterations. It has no room for a comment, and no form for keys of security tokens.
     */
    PKCS8,

    /**
     * PuTTY's, version 3; encrypted with aes256-cbc, the key derived by Argon2id from 8 MiB in 21 passes. It has no form for keys of
     * security tokens.
     */
    PUTTY
}
