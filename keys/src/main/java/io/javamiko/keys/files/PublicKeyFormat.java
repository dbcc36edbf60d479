package io.javamiko.keys.files;

/** The formats that public key files are written in. All of them are read, without being told which. */
public enum PublicKeyFormat {
    /** One line as in {@code .pub} and {@code authorized_keys} files. */
    OPENSSH,

    /** The SSH public key file format of RFC 4716, which PuTTY and commercial servers read. */
    RFC4716,

    /** SubjectPublicKeyInfo in PEM (RFC 7468 §13): what OpenSSL calls a public key. It has no room for a comment. */
    PKCS8,

    /** RSAPublicKey of PKCS#1 in PEM (RFC 8017 A.1.1), for RSA keys alone. It has no room for a comment. */
    PEM
}
