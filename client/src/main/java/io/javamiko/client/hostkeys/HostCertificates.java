package io.javamiko.client.hostkeys;

import io.javamiko.keys.certificates.Certificate;
import io.javamiko.keys.certificates.CertificateCheck;
import io.javamiko.keys.certificates.CertificateType;
import io.javamiko.keys.lists.HostPattern;
import io.javamiko.keys.lists.KnownHosts;
import io.javamiko.keys.lists.KnownHosts.Marker;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code @cert-authority} lines of known_hosts that name a host, and what they say to its certificate. */
final class HostCertificates {
    private static final Logger LOG = LoggerFactory.getLogger(HostCertificates.class);
    private static final CertificateCheck CHECK = CertificateCheck.of(CertificateType.HOST);

    private final String host;
    private final int port;
    private final KnownHosts knownHosts;
    private final Clock clock;

    HostCertificates(String host, int port, KnownHosts knownHosts, Clock clock) {
        this.host = host;
        this.port = port;
        this.knownHosts = knownHosts;
        this.clock = clock;
    }

    /** Whether there is an authority for the host. */
    boolean haveAuthority() {
        return knownHosts.find(host, port).stream().anyMatch(entry -> entry.marker() == Marker.CERT_AUTHORITY);
    }

    /** Whether the certificate is by such an authority, and good for the host's name now; what is revoked is known to be not. */
    boolean vouchFor(Certificate certificate) {
        boolean trusted = knownHosts.find(host, port).stream()
                .anyMatch(entry ->
                        entry.marker() == Marker.CERT_AUTHORITY && entry.key().equals(certificate.authority()));
        if (!trusted) {
            return false;
        }
        var refusal = CHECK.refusal(certificate, this::isThisHost, clock.instant());
        refusal.ifPresent(why -> LOG.warn("the certificate {} of {} is not taken: {}", certificate, host, why));
        return refusal.isEmpty();
    }

    /** A principal is a host name, without a port, or a pattern of them (ssh-keygen(1), CERTIFICATES). */
    private boolean isThisHost(String principal) {
        try {
            return !principal.startsWith("|")
                    && principal.indexOf(',') < 0
                    && HostPattern.parse(principal).matches(HostPattern.name(host, HostPattern.DEFAULT_PORT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
