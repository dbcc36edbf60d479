package io.javamiko.keys.krl;

import io.javamiko.ProtocolException;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.wire.WireReader;

/**
 * What a list asks of a certificate (PROTOCOL.certkeys): who issued it, under which number and name. Nothing of it is verified.
 *
 * @param serial zero if it has none
 */
record CertifiedKey(SSHPublicKey authority, long serial, String keyId) {
    private static final int MAX_FIELD = 64 * 1024;
    private static final int MAX_NAME = 256;

    /** Reads a certificate's fields behind those of its key. */
    static CertifiedKey of(SSHPublicKey certificate) throws ProtocolException {
        var in = new WireReader(certificate.blob());
        in.name(MAX_NAME);
        in.stringReader(MAX_FIELD); // nonce
        var plain = new WireReader(certificate.plain().blob());
        plain.name(MAX_NAME);
        in.skip(plain.remaining()); // the key's own fields, which are the same
        long serial = in.uint64();
        in.uint32(); // type
        String keyId = in.text(MAX_FIELD);
        in.stringReader(MAX_FIELD); // valid principals
        in.uint64(); // valid after
        in.uint64(); // valid before
        in.stringReader(MAX_FIELD); // critical options
        in.stringReader(MAX_FIELD); // extensions
        in.stringReader(MAX_FIELD); // reserved
        return new CertifiedKey(
                SSHPublicKey.decode(in.string(MAX_FIELD), KRLSpecification.LEAST_RSA_BITS), serial, keyId);
    }
}
