package io.javamiko.keys;

import io.javamiko.wire.WireReader;

/** A key of a type that is not known here: it can be compared and shown, and verifies nothing. */
final class OpaquePublicKey extends SSHPublicKey {
    OpaquePublicKey(String type, byte[] blob) {
        super(type, blob);
    }

    @Override
    boolean verifies(String algorithm, byte[] data, WireReader signature) {
        return false;
    }

    @Override
    public int bits() {
        return 0;
    }
}
