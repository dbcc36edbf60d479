package io.javamiko.conformance.checks.cert;

import static io.javamiko.auth.PublicKeyMethod.signedData;
import static io.javamiko.conformance.checks.Requests.CONNECTION;
import static io.javamiko.conformance.checks.Requests.bytes;
import static io.javamiko.conformance.checks.Requests.signed;

import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Requests;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.SkipException;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.Signer;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;

/**
 * A certificate of an Ed25519 key (OpenSSH PROTOCOL.certkeys) with whatever is put into its fields, signed by the run's
 * authority. As it begins it lets the run's user in, for an hour.
 */
final class RawCertificate {
    static final String TYPE = "ssh-ed25519-cert-v01@openssh.com";
    static final String PLAIN = "ssh-ed25519";
    private static final int KEY = 32; // bytes of an Ed25519 public key
    private static final long HOUR = 3600;

    private final Conversation c;
    private final SSHKeyPair key = SSHKeyPair.generate(PLAIN);
    private Signer authority;
    private byte[] signatureKey;
    private byte[] nonce = bytes(KEY);
    private long type = 1;
    private WireWriter principals;
    private long validAfter = now() - HOUR;
    private long validBefore = now() + HOUR;
    private WireWriter critical = new WireWriter();
    private WireWriter extensions = new WireWriter();

    private RawCertificate(Conversation c, Signer authority) {
        this.c = c;
        this.authority = authority;
        this.signatureKey = authority.publicKey().blob();
        this.principals = new WireWriter().utf8(c.credentials().user());
    }

    /** One that is sound. */
    static RawCertificate of(Conversation c) throws SkipException {
        return new RawCertificate(c, authority(c));
    }

    /** What signs certificates that the target trusts. */
    static Signer authority(Conversation c) throws SkipException {
        return c.credentials()
                .authority()
                .orElseThrow(() -> new SkipException("it needs an authority that the target trusts (--ca)"));
    }

    /** Seconds since 1970. */
    static long now() {
        return Instant.now().getEpochSecond();
    }

    RawCertificate nonce(byte[] value) {
        nonce = value;
        return this;
    }

    RawCertificate type(long value) {
        type = value;
        return this;
    }

    /** The names that it is for. */
    RawCertificate principals(String... names) {
        principals = new WireWriter();
        Arrays.stream(names).forEach(principals::utf8);
        return this;
    }

    /** From when until when it is valid, in seconds since 1970. */
    RawCertificate valid(long after, long before) {
        validAfter = after;
        validBefore = before;
        return this;
    }

    /** One more critical option, whose value is a string. */
    RawCertificate critical(String name, String value) {
        critical.utf8(name).string(new WireWriter().utf8(value).toByteArray());
        return this;
    }

    /** Fields of critical options as they are. */
    RawCertificate critical(WireWriter fields) {
        critical.raw(fields.toByteArray());
        return this;
    }

    /** One more extension. */
    RawCertificate extension(String name, byte[] value) {
        extensions.utf8(name).string(value);
        return this;
    }

    /** Signed by another one, whose key stands in it as it is told. */
    RawCertificate signedBy(Signer signer, byte[] blob) {
        authority = signer;
        signatureKey = blob;
        return this;
    }

    /** The key that it certifies. */
    SSHKeyPair key() {
        return key;
    }

    /** The certificate. */
    byte[] blob() throws IOException {
        byte[] plain = key.publicKey().blob();
        var fields = new WireWriter()
                .utf8(TYPE)
                .string(nonce)
                .string(Arrays.copyOfRange(plain, plain.length - KEY, plain.length))
                .uint64(1) // serial
                .uint32(type)
                .utf8("kit") // key id
                .string(principals.toByteArray())
                .uint64(validAfter)
                .uint64(validBefore)
                .string(critical.toByteArray())
                .string(extensions.toByteArray())
                .string(new byte[0]) // reserved
                .string(signatureKey);
        var algorithm = authority.signatureAlgorithms().get(0);
        return fields.string(authority.sign(algorithm, fields.toByteArray())).toByteArray();
    }

    /** A request for the run's user with this certificate, on a connection of its own; the answer is to come. */
    Peer presented() throws IOException {
        return presented(TYPE, key);
    }

    /** As {@link #presented()}, under another name or signed by another key. */
    Peer presented(String algorithm, Signer signer) throws IOException {
        var peer = c.connect(Depth.SERVICE);
        byte[] blob = blob();
        String user = c.credentials().user();
        byte[] data = signedData(peer.sessionId(), user, CONNECTION, algorithm, blob);
        peer.send(signed(
                user, algorithm, blob, signer.sign(signer.signatureAlgorithms().get(0), data)));
        return peer;
    }

    /** It lets the user in. */
    Peer accepted() throws IOException {
        var peer = presented();
        peer.expect(AuthSuccess.class);
        peer.login().isDone();
        return peer;
    }

    /** It lets nobody in. */
    void refused() throws IOException {
        try (var peer = presented()) {
            Requests.denied(c, peer);
        }
    }
}
