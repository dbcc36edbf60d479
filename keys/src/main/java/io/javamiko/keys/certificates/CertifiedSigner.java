package io.javamiko.keys.certificates;

import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.keys.Signer;
import java.io.IOException;
import java.util.List;

/** A key that shows its certificate: a client logs in with it, a server has it as a host key. Closes nothing. */
public final class CertifiedSigner implements Signer {
    private final Signer signer;
    private final Certificate certificate;

    private CertifiedSigner(Signer signer, Certificate certificate) {
        this.signer = signer;
        this.certificate = certificate;
    }

    /**
     * The key with a certificate.
     *
     * @throws IllegalArgumentException if the certificate is another key's
     */
    public static CertifiedSigner of(Signer signer, Certificate certificate) {
        if (!isFor(certificate, signer.publicKey())) {
            throw new IllegalArgumentException(
                    "the certificate is for " + certificate.key().plain() + ", not for " + signer.publicKey());
        }
        return new CertifiedSigner(signer, certificate);
    }

    /** Whether a certificate is this key's. */
    public static boolean isFor(Certificate certificate, SSHPublicKey key) {
        return certificate.key().plain().equals(key);
    }

    /** The certificate. */
    public Certificate certificate() {
        return certificate;
    }

    @Override
    public SSHPublicKey publicKey() {
        return certificate.key();
    }

    @Override
    public List<String> signatureAlgorithms() {
        return signer.signatureAlgorithms().stream()
                .map(SignatureAlgorithms::certified)
                .toList();
    }

    @Override
    public byte[] sign(String algorithm, byte[] data) throws IOException {
        return signer.sign(SignatureAlgorithms.plain(algorithm), data);
    }

    @Override
    public String toString() {
        return certificate.toString();
    }
}
