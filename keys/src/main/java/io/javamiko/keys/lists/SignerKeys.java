package io.javamiko.keys.lists;

import io.javamiko.ProtocolException;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.keys.certificates.CertificateCheck;
import io.javamiko.keys.certificates.CertificateType;
import io.javamiko.keys.lists.AllowedSigners.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a line of allowed signers means a key. Stateless. */
final class SignerKeys {
    private SignerKeys() {}

    /** Whether the line's key is this one, or has certified it for the principal at that time. */
    static boolean mayUse(Entry entry, SSHPublicKey key, String principal, Instant time) {
        return entry.options().isCertAuthority()
                ? certificate(entry, key)
                        .filter(certificate -> isFor(certificate, principal, time))
                        .isPresent()
                : entry.key().equals(key);
    }

    /** For whom the line lets the key sign; for nobody if it does not mean it. */
    static List<String> principals(Entry entry, SSHPublicKey key, Instant time) {
        if (!entry.options().isCertAuthority()) {
            return entry.key().equals(key)
                    ? PatternList.exact(entry.principals()).patterns()
                    : List.of();
        }
        return certificate(entry, key)
                .map(certificate -> certificate.principals().stream()
                        .filter(name -> entry.matches(name) && isFor(certificate, name, time))
                        .toList())
                .orElse(List.of());
    }

    /** The certificate that the key is, if the line's key has signed it. */
    private static Optional<Certificate> certificate(Entry entry, SSHPublicKey key) {
        try {
            return key.isCertificate()
                    ? Optional.of(Certificate.of(key))
                            .filter(found -> found.authority().equals(entry.key()))
                    : Optional.empty();
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    private static boolean isFor(Certificate certificate, String principal, Instant time) {
        return CertificateCheck.of(CertificateType.USER)
                .refusal(certificate, principal::equals, time)
                .isEmpty();
    }
}
