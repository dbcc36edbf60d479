package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.keys.SecurityKeyAssertion.Ending;
import io.javamiko.wire.WireReader;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** {@code sk-ssh-ed25519@openssh.com} (PROTOCOL.u2f): an Ed25519 key in a security key. */
final class SKEd25519PublicKey extends SSHPublicKey {
    static final String TYPE = "sk-ssh-ed25519@openssh.com";

    private static final byte[] NO_EXTENSIONS = {};

    private final Ed25519PublicKey key;
    private final String application;

    private SKEd25519PublicKey(Ed25519PublicKey key, String application) {
        super(TYPE, blobOf(TYPE).string(key.point()).utf8(application).toByteArray());
        this.key = key;
        this.application = application;
    }

    /** Reads what follows the type in a blob, to its end. */
    static SKEd25519PublicKey decode(WireReader in) throws ProtocolException {
        var key = decodeFields(in);
        in.expectEnd();
        return key;
    }

    /** Reads {@code string public key, string application}. */
    static SKEd25519PublicKey decodeFields(WireReader in) throws ProtocolException {
        var key = Ed25519PublicKey.of(in.string(Ed25519.PUBLIC_KEY_SIZE));
        return new SKEd25519PublicKey(key, in.utf8(SecurityKeyAssertion.MAX_APPLICATION));
    }

    @Override
    boolean verifies(String algorithm, byte[] data, WireReader in) throws ProtocolException {
        return verifies(algorithm, data, in, SecurityKeyUse.TOUCHED);
    }

    @Override
    boolean verifies(String algorithm, byte[] data, WireReader in, SecurityKeyUse use) throws ProtocolException {
        byte[] signature = in.string(Ed25519.SIGNATURE_SIZE);
        var ending = Ending.decode(in);
        in.expectEnd();
        byte[] signed = SecurityKeyAssertion.signedData(application, ending, NO_EXTENSIONS, data);
        return use.allows(ending.flags())
                && signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, key.point(), 0, signed, 0, signed.length);
    }

    @Override
    public int bits() {
        return 256;
    }
}
