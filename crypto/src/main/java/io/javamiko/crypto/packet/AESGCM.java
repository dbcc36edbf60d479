package io.javamiko.crypto.packet;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.JCA;
import io.javamiko.crypto.RandomPadding;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-GCM as in RFC 5647, under the negotiation rules of {@code aes128-gcm@openssh.com} (OpenSSH PROTOCOL §1.6): the
 * length is clear and authenticated; the nonce is four fixed bytes and a counter that goes up by one a packet.
 */
public final class AESGCM {
    private static final int TAG_LENGTH = 16;
    private static final int NONCE_LENGTH = 12;
    private static final Padding PADDING = new Padding(16, 4);

    private AESGCM() {}

    /** @param iv the first nonce, 12 bytes */
    public static PacketSealer sealer(byte[] key, byte[] iv, RandomPadding random) {
        return new Sealer(new Invocations(Cipher.ENCRYPT_MODE, key, iv), random);
    }

    /** @param iv the first nonce, 12 bytes */
    public static PacketOpener opener(byte[] key, byte[] iv) {
        return new Opener(new Invocations(Cipher.DECRYPT_MODE, key, iv));
    }

    private record Sealer(Invocations invocations, RandomPadding random) implements PacketSealer {
        @Override
        public int seal(byte[] plain, int payloadEnd, long sequence, byte[] out, int at) {
            return sealFrame(plain, PADDING.frame(plain, payloadEnd, random), sequence, out, at);
        }

        @Override
        public int sealFrame(byte[] frame, int length, long sequence, byte[] out, int at) {
            System.arraycopy(frame, 0, out, at, 4);
            try {
                invocations.next(frame, 0).doFinal(frame, 4, length - 4, out, at + 4);
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("no room for a packet of " + length + " bytes", e);
            }
            return at + length + TAG_LENGTH;
        }

        @Override
        public int sealedLength(int payloadLength) {
            return PADDING.packetBytes(payloadLength) + TAG_LENGTH;
        }

        @Override
        public void destroy() {
            invocations.destroy();
        }
    }

    private record Opener(Invocations invocations) implements PacketOpener {
        @Override
        public int headerLength() {
            return 4;
        }

        @Override
        public int trailerLength() {
            return TAG_LENGTH;
        }

        @Override
        public long packetLength(byte[] in, int at, long sequence) {
            return Padding.uint32(in, at);
        }

        @Override
        public int open(byte[] in, int at, int packetLength, long sequence, byte[] out, int outAt)
                throws ProtocolException {
            PADDING.checkPacketLength(packetLength);
            try {
                invocations.next(in, at).doFinal(in, at + 4, packetLength + TAG_LENGTH, out, outAt);
            } catch (AEADBadTagException e) {
                throw new ProtocolException("a packet's authentication tag is wrong (RFC 5647 §7)", e);
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("no room for a packet of " + packetLength + " bytes", e);
            }
            return PADDING.payloadLength(out[outAt], packetLength);
        }

        @Override
        public void destroy() {
            invocations.destroy();
        }
    }

    /** The cipher, ready anew for each packet under the next nonce (RFC 5647 §7.1). */
    private static final class Invocations {
        private final Cipher cipher = JCA.cipher("AES/GCM/NoPadding");
        private final int mode;
        private final SymmetricKey key;
        private final byte[] nonce;

        Invocations(int mode, byte[] key, byte[] iv) {
            if (iv.length != NONCE_LENGTH) {
                throw new IllegalArgumentException("an IV of " + iv.length + " bytes");
            }
            this.mode = mode;
            this.key = new SymmetricKey(key, "AES");
            this.nonce = iv.clone();
        }

        /** @param packet where the four bytes of {@code packet_length} are at {@code at} */
        Cipher next(byte[] packet, int at) {
            init(mode, key);
            cipher.updateAAD(packet, at, 4);
            countUp();
            return cipher;
        }

        void destroy() {
            key.destroy();
            init(Cipher.DECRYPT_MODE, key.zero());
        }

        private void init(int cipherMode, SymmetricKey with) {
            try {
                cipher.init(cipherMode, with, new GCMParameterSpec(8 * TAG_LENGTH, nonce));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES-GCM refuses a key or nonce", e);
            }
        }

        private void countUp() { // the last eight bytes are a 64-bit integer
            int i = NONCE_LENGTH - 1;
            while (i >= 4 && ++nonce[i] == 0) {
                i--;
            }
        }
    }
}
