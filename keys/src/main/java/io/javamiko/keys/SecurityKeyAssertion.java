package io.javamiko.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** What a security key signs (PROTOCOL.u2f, "SSH U2F Signatures" and "webauthn signatures"). */
final class SecurityKeyAssertion {
    /** Bytes; a name as {@code ssh:} or the host of a web page. */
    static final int MAX_APPLICATION = 1024;

    private static final int MAX_ORIGIN = 4096;
    private static final int MAX_CLIENT_DATA = 256 * 1024;
    private static final int MAX_EXTENSIONS = 4096;
    private static final int ATTESTED_DATA = 0x40; // WebAuthn §6.1: not in a login
    private static final int EXTENSION_DATA = 0x80;

    private SecurityKeyAssertion() {}

    /** What follows the signature itself: {@code byte flags, uint32 counter}. */
    record Ending(int flags, long counter) {
        static Ending decode(WireReader in) throws ProtocolException {
            return new Ending(in.uint8(), in.uint32());
        }
    }

    /** {@code SHA256(application) || flags || counter || extensions || SHA256(message)}. */
    static byte[] signedData(String application, Ending ending, byte[] extensions, byte[] message) {
        return new WireWriter()
                .raw(Fingerprint.hash(new SHA256Digest(), application.getBytes(UTF_8)))
                .uint8(ending.flags())
                .uint32(ending.counter())
                .raw(extensions)
                .raw(Fingerprint.hash(new SHA256Digest(), message))
                .toByteArray();
    }

    /** What a browser had signed: it wraps the message into JSON, whose beginning is fixed (WebAuthn §5.8.1.1). */
    record Web(byte[] clientData, byte[] extensions) {
        /** Reads {@code string origin, clientData, extensions} and holds them against the message and the flags. */
        static Web decode(WireReader in, int flags, byte[] message) throws ProtocolException {
            String origin = in.utf8(MAX_ORIGIN);
            var web = new Web(in.string(MAX_CLIENT_DATA), in.string(MAX_EXTENSIONS));
            in.expectEnd();
            boolean extended = (flags & EXTENSION_DATA) != 0;
            if (origin.indexOf('"') >= 0 || (flags & ATTESTED_DATA) != 0 || extended != (web.extensions.length > 0)) {
                throw new ProtocolException("a webauthn signature's origin, flags or extensions are not in order");
            }
            byte[] start = ("{\"type\":\"webauthn.get\",\"challenge\":\"" + challenge(message) + "\",\"origin\":\""
                            + origin + "\"")
                    .getBytes(UTF_8);
            if (web.clientData.length < start.length
                    || !Arrays.equals(web.clientData, 0, start.length, start, 0, start.length)) {
                throw new ProtocolException("a webauthn signature is of another message or origin");
            }
            return web;
        }

        private static String challenge(byte[] message) {
            return new String(Base64.getUrlEncoder().withoutPadding().encode(message), US_ASCII);
        }
    }
}
