package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import org.bouncycastle.math.ec.rfc8032.Ed448;

/** {@code ssh-ed448} (RFC 8709 §4): the public half. */
final class Ed448PublicKey extends SSHPublicKey {
    static final String TYPE = "ssh-ed448";

    static final byte[] NO_CONTEXT = {}; // RFC 8032 §5.2.6 with the empty context, RFC 8709 §6

    private final byte[] point;

    private Ed448PublicKey(byte[] point) {
        super(TYPE, blobOf(TYPE).string(point).toByteArray());
        this.point = point;
    }

    /** Reads what follows the type in a blob. */
    static Ed448PublicKey decode(WireReader in) throws ProtocolException {
        byte[] point = in.string(Ed448.PUBLIC_KEY_SIZE);
        in.expectEnd();
        if (point.length != Ed448.PUBLIC_KEY_SIZE) {
            throw new ProtocolException("an Ed448 key has " + point.length + " bytes; it must have 57 (RFC 8709 §4)");
        }
        // as for Ed25519: for a key of small order anybody can make signatures
        if (!Ed448.validatePublicKeyFull(point, 0)) {
            throw new ProtocolException("an Ed448 key is no point of the prime-order group (RFC 8032 §5.2.3)");
        }
        return new Ed448PublicKey(point);
    }

    /** The key of a seed, which needs no check. */
    static Ed448PublicKey ofSeed(byte[] seed) {
        byte[] point = new byte[Ed448.PUBLIC_KEY_SIZE];
        Ed448.generatePublicKey(seed, 0, point, 0);
        return new Ed448PublicKey(point);
    }

    byte[] point() {
        return point.clone();
    }

    @Override
    boolean verifies(String algorithm, byte[] data, WireReader in) throws ProtocolException {
        byte[] signature = in.string(Ed448.SIGNATURE_SIZE); // RFC 8709 §6
        in.expectEnd();
        return signature.length
                        == Ed448.SIGNATURE_SIZE // S < L and R canonical: refused by Bouncy Castle, held by a test
                && Ed448.verify(signature, 0, point, 0, NO_CONTEXT, data, 0, data.length);
    }

    @Override
    public int bits() {
        return 448;
    }
}
