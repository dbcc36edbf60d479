package io.javamiko.server.auth;

import io.javamiko.ProtocolException;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.keys.certificates.CertificateCheck;
import io.javamiko.keys.certificates.CertificateType;
import io.javamiko.keys.lists.FromPattern;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate that a user shows; its authority is still to be trusted. Immutable. */
final class UserCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(UserCertificate.class);
    static final CertificateCheck CHECK = CertificateCheck.of(CertificateType.USER);

    private final Certificate certificate;

    private UserCertificate(Certificate certificate) {
        this.certificate = certificate;
    }

    /** Empty if the key is no certificate, or a malformed one. */
    static Optional<UserCertificate> of(SSHPublicKey key) {
        try {
            return Optional.of(new UserCertificate(Certificate.of(key)));
        } catch (ProtocolException e) {
            LOG.debug("a certificate is refused: {}", e.getMessage());
            return Optional.empty();
        }
    }

    SSHPublicKey authority() {
        return certificate.authority();
    }

    /** What it allows who comes from this address as one of these names; empty if it is not good for that. */
    Optional<Permissions> permissions(CertificateCheck check, Set<String> names, String address, Instant now) {
        var refusal = check.refusal(certificate, names::contains, now);
        if (refusal.isPresent()) {
            LOG.debug("{} is refused: {}", certificate, refusal.get());
            return Optional.empty();
        }
        if (!isFrom(address)) {
            LOG.debug("{} is refused: it is not for {}", certificate, address);
            return Optional.empty();
        }
        return Optional.of(Permissions.of(certificate));
    }

    /** {@code source-address}: blocks of addresses; what can't be read as such matches nobody. */
    private boolean isFrom(String address) {
        try {
            return certificate
                    .sourceAddress()
                    .map(blocks -> FromPattern.parse(blocks).matches(address, Optional.empty()))
                    .orElse(true);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
