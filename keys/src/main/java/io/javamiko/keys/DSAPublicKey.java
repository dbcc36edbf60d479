package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.params.DSAParameters;
import org.bouncycastle.crypto.params.DSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.DSASigner;

/** {@code ssh-dss} (RFC 4253 §6.6): the public half. Legacy: q has 160 bits, and the hash is SHA-1. */
final class DSAPublicKey extends SSHPublicKey {
    static final String TYPE = "ssh-dss";
    static final int SCALAR_LENGTH = 20; // bytes of q, r, s and x

    private static final int LEAST_BITS = 1024; // FIPS 186-2 has no more, and whoever has less is not worth the trust
    private static final int MAX_BITS = 3072;
    private static final int MAX_BYTES = MAX_BITS / 8;

    private final DSAPublicKeyParameters parameters;

    private DSAPublicKey(BigInteger y, DSAParameters group) {
        super(
                TYPE,
                blobOf(TYPE)
                        .mpint(group.getP())
                        .mpint(group.getQ())
                        .mpint(group.getG())
                        .mpint(y)
                        .toByteArray());
        this.parameters = new DSAPublicKeyParameters(y, group);
    }

    /** Reads what follows the type in a blob, to its end. */
    static DSAPublicKey decode(WireReader in) throws ProtocolException {
        var key = decodeFields(in);
        in.expectEnd();
        return key;
    }

    /** Reads {@code mpint p, q, g, y}. */
    static DSAPublicKey decodeFields(WireReader in) throws ProtocolException {
        var group = new DSAParameters(in.mpint(MAX_BYTES), in.mpint(SCALAR_LENGTH), in.mpint(MAX_BYTES));
        return of(in.mpint(MAX_BYTES), group);
    }

    /** Checks as FIPS 186-4 §4.1 and SP 800-89 §5.3.1 ask, but for the primes, which the key's owner would only spoil for himself. */
    static DSAPublicKey of(BigInteger y, DSAParameters group) throws ProtocolException {
        BigInteger p = group.getP();
        BigInteger q = group.getQ();
        if (p.signum() <= 0 || p.bitLength() < LEAST_BITS || p.bitLength() > MAX_BITS || !p.testBit(0)) {
            throw new ProtocolException(
                    "a DSA key of " + p.bitLength() + " bits is refused; it must have 1,024 to 3,072");
        }
        if (q.signum() <= 0
                || q.bitLength() != 8 * SCALAR_LENGTH
                || !q.testBit(0)
                || p.subtract(BigInteger.ONE).mod(q).signum() != 0) {
            throw new ProtocolException("a DSA key's q must have 160 bits and divide p - 1 (RFC 4253 §6.6)");
        }
        if (!isOfOrderQ(group.getG(), p, q) || !isOfOrderQ(y, p, q)) {
            throw new ProtocolException("a DSA key's g or y is not of order q");
        }
        return new DSAPublicKey(y, group);
    }

    private static boolean isOfOrderQ(BigInteger value, BigInteger p, BigInteger q) {
        return value.compareTo(BigInteger.ONE) > 0
                && value.compareTo(p) < 0
                && value.modPow(q, p).equals(BigInteger.ONE);
    }

    DSAParameters group() {
        return parameters.getParameters();
    }

    BigInteger y() {
        return parameters.getY();
    }

    /** {@code r || s}, 20 bytes each (RFC 4253 §6.6). */
    @Override
    boolean verifies(String algorithm, byte[] data, WireReader in) throws ProtocolException {
        byte[] signature = in.string(2 * SCALAR_LENGTH);
        in.expectEnd();
        if (signature.length != 2 * SCALAR_LENGTH) {
            return false;
        }
        var r = new BigInteger(1, Arrays.copyOf(signature, SCALAR_LENGTH));
        var s = new BigInteger(1, Arrays.copyOfRange(signature, SCALAR_LENGTH, 2 * SCALAR_LENGTH));
        if (!isScalar(r) || !isScalar(s)) {
            return false;
        }
        var signer = new DSASigner();
        signer.init(false, parameters);
        return signer.verifySignature(Fingerprint.hash(new SHA1Digest(), data), r, s);
    }

    private boolean isScalar(BigInteger value) {
        return value.signum() > 0 && value.compareTo(group().getQ()) < 0;
    }

    @Override
    public int bits() {
        return group().getP().bitLength();
    }
}
