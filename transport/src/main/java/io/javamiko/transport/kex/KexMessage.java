package io.javamiko.transport.kex;

import io.javamiko.ProtocolException;
import io.javamiko.transport.Message;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;

/**
 * The messages of the key exchange methods (RFC 4253 §8, RFC 4419 §5, RFC 4432 §7, RFC 5656 §7.1). The methods share the numbers from
 * 30 on, so a number alone does not tell which message it is: the running method decodes.
 */
public sealed interface KexMessage extends Message
        permits KexMessage.ECDHInit, // 30
                KexMessage.ECDHReply, // 31
                KexMessage.DHInit, // 30
                KexMessage.DHReply, // 31
                KexMessage.GEXRequest, // 34
                KexMessage.GEXGroup, // 31
                KexMessage.GEXInit, // 32
                KexMessage.GEXReply, // 33
                KexMessage.RSAPubkey, // 30
                KexMessage.RSASecret, // 31
                KexMessage.RSADone /* 32 */ {

    /** The most bytes of a number: the largest group has 8,192 bits. */
    int MAX_NUMBER = 1024;

    /** The most bytes of a host key or a signature: RSA with 16,384 bits, and certificates. */
    int MAX_BLOB = 16 * 1024;

    /** The most bytes of an ephemeral public key or a ciphertext. */
    int MAX_SHARE = 16 * 1024;

    /** {@code SSH_MSG_KEX_ECDH_INIT} (RFC 5656 §4), {@code SSH_MSG_KEX_HYBRID_INIT}: the client's share. */
    record ECDHInit(byte[] clientShare) implements KexMessage {
        public static final int NUMBER = MessageNumbers.KEX_INIT;

        static ECDHInit decode(WireReader in) throws ProtocolException {
            var message = new ECDHInit(in.string(MAX_SHARE));
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).string(clientShare);
        }
    }

    /** {@code SSH_MSG_KEX_ECDH_REPLY} (RFC 5656 §4): host key, the server's share, signature of the exchange hash. */
    record ECDHReply(byte[] hostKey, byte[] serverShare, byte[] signature) implements KexMessage {
        public static final int NUMBER = MessageNumbers.KEX_REPLY;

        static ECDHReply decode(WireReader in) throws ProtocolException {
            var message = new ECDHReply(in.string(MAX_BLOB), in.string(MAX_SHARE), in.string(MAX_BLOB));
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).string(hostKey).string(serverShare).string(signature);
        }
    }

    /** {@code SSH_MSG_KEXDH_INIT} (RFC 4253 §8). */
    record DHInit(BigInteger e) implements KexMessage {
        public static final int NUMBER = MessageNumbers.KEX_INIT;

        static DHInit decode(WireReader in) throws ProtocolException {
            var message = new DHInit(in.mpint(MAX_NUMBER));
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).mpint(e);
        }
    }

    /** {@code SSH_MSG_KEXDH_REPLY} (RFC 4253 §8). */
    record DHReply(byte[] hostKey, BigInteger f, byte[] signature) implements KexMessage {
        public static final int NUMBER = MessageNumbers.KEX_REPLY;

        static DHReply decode(WireReader in) throws ProtocolException {
            var message = new DHReply(in.string(MAX_BLOB), in.mpint(MAX_NUMBER), in.string(MAX_BLOB));
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).string(hostKey).mpint(f).string(signature);
        }
    }

    /** {@code SSH_MSG_KEX_DH_GEX_REQUEST} (RFC 4419 §3): the bits of the group that the client wants. */
    record GEXRequest(long min, long n, long max) implements KexMessage {
        public static final int NUMBER = MessageNumbers.KEX_DH_GEX_REQUEST;

        static GEXRequest decode(WireReader in) throws ProtocolException {
            var message = new GEXRequest(in.uint32(), in.uint32(), in.uint32());
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).uint32(min).uint32(n).uint32(max);
        }
    }

    /** {@code SSH_MSG_KEX_DH_GEX_GROUP} (RFC 4419 §3): the group that the server chose. */
    record GEXGroup(BigInteger p, BigInteger g) implements KexMessage {
        public static final int NUMBER = MessageNumbers.KEX_DH_GEX_GROUP;

        static GEXGroup decode(WireReader in) throws ProtocolException {
            var message = new GEXGroup(in.mpint(MAX_NUMBER), in.mpint(MAX_NUMBER));
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).mpint(p).mpint(g);
        }
    }

    /** {@code SSH_MSG_KEX_DH_GEX_INIT} (RFC 4419 §3). */
    record GEXInit(BigInteger e) implements KexMessage {
        public static final int NUMBER = MessageNumbers.KEX_DH_GEX_INIT;

        static GEXInit decode(WireReader in) throws ProtocolException {
            var message = new GEXInit(in.mpint(MAX_NUMBER));
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).mpint(e);
        }
    }

    /** {@code SSH_MSG_KEX_DH_GEX_REPLY} (RFC 4419 §3). */
    record GEXReply(byte[] hostKey, BigInteger f, byte[] signature) implements KexMessage {
        public static final int NUMBER = MessageNumbers.KEX_DH_GEX_REPLY;

        static GEXReply decode(WireReader in) throws ProtocolException {
            var message = new GEXReply(in.string(MAX_BLOB), in.mpint(MAX_NUMBER), in.string(MAX_BLOB));
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).string(hostKey).mpint(f).string(signature);
        }
    }

    /** {@code SSH_MSG_KEXRSA_PUBKEY} (RFC 4432 §4): the server's host key and its transient one. */
    record RSAPubkey(byte[] hostKey, byte[] transientKey) implements KexMessage {
        public static final int NUMBER = MessageNumbers.KEXRSA_PUBKEY;

        static RSAPubkey decode(WireReader in) throws ProtocolException {
            var message = new RSAPubkey(in.string(MAX_BLOB), in.string(MAX_BLOB));
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).string(hostKey).string(transientKey);
        }
    }

    /** {@code SSH_MSG_KEXRSA_SECRET} (RFC 4432 §4): the client's secret, encrypted. */
    record RSASecret(byte[] encrypted) implements KexMessage {
        public static final int NUMBER = MessageNumbers.KEXRSA_SECRET;

        static RSASecret decode(WireReader in) throws ProtocolException {
            var message = new RSASecret(in.string(MAX_SHARE));
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).string(encrypted);
        }
    }

    /** {@code SSH_MSG_KEXRSA_DONE} (RFC 4432 §4): the signature of the exchange hash. */
    record RSADone(byte[] signature) implements KexMessage {
        public static final int NUMBER = MessageNumbers.KEXRSA_DONE;

        static RSADone decode(WireReader in) throws ProtocolException {
            var message = new RSADone(in.string(MAX_BLOB));
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).string(signature);
        }
    }
}
