package io.javamiko.crypto.packet;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.AlgorithmUse;
import io.javamiko.crypto.CipherAlgorithm;
import io.javamiko.crypto.CipherAlgorithms;
import io.javamiko.crypto.MACAlgorithm;
import io.javamiko.crypto.MACAlgorithms;
import io.javamiko.crypto.RandomPadding;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A cipher with its MAC, or neither (before NEWKEYS): something that packets can be protected with. */
record Protection(CipherAlgorithm cipher, MACAlgorithm mac) {
    private static final Set<String> WITH_OLD_CIPHERS =
            Set.of("hmac-sha2-256-etm@openssh.com", "hmac-sha1-96", "hmac-md5");

    /** Every cipher and every MAC, the whole product where no cipher is a legacy one. */
    static List<Protection> all() {
        var all = new ArrayList<Protection>();
        all.add(new Protection(null, null));
        for (CipherAlgorithm cipher : CipherAlgorithms.all()) {
            if (cipher.isAEAD()) {
                all.add(new Protection(cipher, null));
            } else {
                MACAlgorithms.all().stream()
                        .filter(mac -> cipher.use() != AlgorithmUse.LEGACY || WITH_OLD_CIPHERS.contains(mac.name()))
                        .forEach(mac -> all.add(new Protection(cipher, mac)));
            }
        }
        return all;
    }

    boolean isAuthenticated() {
        return cipher != null;
    }

    int block() {
        return cipher == null ? 8 : cipher.blockLength();
    }

    /** The bytes of the length field that count for alignment. */
    int counted() {
        return cipher == null || mac != null && !mac.isEncryptThenMAC() ? 4 : 0;
    }

    Ends ends(Random random) {
        return ends(keys(random));
    }

    Ends ends(Keys keys) {
        var padding = new RandomPadding(new SecureRandom());
        if (cipher == null) {
            return new Ends(PlainPackets.sealer(padding), PlainPackets.opener());
        }
        return new Ends(
                cipher.sealer(keys.key, keys.iv, mac, keys.macKey, padding),
                cipher.opener(keys.key, keys.iv, mac, keys.macKey));
    }

    Keys keys(Random random) {
        return new Keys(
                bytes(random, cipher == null ? 0 : cipher.keyLength()),
                bytes(random, cipher == null ? 0 : cipher.ivLength()),
                bytes(random, mac == null ? 0 : mac.keyLength()));
    }

    /** What the key derivation gives. */
    record Keys(byte[] key, byte[] iv, byte[] macKey) {}

    @Override
    public String toString() {
        return cipher == null ? "plain" : mac == null ? cipher.name() : cipher + " " + mac;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Both ends of one direction. */
    record Ends(PacketSealer sealer, PacketOpener opener) {
        private static final int SEALED_AT = 11; // packets begin anywhere in a buffer
        private static final int OPENED_AT = 5;

        byte[] seal(byte[] payload, long sequence) {
            byte[] plain = new byte[PacketSealer.PAYLOAD + payload.length + PacketSealer.MAX_PADDING];
            System.arraycopy(payload, 0, plain, PacketSealer.PAYLOAD, payload.length);
            byte[] out = new byte[SEALED_AT + sealer.sealedLength(payload.length)];
            int end = sealer.seal(plain, PacketSealer.PAYLOAD + payload.length, sequence, out, SEALED_AT);
            return Arrays.copyOfRange(out, SEALED_AT, end);
        }

        byte[] open(byte[] sealed, long sequence) throws ProtocolException {
            byte[] frame = openFrame(sealed, sequence);
            return Arrays.copyOfRange(frame, 1, frame.length - (frame[0] & 0xff));
        }

        /** {@code padding_length}, payload and padding. */
        byte[] openFrame(byte[] sealed, long sequence) throws ProtocolException {
            byte[] in = new byte[SEALED_AT + sealed.length];
            System.arraycopy(sealed, 0, in, SEALED_AT, sealed.length);
            long length = opener.packetLength(in, SEALED_AT, sequence);
            if (4 + length + opener.trailerLength()
                    != sealed.length) { // the caller's limit, here the only lawful length
                throw new ProtocolException("a packet of " + length + " bytes");
            }
            byte[] out = new byte[OPENED_AT + (int) length];
            int payload = opener.open(in, SEALED_AT, (int) length, sequence, out, OPENED_AT);
            byte[] frame = Arrays.copyOfRange(out, OPENED_AT, out.length);
            if (payload != frame.length - 1 - (frame[0] & 0xff)) {
                throw new AssertionError("open() says " + payload);
            }
            return frame;
        }
    }
}
