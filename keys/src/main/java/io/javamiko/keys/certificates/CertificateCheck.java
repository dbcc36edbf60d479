package io.javamiko.keys.certificates;

import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.SignatureAlgorithms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether a certificate, whose authority is trusted already, is good for somebody now (PROTOCOL.certkeys). Immutable.
 */
public final class CertificateCheck {
    /** Why a certificate is refused. */
    public enum Refusal {
        /** It is a host's where a user's is wanted, or the other way round. */
        WRONG_TYPE("it is for the other of user and host"),
        /** Its time has not come. */
        NOT_YET_VALID("it is not valid yet"),
        /** Its time is over. */
        EXPIRED("it has expired"),
        /** It is for other names, or a user's without any. */
        OTHER_PRINCIPAL("it is for other names"),
        /** It has a restriction that is not known here, or that can't be read. */
        UNKNOWN_CRITICAL_OPTION("it has a critical option that is not known"),
        /** Its authority signed with an algorithm that is not allowed, or has an RSA key under 2,048 bits. */
        AUTHORITY_ALGORITHM("its authority signed with an algorithm, or has a key, that is too weak");

        private final String words;

        Refusal(String words) {
            this.words = words;
        }

        /** In words, as the end of a sentence. */
        @Override
        public String toString() {
            return words;
        }
    }

    private final CertificateType type;
    private final List<String> authorityAlgorithms;

    private CertificateCheck(CertificateType type, List<String> authorityAlgorithms) {
        this.type = type;
        this.authorityAlgorithms = List.copyOf(authorityAlgorithms);
    }

    /** For certificates of this type, signed with any algorithm that is not legacy: not with SHA-1. */
    public static CertificateCheck of(CertificateType type) {
        return new CertificateCheck(
                type,
                Stream.concat(SignatureAlgorithms.modern().stream(), SignatureAlgorithms.available().stream())
                        .filter(name -> !SignatureAlgorithms.isCertificate(name))
                        .toList());
    }

    /** The same, but for certificates signed with these algorithms: {@code CASignatureAlgorithms}. */
    public CertificateCheck withAuthorityAlgorithms(List<String> names) {
        return new CertificateCheck(type, names);
    }

    /**
     * Why the certificate is refused; empty if it is good.
     *
     * @param principal whether a name is the one of who shows it; asked for each of the certificate's
     */
    public Optional<Refusal> refusal(Certificate certificate, Predicate<String> principal, Instant now) {
        if (certificate.type() != type) {
            return Optional.of(Refusal.WRONG_TYPE);
        }
        var authority = certificate.authority();
        boolean isShort =
                authority.type().equals("ssh-rsa") && authority.bits() < SSHPublicKey.DEFAULT_MINIMUM_RSA_BITS;
        if (isShort || !authorityAlgorithms.contains(certificate.signatureAlgorithm())) {
            return Optional.of(Refusal.AUTHORITY_ALGORITHM);
        }
        if (now.isBefore(certificate.validAfter())) {
            return Optional.of(Refusal.NOT_YET_VALID);
        }
        if (!now.isBefore(certificate.validBefore())) {
            return Optional.of(Refusal.EXPIRED);
        }
        if (!certificate.isUnderstood()) {
            return Optional.of(Refusal.UNKNOWN_CRITICAL_OPTION);
        }
        return isFor(certificate, principal) ? Optional.empty() : Optional.of(Refusal.OTHER_PRINCIPAL);
    }

    private boolean isFor(Certificate certificate, Predicate<String> principal) {
        var names = certificate.principals();
        return names.isEmpty()
                ? type == CertificateType.HOST // a user of any name is what nobody means to issue
                : names.stream().anyMatch(principal);
    }
}
