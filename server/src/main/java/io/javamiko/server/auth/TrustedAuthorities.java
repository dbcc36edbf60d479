package io.javamiko.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.keys.PublicKeyLine;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.certificates.CertificateCheck;
import io.javamiko.keys.files.KeyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets in who has a certificate of an authority that is trusted for every user: {@code TrustedUserCAKeys}. What the
 * certificate restricts (force-command, source-address, what it does not permit) holds. Immutable.
 */
public final class TrustedAuthorities implements UserKeys {
    private static final int LEAST_RSA_BITS = 1024; // the check says by which algorithms they may sign

    private final Set<SSHPublicKey> authorities;
    private final AuthorizedPrincipals principals;
    private final CertificateCheck check;
    private final Clock clock;

    private TrustedAuthorities(
            Set<SSHPublicKey> authorities, AuthorizedPrincipals principals, CertificateCheck check, Clock clock) {
        this.authorities = Set.copyOf(authorities);
        this.principals = principals;
        this.check = check;
        this.clock = clock;
    }

    /** These keys, for users whose name is in the certificate. */
    public static TrustedAuthorities of(SSHPublicKey... authorities) {
        return new TrustedAuthorities(
                Set.of(authorities), AuthorizedPrincipals.USER_NAME, UserCertificate.CHECK, Clock.systemUTC());
    }

    /**
     * The keys in a file, a public key a line; it is read now.
     *
     * @throws IOException if it can't be read, or a line holds no key
     */
    public static TrustedAuthorities read(Path file) throws IOException {
        var keys = new HashSet<SSHPublicKey>();
        for (String line : new String(KeyFiles.read(file), UTF_8).lines().toList()) {
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                keys.add(PublicKeyLine.parse(line, LEAST_RSA_BITS).key());
            }
        }
        return of(keys.toArray(SSHPublicKey[]::new));
    }

    /** The same, with other names that let users in. */
    public TrustedAuthorities withPrincipals(AuthorizedPrincipals value) {
        return new TrustedAuthorities(authorities, value, check, clock);
    }

    /**
     * The same, but for certificates that were signed with one of these algorithms: {@code CASignatureAlgorithms}. By default all
     * that are not legacy: {@code ssh-rsa}, with SHA-1, counts only where it is named here.
     */
    public TrustedAuthorities withSignatureAlgorithms(List<String> names) {
        return new TrustedAuthorities(authorities, principals, check.withAuthorityAlgorithms(names), clock);
    }

    /** The same, with another clock. */
    public TrustedAuthorities withClock(Clock value) {
        return new TrustedAuthorities(authorities, principals, check, value);
    }

    @Override
    public Optional<Permissions> find(String user, SSHPublicKey key, String address) {
        if (!key.isCertificate()) {
            return Optional.empty();
        }
        return UserCertificate.of(key)
                .filter(certificate -> authorities.contains(certificate.authority()))
                .flatMap(certificate -> certificate.permissions(check, principals.of(user), address, clock.instant()));
    }
}
