package io.javamiko.keys.certificates;

/** Whom a certificate is for. */
public enum CertificateType {
    /** A user, whom a server lets in. */
    USER(1),
    /** A host, which a client takes for what it says. */
    HOST(2);

    private final int number; // PROTOCOL.certkeys, SSH_CERT_TYPE_…

    CertificateType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
