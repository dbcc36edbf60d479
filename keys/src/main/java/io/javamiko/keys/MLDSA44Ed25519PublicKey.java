package io.javamiko.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithContext;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * {@code ssh-mldsa44-ed25519@openssh.com} (draft-miller-sshm-mldsa44-ed25519-composite-sigs-00, OpenSSH 10.4 and 10.5): ML-DSA-44
 * (FIPS 204) and Ed25519 in one key, composed as in draft-ietf-lamps-pq-composite-sigs. A signature is right if both are.
 */
final class MLDSA44Ed25519PublicKey extends SSHPublicKey {
    static final String TYPE = "ssh-mldsa44-ed25519@openssh.com";
    static final MLDSAParameters PARAMETERS = MLDSAParameters.ml_dsa_44;
    static final int LATTICE_KEY_SIZE = 1312; // bytes, FIPS 204 table 2
    static final int LATTICE_SIGNATURE_SIZE = 2420;
    static final byte[] LABEL = "COMPSIG-MLDSA44-Ed25519-SHA512".getBytes(US_ASCII);

    private static final byte[] PREFIX = "CompositeAlgorithmSignatures2025".getBytes(US_ASCII);
    private static final int KEY_SIZE = LATTICE_KEY_SIZE + Ed25519.PUBLIC_KEY_SIZE;
    private static final int SIGNATURE_SIZE = LATTICE_SIGNATURE_SIZE + Ed25519.SIGNATURE_SIZE;

    private final MLDSAPublicKeyParameters lattice;
    private final byte[] point;

    MLDSA44Ed25519PublicKey(byte[] lattice, byte[] point) {
        super(TYPE, blobOf(TYPE).uint32(KEY_SIZE).raw(lattice).raw(point).toByteArray());
        this.lattice = new MLDSAPublicKeyParameters(PARAMETERS, lattice);
        this.point = point;
    }

    /** Reads what follows the type in a blob, to its end: {@code string ML-DSA key || Ed25519 key}. */
    static MLDSA44Ed25519PublicKey decode(WireReader in) throws ProtocolException {
        var key = decodeFields(in);
        in.expectEnd();
        return key;
    }

    static MLDSA44Ed25519PublicKey decodeFields(WireReader in) throws ProtocolException {
        byte[] both = in.string(KEY_SIZE);
        if (both.length != KEY_SIZE) {
            throw new ProtocolException("a key of type " + TYPE + " has " + both.length + " bytes; it must have 1,344");
        }
        byte[] point = Arrays.copyOfRange(both, LATTICE_KEY_SIZE, KEY_SIZE);
        Ed25519PublicKey.of(point); // checks it
        return new MLDSA44Ed25519PublicKey(Arrays.copyOf(both, LATTICE_KEY_SIZE), point);
    }

    /** What both halves sign: prefix, label, the length of the (empty) context, and the message's hash (§2.2 of the LAMPS draft). */
    static byte[] representative(byte[] message) {
        return new WireWriter()
                .raw(PREFIX)
                .raw(LABEL)
                .uint8(0)
                .raw(Fingerprint.hash(new SHA512Digest(), message))
                .toByteArray();
    }

    @Override
    boolean verifies(String algorithm, byte[] data, WireReader in) throws ProtocolException {
        byte[] signature = in.string(SIGNATURE_SIZE);
        in.expectEnd();
        if (signature.length != SIGNATURE_SIZE) {
            return false;
        }
        byte[] signed = representative(data);
        var verifier = new MLDSASigner();
        verifier.init(false, new ParametersWithContext(lattice, LABEL));
        verifier.update(signed, 0, signed.length);
        return verifier.verifySignature(Arrays.copyOf(signature, LATTICE_SIGNATURE_SIZE))
                && Ed25519.verify(signature, LATTICE_SIGNATURE_SIZE, point, 0, signed, 0, signed.length);
    }

    /** As OpenSSH says. */
    @Override
    public int bits() {
        return 256;
    }
}
