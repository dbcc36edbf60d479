package io.javamiko.keys.certificates;

import io.javamiko.crypto.JCA;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.keys.Signer;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Says what a certificate holds, within the call that issues it. For a user everything is permitted that OpenSSH permits by
 * default: X11, agent and port forwarding, a terminal, the user's rc file. Valid for ever unless it is said how long.
 */
public final class CertificateBuilder {
    private static final int NONCE = 32; // bytes
    private static final byte[] FLAG = {};
    private static final long NO_END = -1; // 2⁶⁴−1
    private static final List<String> DEFAULT_PERMITS = List.of(
            "permit-X11-forwarding",
            "permit-agent-forwarding",
            "permit-port-forwarding",
            "permit-pty",
            "permit-user-rc");

    private CertificateType type; // null until it is said
    private List<String> principals = List.of();
    private String keyId = "";
    private long serial;
    private long validAfter;
    private long validBefore = NO_END;
    private final Map<String, byte[]> criticalOptions = new TreeMap<>();
    private Map<String, byte[]> extensions; // null for the type's own
    private String algorithm = "";
    private SecureRandom random = JCA.secureRandom();
    private Clock clock = Clock.systemUTC();

    CertificateBuilder() {}

    /** For a user, who may log in under these names; without one nobody's server lets him in. */
    public CertificateBuilder user(String... names) {
        return type(CertificateType.USER, List.of(names));
    }

    /** For a host with these names; without one it is for every host. */
    public CertificateBuilder host(String... names) {
        return type(CertificateType.HOST, List.of(names));
    }

    private CertificateBuilder type(CertificateType value, List<String> names) {
        if (names.size() > 256 || names.contains("")) {
            throw new IllegalArgumentException("a certificate has at most 256 principals, none of them empty");
        }
        type = value;
        principals = names;
        return this;
    }

    /** What logs call it; empty by default. */
    public CertificateBuilder keyId(String value) {
        keyId = Objects.requireNonNull(value);
        return this;
    }

    /** Its number, 64 bits, unsigned; 0 by default. */
    public CertificateBuilder serial(long value) {
        serial = value;
        return this;
    }

    /** Valid from this moment on, seconds count; from 1970 on by default. */
    public CertificateBuilder validAfter(Instant from) {
        validAfter = from.getEpochSecond() < 0 ? 0 : from.getEpochSecond();
        return this;
    }

    /** Valid until right before this moment; {@link Certificate#FOREVER} by default. */
    public CertificateBuilder validBefore(Instant end) {
        validBefore = end.equals(Certificate.FOREVER) ? NO_END : Math.max(0, end.getEpochSecond());
        return this;
    }

    /** Valid from a minute ago, since clocks differ, and for this long from now. */
    public CertificateBuilder validFor(Duration duration) {
        Instant now = clock.instant();
        return validAfter(now.minusSeconds(60)).validBefore(now.plus(duration));
    }

    /** What {@link #validFor} takes for now; the system's clock by default. */
    public CertificateBuilder clock(Clock value) {
        clock = Objects.requireNonNull(value);
        return this;
    }

    /** {@code force-command}: this runs, whatever the user asks for. */
    public CertificateBuilder forceCommand(String command) {
        return criticalOption("force-command", CertificateFields.text(command));
    }

    /** {@code source-address}: from these blocks of addresses only, {@code "192.0.2.0/24,2001:db8::/32"}. */
    public CertificateBuilder sourceAddress(String blocks) {
        return criticalOption("source-address", CertificateFields.text(blocks));
    }

    /** {@code verify-required}: a security key must have checked who its user is. */
    public CertificateBuilder verifyRequired() {
        return criticalOption("verify-required", FLAG);
    }

    /** A restriction with data as it goes over the wire; who does not know it refuses the certificate. */
    public CertificateBuilder criticalOption(String name, byte[] data) {
        criticalOptions.put(name, data.clone());
        return this;
    }

    /** Takes away everything that is permitted by default, and every extension so far. */
    public CertificateBuilder noExtensions() {
        extensions = new TreeMap<>();
        return this;
    }

    /** An extension without data more, as {@code permit-pty} or {@code no-touch-required}. */
    public CertificateBuilder extension(String name) {
        return extension(name, FLAG);
    }

    /** An extension more, with data as it goes over the wire; who does not know it passes it over. */
    public CertificateBuilder extension(String name, byte[] data) {
        if (extensions == null) {
            extensions = type == CertificateType.HOST ? new TreeMap<>() : defaultPermits();
        }
        extensions.put(name, data.clone());
        return this;
    }

    /** Takes an extension away, as {@code permit-pty}. */
    public CertificateBuilder without(String extension) {
        if (extensions == null) {
            extensions = type == CertificateType.HOST ? new TreeMap<>() : defaultPermits();
        }
        extensions.remove(extension);
        return this;
    }

    /** The algorithm that the authority signs with; its best by default. */
    public CertificateBuilder signatureAlgorithm(String name) {
        algorithm = Objects.requireNonNull(name);
        return this;
    }

    /** The random source of the nonce; the system's by default. */
    public CertificateBuilder random(SecureRandom value) {
        random = Objects.requireNonNull(value);
        return this;
    }

    private static Map<String, byte[]> defaultPermits() {
        var permits = new TreeMap<String, byte[]>();
        DEFAULT_PERMITS.forEach(name -> permits.put(name, FLAG));
        return permits;
    }

    /** The certificate's blob. */
    byte[] issue(Signer authority, SSHPublicKey key) throws IOException {
        if (type == null) {
            throw new IllegalArgumentException("a certificate is for a user or a host: say c.user(…) or c.host(…)");
        }
        var granted = extensions != null
                ? extensions
                : type == CertificateType.USER ? defaultPermits() : Map.<String, byte[]>of();
        var fields = new CertificateFields(
                serial, type, keyId, principals, validAfter, validBefore, criticalOptions, granted);
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] signed = fields.signedData(SignatureAlgorithms.certified(key.type()), nonce, key, authority.publicKey());
        return new WireWriter(signed.length + 4096)
                .raw(signed)
                .string(authority.sign(algorithm(authority), signed))
                .toByteArray();
    }

    private String algorithm(Signer authority) {
        if (!algorithm.isEmpty()) {
            return algorithm;
        }
        return authority.signatureAlgorithms().stream()
                .findFirst()
                .orElseGet(() -> SignatureAlgorithms.allOfKeyType(
                                authority.publicKey().type())
                        .stream()
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "a key of type " + authority.publicKey().type() + " can't sign certificates")));
    }
}
