package io.javamiko.conformance.peer;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;

/** What is asked of agents (RFC 9987 §5), from the type on, sound unless a script goes on writing; and the numbers of it. */
public final class AgentRequests {
    public static final int FAILURE = 5;
    public static final int SUCCESS = 6;
    public static final int REQUEST_IDENTITIES = 11;
    public static final int IDENTITIES_ANSWER = 12;
    public static final int SIGN_REQUEST = 13;
    public static final int SIGN_RESPONSE = 14;
    public static final int ADD_IDENTITY = 17;
    public static final int REMOVE_IDENTITY = 18;
    public static final int REMOVE_ALL_IDENTITIES = 19;
    public static final int ADD_SMARTCARD_KEY = 20;
    public static final int REMOVE_SMARTCARD_KEY = 21;
    public static final int LOCK = 22;
    public static final int UNLOCK = 23;
    public static final int ADD_ID_CONSTRAINED = 25;
    public static final int ADD_SMARTCARD_KEY_CONSTRAINED = 26;
    public static final int EXTENSION = 27;
    public static final int EXTENSION_FAILURE = 28;

    public static final int CONSTRAIN_LIFETIME = 1;
    public static final int CONSTRAIN_CONFIRM = 2;
    public static final int CONSTRAIN_EXTENSION = 255;

    private static final int MAX_FIELD = 1 << 16;

    private AgentRequests() {}

    /** Which keys are there? */
    public static WireWriter identities() {
        return new WireWriter().uint8(REQUEST_IDENTITIES);
    }

    /** Sign that with this key. */
    public static WireWriter sign(byte[] key, byte[] data, long flags) {
        return new WireWriter().uint8(SIGN_REQUEST).string(key).string(data).uint32(flags);
    }

    /** Hold this key. */
    public static WireWriter add(SSHKeyPair key, String comment) {
        return fields(ADD_IDENTITY, key).utf8(comment);
    }

    /** Hold this key under constraints, which follow. */
    public static WireWriter constrained(SSHKeyPair key, String comment) {
        return fields(ADD_ID_CONSTRAINED, key).utf8(comment);
    }

    private static WireWriter fields(int type, SSHKeyPair key) {
        var out = new WireWriter().uint8(type);
        key.encode(out);
        return out;
    }

    /** Hold this certificate with its key, one of Ed25519: the certificate, then the fields of the plain key. */
    public static WireWriter add(Certificate certificate, SSHKeyPair key, String comment) throws IOException {
        var fields = new WireWriter();
        key.encode(fields);
        var in = new WireReader(fields.toByteArray());
        in.stringReader(MAX_FIELD); // the plain type
        return new WireWriter()
                .uint8(ADD_IDENTITY)
                .utf8(certificate.key().type())
                .string(certificate.key().blob())
                .raw(in.rest())
                .utf8(comment);
    }

    /** Forget this key. */
    public static WireWriter remove(byte[] key) {
        return new WireWriter().uint8(REMOVE_IDENTITY).string(key);
    }

    /** Forget all keys. */
    public static WireWriter removeAll() {
        return new WireWriter().uint8(REMOVE_ALL_IDENTITIES);
    }

    /** Do nothing more until this comes again. */
    public static WireWriter lock(String passphrase) {
        return new WireWriter().uint8(LOCK).utf8(passphrase);
    }

    /** Go on. */
    public static WireWriter unlock(String passphrase) {
        return new WireWriter().uint8(UNLOCK).utf8(passphrase);
    }

    /** An extension, whose contents follow. */
    public static WireWriter extension(String name) {
        return new WireWriter().uint8(EXTENSION).utf8(name);
    }

    /** {@code session-bind@openssh.com} (PROTOCOL.agent §1): this connection serves the session of that id with that host. */
    public static WireWriter bind(SSHKeyPair host, byte[] sessionId, boolean isForwarding) throws IOException {
        return extension("session-bind@openssh.com")
                .string(host.publicKey().blob())
                .string(sessionId)
                .string(host.sign(host.signatureAlgorithms().get(0), sessionId))
                .bool(isForwarding);
    }
}
