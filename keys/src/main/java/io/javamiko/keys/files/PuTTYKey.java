package io.javamiko.keys.files;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.keys.files.KeyEncoding.Curve;
import io.javamiko.keys.files.KeyFileException.Reason;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A private key as PuTTY's files hold it (PuTTY's manual, C.2): what its public key's blob does not say already.
 *
 * @param privateBlob a secret; who has it wipes it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on and wiped; nobody compares two
record PuTTYKey(String type, byte[] privateBlob, String comment) {
    private static final int MAX = KeyEncoding.MAX_NUMBER;
    private static final int MAX_NAME = 64;
    private static final int MAX_COMMENT = 64 * 1024;

    /** @param privateBlob may have padding behind it */
    static KeyFileContents decode(String type, byte[] publicBlob, byte[] privateBlob, String comment)
            throws ProtocolException, KeyFileException {
        var open = new WireReader(publicBlob);
        var secret = new WireReader(privateBlob);
        if (!open.name(MAX_NAME).equals(type)) {
            throw new ProtocolException("its public key is not of the type that its first line says");
        }
        return switch (type) {
            case "ssh-rsa" -> {
                BigInteger e = open.mpint(MAX);
                BigInteger n = open.mpint(MAX);
                BigInteger d = secret.mpint(MAX);
                BigInteger p = secret.mpint(MAX);
                BigInteger q = secret.mpint(MAX);
                yield KeyEncoding.rsa(n, e, d, p, q, secret.mpint(MAX), comment);
            }
            case "ssh-dss" -> {
                BigInteger p = open.mpint(MAX);
                BigInteger q = open.mpint(MAX);
                BigInteger g = open.mpint(MAX);
                yield KeyEncoding.dsa(p, q, g, open.mpint(MAX), secret.mpint(MAX), comment);
            }
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> {
                open.name(MAX_NAME);
                yield KeyEncoding.ecdsa(Curve.ofType(type), secret.mpint(MAX), open.string(MAX), comment);
            }
            case "ssh-ed25519", "ssh-ed448" -> {
                var contents = KeyEncoding.eddsa(type, secret.string(MAX), comment);
                if (!Arrays.equals(contents.publicBlob(), publicBlob)) {
                    throw new ProtocolException("its public key is another one than its private key's");
                }
                yield contents;
            }
            default -> throw KeyFormat.PUTTY.unsupported("one of type " + Sanitised.of(type) + ", which is not known");
        };
    }

    /** @throws KeyFileException if PuTTY has no form for the type */
    static PuTTYKey encode(KeyFileContents contents) throws KeyFileException {
        var out = new WireWriter(1024);
        try {
            var in = contents.reader();
            String type = in.name(MAX_NAME);
            encode(type, in, out);
            return new PuTTYKey(type, out.toByteArray(), in.utf8(MAX_COMMENT));
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("a key in memory is malformed", e);
        } finally {
            out.wipe();
        }
    }

    private static void encode(String type, WireReader in, WireWriter out) throws ProtocolException, KeyFileException {
        switch (type) {
            case "ssh-rsa" -> {
                in.mpint(MAX); // n
                in.mpint(MAX); // e
                BigInteger d = in.mpint(MAX);
                BigInteger iqmp = in.mpint(MAX);
                out.mpint(d).mpint(in.mpint(MAX)).mpint(in.mpint(MAX)).mpint(iqmp);
            }
            case "ssh-dss" -> {
                for (int i = 0; i < 4; i++) {
                    in.mpint(MAX); // p, q, g, y
                }
                out.mpint(in.mpint(MAX));
            }
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> {
                in.name(MAX_NAME);
                in.string(MAX);
                out.mpint(in.mpint(MAX));
            }
            case "ssh-ed25519", "ssh-ed448" -> {
                int length = in.string(MAX).length;
                byte[] both = in.string(MAX);
                out.string(both, 0, both.length - length);
                Arrays.fill(both, (byte) 0);
            }
            default ->
                throw new KeyFileException(
                        Reason.UNSUPPORTED,
                        "PuTTY has no form for a key of type " + type + "; write it in OpenSSH's format");
        }
    }

    @Override
    public String toString() {
        return "private key of type " + type;
    }
}
