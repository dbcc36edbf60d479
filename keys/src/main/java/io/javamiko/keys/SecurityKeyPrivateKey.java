package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.Arrays;

/**
 * The handle by which a security key finds its private key (PROTOCOL.u2f): the file {@code id_ed25519_sk} holds this, and an
 * agent that can reach the security key is given it. Nothing can sign with it here.
 */
final class SecurityKeyPrivateKey extends PrivateKey {
    private static final int MAX_HANDLE = 64 * 1024;

    private final SSHPublicKey publicKey;
    private final Secret handle; // byte flags, string key_handle, string reserved

    private SecurityKeyPrivateKey(SSHPublicKey publicKey, byte[] handle) {
        this.publicKey = publicKey;
        this.handle = new Secret(handle);
    }

    /** Fields: the public key's, then {@code byte flags, string key_handle, string reserved}. */
    static SecurityKeyPrivateKey decode(String type, WireReader in) throws ProtocolException {
        SSHPublicKey publicKey = type.equals(SKEd25519PublicKey.TYPE)
                ? SKEd25519PublicKey.decodeFields(in)
                : SKECDSAPublicKey.decodeFields(in);
        int from = in.position();
        in.uint8();
        in.stringReader(MAX_HANDLE);
        in.stringReader(MAX_HANDLE);
        return new SecurityKeyPrivateKey(publicKey, Arrays.copyOfRange(in.array(), from, in.position()));
    }

    @Override
    SSHPublicKey publicKey() {
        return publicKey;
    }

    @Override
    byte[] sign(String algorithm, byte[] data) throws SSHException {
        throw new SSHException(
                "the private half of " + publicKey.type()
                        + " is in a security key, which this library can't reach; add it to an agent that can, or give a Signer");
    }

    @Override
    void encode(WireWriter out) {
        byte[] copy = handle.copy();
        out.raw(publicKey.blob()).raw(copy); // a blob is the type and the public fields
        Arrays.fill(copy, (byte) 0);
    }

    @Override
    public void close() {
        handle.close();
    }
}
