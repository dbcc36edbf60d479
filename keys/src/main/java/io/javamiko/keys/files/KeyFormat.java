package io.javamiko.keys.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.keys.files.KeyFileException.Reason;

/** The formats that private keys are found in, told apart by how the file begins. */
enum KeyFormat {
    OPENSSH("an OpenSSH private key", "-----BEGIN OPENSSH PRIVATE KEY-----", Kind.READ, ""),
    PKCS1("a PEM (PKCS#1) RSA private key", "-----BEGIN RSA PRIVATE KEY-----", Kind.READ, ""),
    SEC1("a PEM (SEC 1) EC private key", "-----BEGIN EC PRIVATE KEY-----", Kind.READ, ""),
    DSA("a PEM DSA private key", "-----BEGIN DSA PRIVATE KEY-----", Kind.READ, ""),
    PKCS8("a PKCS#8 private key", "-----BEGIN PRIVATE KEY-----", Kind.READ, ""),
    PKCS8_ENCRYPTED("an encrypted PKCS#8 private key", "-----BEGIN ENCRYPTED PRIVATE KEY-----", Kind.READ, ""),
    PUTTY("a PuTTY private key", "PuTTY-User-Key-File-", Kind.READ, ""),
    SSH_COM(
            "an ssh.com private key",
            "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----",
            Kind.UNSUPPORTED,
            "convert it with: ssh-keygen -i -f FILE > NEW, or puttygen FILE -O private-openssh-new -o NEW"),
    SSH_1(
            "an SSH-1 private key",
            "SSH PRIVATE KEY FILE FORMAT 1.1",
            Kind.UNSUPPORTED,
            "SSH-1 is no longer in use: make another key"),
    DER(
            "a key or a store of keys in binary (DER, PKCS#12)",
            "0\u0082",
            Kind.UNSUPPORTED,
            "convert it with: openssl pkey -inform DER -in FILE, or openssl pkcs12 -nocerts -nodes -in FILE"),
    RFC_4716("a public key (RFC 4716)", "---- BEGIN SSH2 PUBLIC KEY ----", Kind.PUBLIC, Advice.PRIVATE),
    PEM_PUBLIC("a public key (PEM)", "-----BEGIN PUBLIC KEY-----", Kind.PUBLIC, Advice.PRIVATE),
    PEM_RSA_PUBLIC("a public key (PEM, PKCS#1)", "-----BEGIN RSA PUBLIC KEY-----", Kind.PUBLIC, Advice.PRIVATE),
    X509("an X.509 certificate", "-----BEGIN CERTIFICATE-----", Kind.OTHER, Advice.PRIVATE),
    SIGNATURE("an SSH signature", "-----BEGIN SSH SIGNATURE-----", Kind.OTHER, Advice.PRIVATE),
    REVOKED("a list of revoked keys (KRL)", "SSHKRL\n", Kind.OTHER, Advice.PRIVATE),
    PGP("an OpenPGP key", "-----BEGIN PGP PRIVATE KEY BLOCK-----", Kind.OTHER, Advice.PRIVATE),
    CERTIFICATE_LINE("an SSH certificate", "", Kind.PUBLIC, "give the private key's file, named without -cert.pub"),
    SSH_LINE("a public key line", "ssh-", Kind.PUBLIC, Advice.PRIVATE),
    ECDSA_LINE("a public key line", "ecdsa-", Kind.PUBLIC, Advice.PRIVATE),
    SK_LINE("a public key line", "sk-", Kind.PUBLIC, Advice.PRIVATE),
    UNKNOWN(
            "nothing that looks like a key",
            "",
            Kind.OTHER,
            "it should begin with -----BEGIN OPENSSH PRIVATE KEY-----");

    /** What a file of a format is to us. */
    private enum Kind {
        READ,
        UNSUPPORTED,
        PUBLIC,
        OTHER
    }

    private static final class Advice {
        static final String PRIVATE = "give the private key's file, which has the same name without .pub";

        private Advice() {}
    }

    private static final int LONGEST_START = 128; // blanks and a byte order mark before the key
    private static final int LONGEST_PREAMBLE = 64 * 1024; // what openssl writes before the key: parameters, attributes
    private static final String CERTIFICATE = "-cert-v01@openssh.com ";

    final String description;
    final String advice;
    private final String beginning;
    private final Kind kind;

    KeyFormat(String description, String beginning, Kind kind, String advice) {
        this.description = description;
        this.beginning = beginning;
        this.kind = kind;
        this.advice = advice;
    }

    /** How a file of this format begins. */
    String beginning() {
        return beginning;
    }

    boolean isPublicKey() {
        return kind == Kind.PUBLIC;
    }

    private boolean isPEM() {
        return beginning.startsWith("-----BEGIN ");
    }

    static KeyFormat of(byte[] file) {
        String text = new String(file, 0, Math.min(file.length, LONGEST_START), ISO_8859_1);
        String start = (text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text).stripLeading();
        for (var format : values()) {
            if (!format.beginning.isEmpty() && start.startsWith(format.beginning)) {
                return start.contains(CERTIFICATE) ? CERTIFICATE_LINE : format;
            }
        }
        return behindPreamble(file);
    }

    /** The first PEM text that stands at the beginning of a line. */
    private static KeyFormat behindPreamble(byte[] file) {
        String text = new String(file, 0, Math.min(file.length, LONGEST_PREAMBLE), ISO_8859_1);
        KeyFormat found = UNKNOWN;
        int first = Integer.MAX_VALUE;
        for (var format : values()) {
            int at = format.isPEM() ? text.indexOf("\n" + format.beginning) : -1;
            if (at >= 0 && at < first) {
                first = at;
                found = format;
            }
        }
        return found;
    }

    /** What to say of a file of this format where a private key is wanted that can be read here. */
    KeyFileException notAPrivateKey() {
        return new KeyFileException(
                kind == Kind.UNSUPPORTED ? Reason.UNSUPPORTED : Reason.NOT_A_PRIVATE_KEY,
                "this is " + description + ", and a private key is needed"
                        + (kind == Kind.UNSUPPORTED ? " in a format that is read here; " : "; ") + advice);
    }

    KeyFileException malformed(Exception cause) {
        return new KeyFileException(Reason.MALFORMED, description + " is malformed: " + cause.getMessage(), cause);
    }

    /** @param cipher as the file names it */
    KeyFileException needsPassphrase(String cipher) {
        return new KeyFileException(
                Reason.NEEDS_PASSPHRASE, encrypted() + " is encrypted (" + cipher + "), and no passphrase was given");
    }

    private String encrypted() {
        return description.replace("an encrypted", "a");
    }

    /** @param cause what was thrown, or {@code null} */
    KeyFileException wrongPassphrase(String cipher, Exception cause) {
        return new KeyFileException(
                Reason.WRONG_PASSPHRASE,
                encrypted() + " (" + cipher + ") can't be decrypted: the passphrase is wrong, or the file is damaged",
                cause);
    }

    /** @param what it "is" */
    KeyFileException unsupported(String what) {
        return new KeyFileException(Reason.UNSUPPORTED, encrypted() + " is " + what);
    }
}
