package io.javamiko.keys.certificates;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.keys.PublicKeyLine;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.SecurityKeyUse;
import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.keys.Signer;
import io.javamiko.keys.files.KeyFileException;
import io.javamiko.keys.files.KeyFiles;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A certificate whose authority's signature is right: nothing else gets this type. That says nothing about whether the
 * authority is trusted, or the certificate good for somebody now: {@link CertificateCheck} does. Immutable.
 */
public final class Certificate {
    /** Valid without end. */
    public static final Instant FOREVER = Instant.MAX;

    private static final int MAX_BLOB = 256 * 1024;
    private static final int LEAST_RSA_BITS = 1024; // who uses the key decides how many do
    private static final String FORCE_COMMAND = "force-command";
    private static final String SOURCE_ADDRESS = "source-address";
    private static final String VERIFY_REQUIRED = "verify-required";

    private final SSHPublicKey key;
    private final CertificateFields fields;
    private final SSHPublicKey authority;
    private final String signatureAlgorithm;

    private Certificate(SSHPublicKey key, CertificateFields fields, SSHPublicKey authority, String signatureAlgorithm) {
        this.key = key;
        this.fields = fields;
        this.authority = authority;
        this.signatureAlgorithm = signatureAlgorithm;
    }

    /**
     * The certificate that a key is.
     *
     * @throws ProtocolException if it is none, is malformed, has an authority that is a certificate itself, or a wrong
     *     signature
     */
    public static Certificate of(SSHPublicKey key) throws ProtocolException {
        return decode(key.blob());
    }

    /** As {@link #of}, of the key's blob. */
    public static Certificate decode(byte[] blob) throws ProtocolException {
        if (blob.length > MAX_BLOB) {
            throw new ProtocolException("a certificate has " + blob.length + " bytes; 262,144 are allowed");
        }
        var key = SSHPublicKey.decode(blob, LEAST_RSA_BITS);
        if (!key.isCertificate()) {
            throw new ProtocolException("a key of type " + Sanitised.of(key.type()) + " is no certificate");
        }
        var in = new WireReader(blob);
        in.skip(4 + key.type().length());
        in.stringReader(MAX_BLOB); // nonce
        var plain = new WireReader(key.plain().blob());
        plain.name(64);
        in.skip(plain.remaining()); // the key's own fields, as they stand in the plain key
        var fields = CertificateFields.decode(in);
        var authority = SSHPublicKey.decode(in.string(MAX_BLOB), LEAST_RSA_BITS);
        if (authority.isCertificate()) {
            throw new ProtocolException("a certificate's authority is a certificate itself (PROTOCOL.certkeys)");
        }
        byte[] signed = Arrays.copyOf(blob, in.position());
        byte[] signature = in.string(MAX_BLOB);
        in.expectEnd();
        String algorithm = new WireReader(signature).name(64);
        if (!authority.verify(algorithm, signed, signature, SecurityKeyUse.ANY)) {
            throw new ProtocolException("a certificate's signature is not one of its authority " + authority);
        }
        return new Certificate(key, fields, authority, algorithm);
    }

    /**
     * Reads a line: type, certificate in Base64, comment.
     *
     * @throws KeyFileException if it is no such line, or no certificate
     */
    public static Certificate parse(String line) throws KeyFileException {
        var key = PublicKeyLine.parse(line, LEAST_RSA_BITS).key();
        try {
            return of(key);
        } catch (ProtocolException e) {
            throw new KeyFileException(KeyFileException.Reason.MALFORMED, e.getMessage(), e);
        }
    }

    /**
     * Reads a file, {@code id_ed25519-cert.pub}: its first line.
     *
     * @throws KeyFileException if it holds no certificate
     * @throws IOException if it can't be read
     */
    public static Certificate read(Path file) throws IOException {
        String text = new String(KeyFiles.read(file), UTF_8);
        try {
            return parse(text.lines().findFirst().orElse(""));
        } catch (KeyFileException e) {
            throw new KeyFileException(e.reason(), file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Issues a certificate.
     *
     * @param authority signs
     * @param key whom it is for; of a certificate the key in it
     * @param settings says whom it is for: {@code c -> c.user("alice").validFor(Duration.ofHours(8))}
     * @throws IOException if the authority can't sign
     */
    public static Certificate issue(Signer authority, SSHPublicKey key, Consumer<CertificateBuilder> settings)
            throws IOException {
        var builder = new CertificateBuilder();
        settings.accept(builder);
        if (!SignatureAlgorithms.isKnown(
                SignatureAlgorithms.certified(key.plain().type()))) {
            throw new IllegalArgumentException("there are no certificates for keys of type " + key.type());
        }
        return decode(builder.issue(authority, key.plain()));
    }

    /** The certificate as a key, which it is on the wire. */
    public SSHPublicKey key() {
        return key;
    }

    /** Who signed. */
    public SSHPublicKey authority() {
        return authority;
    }

    /** By which algorithm, {@code ssh-ed25519}, {@code rsa-sha2-512}. */
    public String signatureAlgorithm() {
        return signatureAlgorithm;
    }

    /** The number that the authority gave it, 64 bits, unsigned; 0 for none. */
    public long serial() {
        return fields.serial();
    }

    /** Whom it is for. */
    public CertificateType type() {
        return fields.type();
    }

    /** What the authority calls it, for logs; not sanitised. */
    public String keyId() {
        return fields.keyId();
    }

    /** The names that it is for; none, and a host's is for every name. */
    public List<String> principals() {
        return fields.principals();
    }

    /** Valid from here on. */
    public Instant validAfter() {
        return moment(fields.validAfter());
    }

    /** Valid until right before; {@link #FOREVER} without end. */
    public Instant validBefore() {
        return moment(fields.validBefore());
    }

    private static Instant moment(long seconds) {
        return seconds < 0 || seconds > Instant.MAX.getEpochSecond() ? FOREVER : Instant.ofEpochSecond(seconds);
    }

    /** Restrictions, by name, ordered; who does not know one must refuse the certificate. */
    public Map<String, byte[]> criticalOptions() {
        return fields.criticalOptions();
    }

    /** What is allowed, by name, ordered; what one does not know is passed over. */
    public Map<String, byte[]> extensions() {
        return fields.extensions();
    }

    /** {@code force-command}: what runs, whatever is asked for. */
    public Optional<String> forceCommand() {
        return text(FORCE_COMMAND);
    }

    /** {@code source-address}: blocks of addresses that the user must come from, with commas between them. */
    public Optional<String> sourceAddress() {
        return text(SOURCE_ADDRESS);
    }

    /** {@code verify-required}: a security key must have checked who its user is. */
    public boolean isVerifyRequired() {
        return fields.criticalOptions().containsKey(VERIFY_REQUIRED);
    }

    /** Whether every restriction is one that can be read here. */
    boolean isUnderstood() {
        for (var option : fields.criticalOptions().entrySet()) {
            boolean known = switch (option.getKey()) {
                case FORCE_COMMAND, SOURCE_ADDRESS ->
                    type() == CertificateType.USER && text(option.getKey()).isPresent();
                case VERIFY_REQUIRED -> type() == CertificateType.USER && option.getValue().length == 0;
                default -> false;
            };
            if (!known) {
                return false;
            }
        }
        return true;
    }

    private Optional<String> text(String option) {
        byte[] data = fields.criticalOptions().get(option);
        try {
            return data == null ? Optional.empty() : Optional.of(CertificateFields.text(data));
        } catch (ProtocolException e) {
            return Optional.empty(); // isUnderstood() says no
        }
    }

    /** The line for a file, without a line end. */
    public String format(String comment) {
        return key.format(comment);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** Type, name, number and authority. */
    @Override
    public String toString() {
        return key + " ID " + Sanitised.of(keyId()) + " (serial " + Long.toUnsignedString(serial()) + ") CA "
                + authority;
    }
}
