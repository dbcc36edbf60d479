package io.javamiko.keys.lists;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.keys.SSHPublicKey;
import java.util.Base64;

/** The end of every line: type, key in Base64, comment. */
record KeyFields(SSHPublicKey key, String comment) {
    private static final int MINIMUM_RSA_BITS = 1024; // kept, so that another key is seen as a change; used it is not

    /** Reads what begins with the type. */
    static KeyFields parse(String text) throws MalformedLineException {
        String[] fields = text.strip().split("[ \t]+", 3);
        if (fields.length < 2) {
            throw new MalformedLineException("a type and a key in Base64 were expected");
        }
        SSHPublicKey key = key(fields[1]);
        if (!key.type().equals(fields[0])) {
            throw new MalformedLineException("it says " + Sanitised.of(fields[0]) + ", but its key is " + key.type());
        }
        return new KeyFields(key, fields.length == 3 ? fields[2] : "");
    }

    private static SSHPublicKey key(String base64) throws MalformedLineException {
        try {
            return SSHPublicKey.decode(Base64.getDecoder().decode(base64), MINIMUM_RSA_BITS);
        } catch (IllegalArgumentException e) {
            throw new MalformedLineException("its key is not Base64");
        } catch (ProtocolException e) {
            throw new MalformedLineException("its key can't be used: " + e.getMessage());
        }
    }
}
