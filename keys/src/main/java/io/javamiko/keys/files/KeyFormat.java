package io.javamiko.keys.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** The formats that private keys are found in, told apart by how the file begins. */
enum KeyFormat {
    OPENSSH("an OpenSSH private key", "-----BEGIN OPENSSH PRIVATE KEY-----", ""),
    PKCS1("a PEM (PKCS#1) RSA private key", "-----BEGIN RSA PRIVATE KEY-----", Advice.SSH_KEYGEN_P),
    SEC1("a PEM (SEC 1) EC private key", "-----BEGIN EC PRIVATE KEY-----", Advice.SSH_KEYGEN_P),
    DSA("a PEM DSA private key", "-----BEGIN DSA PRIVATE KEY-----", "DSA is no longer in use: make another key"),
    PKCS8("a PKCS#8 private key", "-----BEGIN PRIVATE KEY-----", Advice.SSH_KEYGEN_P),
    PKCS8_ENCRYPTED("an encrypted PKCS#8 private key", "-----BEGIN ENCRYPTED PRIVATE KEY-----", Advice.SSH_KEYGEN_P),
    PUTTY(
            "a PuTTY private key",
            "PuTTY-User-Key-File-",
            "convert it with: puttygen FILE -O private-openssh-new -o NEW"),
    SSH_COM(
            "an ssh.com private key",
            "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----",
            "convert it with: ssh-keygen -i -f FILE > NEW"),
    SSH_1("an SSH-1 private key", "SSH PRIVATE KEY FILE FORMAT 1.1", "SSH-1 is no longer in use: make another key"),
    RFC_4716("a public key (RFC 4716)", "---- BEGIN SSH2 PUBLIC KEY ----", Advice.PRIVATE),
    PEM_PUBLIC("a public key (PEM)", "-----BEGIN PUBLIC KEY-----", Advice.PRIVATE),
    PEM_RSA_PUBLIC("a public key (PEM, PKCS#1)", "-----BEGIN RSA PUBLIC KEY-----", Advice.PRIVATE),
    CERTIFICATE("an X.509 certificate", "-----BEGIN CERTIFICATE-----", Advice.PRIVATE),
    SIGNATURE("an SSH signature", "-----BEGIN SSH SIGNATURE-----", Advice.PRIVATE),
    ED25519_LINE("a public key line", "ssh-", Advice.PRIVATE),
    ECDSA_LINE("a public key line", "ecdsa-", Advice.PRIVATE),
    SK_LINE("a public key line", "sk-", Advice.PRIVATE),
    UNKNOWN("nothing that looks like a key", "", "it should begin with -----BEGIN OPENSSH PRIVATE KEY-----");

    private static final class Advice {
        static final String SSH_KEYGEN_P = "convert it in place with: ssh-keygen -p -f FILE";
        static final String PRIVATE = "give the private key's file, which has the same name without .pub";

        private Advice() {}
    }

    private static final int LONGEST_START = 128; // blanks and a byte order mark before the key

    final String description;
    final String advice;
    private final String beginning;

    KeyFormat(String description, String beginning, String advice) {
        this.description = description;
        this.beginning = beginning;
        this.advice = advice;
    }

    boolean isPrivateKey() {
        return compareTo(RFC_4716) < 0;
    }

    static KeyFormat of(byte[] file) {
        String text = new String(file, 0, Math.min(file.length, LONGEST_START), ISO_8859_1);
        String start = (text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text).stripLeading();
        for (var format : values()) {
            if (start.startsWith(format.beginning)) {
                return format;
            }
        }
        return UNKNOWN;
    }
}
