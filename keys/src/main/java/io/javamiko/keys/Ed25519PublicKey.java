package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** {@code ssh-ed25519} (RFC 8709 §4): the public half. */
final class Ed25519PublicKey extends SSHPublicKey {
    static final String TYPE = "ssh-ed25519";

    private final byte[] point;

    private Ed25519PublicKey(byte[] point) {
        super(TYPE, blobOf(TYPE).string(point).toByteArray());
        this.point = point;
    }

    /** Reads what follows the type in a blob. */
    static Ed25519PublicKey decode(WireReader in) throws ProtocolException {
        byte[] point = in.string(Ed25519.PUBLIC_KEY_SIZE);
        in.expectEnd();
        return of(point);
    }

    static Ed25519PublicKey of(byte[] point) throws ProtocolException {
        if (point.length != Ed25519.PUBLIC_KEY_SIZE) {
            throw new ProtocolException("an Ed25519 key has " + point.length + " bytes; it must have 32 (RFC 8709 §4)");
        }
        // an honest key lies in the subgroup of prime order; for one of small order anybody can make signatures
        if (!Ed25519.validatePublicKeyFull(point, 0)) {
            throw new ProtocolException("an Ed25519 key is no point of the prime-order group (RFC 8032 §5.1.3)");
        }
        return new Ed25519PublicKey(point);
    }

    /** The key of a seed, which needs no check. */
    static Ed25519PublicKey ofSeed(byte[] seed) {
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, point, 0);
        return new Ed25519PublicKey(point);
    }

    byte[] point() {
        return point.clone();
    }

    @Override
    boolean verifies(String algorithm, byte[] data, WireReader in) throws ProtocolException {
        byte[] signature = in.string(Ed25519.SIGNATURE_SIZE); // RFC 8709 §6
        in.expectEnd();
        return signature.length
                        == Ed25519.SIGNATURE_SIZE // and S < L, R canonical: refused by Bouncy Castle, held by a test
                && Ed25519.verify(signature, 0, point, 0, data, 0, data.length);
    }

    @Override
    public int bits() {
        return 256;
    }
}
