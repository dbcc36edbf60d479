package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.keys.SecurityKeyAssertion.Ending;
import io.javamiko.keys.SecurityKeyAssertion.Web;
import io.javamiko.wire.WireReader;

/** {@code sk-ecdsa-sha2-nistp256@openssh.com} (PROTOCOL.u2f): an ECDSA key in a security key, or one that a browser uses. */
final class SKECDSAPublicKey extends SSHPublicKey {
    static final String TYPE = "sk-ecdsa-sha2-nistp256@openssh.com";
    static final String WEBAUTHN = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com";

    private static final String CURVE = "ecdsa-sha2-nistp256";
    private static final byte[] NO_EXTENSIONS = {};

    private final ECDSAPublicKey key;
    private final String application;

    private SKECDSAPublicKey(ECDSAPublicKey key, String application) {
        super(
                TYPE,
                blobOf(TYPE)
                        .utf8(key.curve().identifier())
                        .string(key.point())
                        .utf8(application)
                        .toByteArray());
        this.key = key;
        this.application = application;
    }

    /** Reads what follows the type in a blob, to its end. */
    static SKECDSAPublicKey decode(WireReader in) throws ProtocolException {
        var key = decodeFields(in);
        in.expectEnd();
        return key;
    }

    /** Reads {@code string curve name, string Q, string application}. */
    static SKECDSAPublicKey decodeFields(WireReader in) throws ProtocolException {
        var key = ECDSAPublicKey.decodeFields(CURVE, in);
        return new SKECDSAPublicKey(key, in.utf8(SecurityKeyAssertion.MAX_APPLICATION));
    }

    @Override
    boolean verifies(String algorithm, byte[] data, WireReader in) throws ProtocolException {
        return verifies(algorithm, data, in, SecurityKeyUse.TOUCHED);
    }

    @Override
    boolean verifies(String algorithm, byte[] data, WireReader in, SecurityKeyUse use) throws ProtocolException {
        var numbers = in.stringReader(ECDSAPublicKey.MAX_SIGNATURE);
        var ending = Ending.decode(in);
        byte[] extensions = NO_EXTENSIONS;
        byte[] message = data;
        if (algorithm.equals(WEBAUTHN)) {
            var web = Web.decode(in, ending.flags(), data);
            extensions = web.extensions();
            message = web.clientData();
        }
        in.expectEnd();
        return use.allows(ending.flags())
                && key.verifies(SecurityKeyAssertion.signedData(application, ending, extensions, message), numbers);
    }

    @Override
    public int bits() {
        return 256;
    }
}
