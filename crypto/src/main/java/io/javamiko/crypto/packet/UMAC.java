package io.javamiko.crypto.packet;

import io.javamiko.crypto.JCA;
import io.javamiko.wire.WireWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;

/**
 * UMAC-64 and UMAC-128 (RFC 4418) over AES-128. In SSH the nonce is the packet's sequence number, eight bytes, and the
 * packet alone is hashed (OpenSSH PROTOCOL §1.1). Messages of up to 16 MiB: what is longer needs the POLY-128 of §5.4, and
 * no packet is.
 */
final class UMAC implements PacketMAC {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final int BLOCK = 1024; // bytes, of L1 (§5.3)
    private static final long MOST = 1 << 24; // bytes, of POLY-64 (§5.4)
    private static final long POLY_KEY_MASK = 0x01ff_ffff_01ff_ffffL;
    private static final long P36 = (1L << 36) - 5;

    private final int streams; // §5.2: one for each four bytes of tag
    private final Cipher pad; // AES under the PDF's key, §3.3
    private final Cipher kdf;
    private final int[] l1Key; // the key of stream i begins four words after that of i - 1
    private final long[] l2Key;
    private final long[] l3Key1; // eight for each stream
    private final int[] l3Key2;
    private final byte[] nonce = new byte[16];
    private final byte[] padBlock = new byte[16];
    private final byte[] computed;
    private final byte[] pending = new byte[BLOCK];
    private final long[] hashed; // of the one L1 block of a short message
    private final long[] poly;
    private int inPending;
    private long total;
    private boolean destroyed;

    /** @param key 16 bytes */
    UMAC(byte[] key, int length) {
        if (key.length != 16 || length != 8 && length != 16) {
            throw new IllegalArgumentException("UMAC of " + length + " bytes with a key of " + key.length);
        }
        streams = length / 4;
        computed = new byte[length];
        hashed = new long[streams];
        poly = new long[streams];
        kdf = aes(new SymmetricKey(key, "AES"));
        byte[] padKey = derive(0, 16);
        pad = aes(new SymmetricKey(padKey, "AES"));
        l1Key = ints(derive(1, BLOCK + 16 * (streams - 1)));
        l2Key = l2Keys(derive(2, 24 * streams));
        l3Key1 = longs(derive(3, 64 * streams));
        for (int i = 0; i < l3Key1.length; i++) {
            l3Key1[i] = Long.remainderUnsigned(l3Key1[i], P36);
        }
        l3Key2 = ints(derive(4, 4 * streams));
        Arrays.fill(padKey, (byte) 0);
        init(kdf, new SymmetricKey(new byte[16], "AES"));
    }

    @Override
    public int length() {
        return computed.length;
    }

    @Override
    public void begin(long sequence) {
        WireWriter.putUint32(nonce, 0, 0);
        WireWriter.putUint32(nonce, 4, (int) sequence);
        begin();
    }

    /** As {@link #begin(long)} with any nonce of eight bytes. */
    void begin(byte[] eightBytes) {
        System.arraycopy(eightBytes, 0, nonce, 0, 8);
        begin();
    }

    private void begin() {
        if (destroyed) {
            throw new IllegalStateException("the keys of these packets are destroyed");
        }
        inPending = 0;
        total = 0;
        Arrays.fill(poly, 1);
    }

    @Override
    public void update(byte[] bytes, int offset, int count) {
        total += count;
        if (total > MOST) {
            throw new IllegalArgumentException("a message of more than 16 MiB");
        }
        int at = offset;
        int end = offset + count;
        while (at < end) {
            if (inPending == BLOCK) { // the last block waits: a message of one block has no L2
                block(pending, 0);
                inPending = 0;
            }
            if (inPending == 0 && end - at > BLOCK) {
                block(bytes, at);
                at += BLOCK;
            } else {
                int taken = Math.min(BLOCK - inPending, end - at);
                System.arraycopy(bytes, at, pending, inPending, taken);
                inPending += taken;
                at += taken;
            }
        }
    }

    @Override
    public byte[] compute() {
        int padded = Math.max(32, inPending + 31 & -32); // §5.2.1: zeros up to 32 bytes, at least 32
        Arrays.fill(pending, inPending, padded, (byte) 0);
        padBlock();
        int first = computed.length == 8 ? (nonce[7] & 1) * 8 : 0; // §3.3.1: two nonces share a block of pad
        for (int i = 0; i < streams; i++) {
            long nh = UMACHash.nh(l1Key, 4 * i, pending, 0, padded) + 8L * inPending;
            long l2 = total <= BLOCK ? nh : UMACHash.poly64(poly[i], l2Key[i], nh);
            int pads = (int) INTS.get(padBlock, first + 4 * i);
            WireWriter.putUint32(computed, 4 * i, l3(i, l2) ^ Integer.reverseBytes(pads));
        }
        return computed;
    }

    @Override
    public void destroy() {
        destroyed = true;
        Arrays.fill(l1Key, 0);
        Arrays.fill(l2Key, 0);
        Arrays.fill(l3Key1, 0);
        Arrays.fill(l3Key2, 0);
        Arrays.fill(pending, (byte) 0);
        init(pad, new SymmetricKey(new byte[16], "AES"));
    }

    /** A whole block that is not the message's last: §5.3 and §5.4. */
    private void block(byte[] bytes, int at) {
        UMACHash.nh(l1Key, bytes, at, hashed);
        for (int i = 0; i < streams; i++) {
            poly[i] = UMACHash.poly64(poly[i], l2Key[i], hashed[i] + 8L * BLOCK);
        }
    }

    /** §5.5: the upper eight bytes of what comes from L2 are zero, as long as no POLY-128 is needed. */
    private int l3(int stream, long l2) {
        long sum = 0;
        for (int i = 4; i < 8; i++) {
            sum += l3Key1[8 * stream + i] * (l2 >>> 16 * (7 - i) & 0xffff); // under 2^54
        }
        return (int) (sum % P36) ^ l3Key2[stream];
    }

    /** §3.3.1: AES of the nonce, whose last bit chooses a half of the block where the tag has eight bytes. */
    private void padBlock() {
        byte last = nonce[7];
        nonce[7] = (byte) (computed.length == 8 ? last & ~1 : last);
        encrypt(pad, nonce, padBlock);
        nonce[7] = last;
    }

    /** §3.2.1. */
    private byte[] derive(int index, int length) {
        byte[] derived = new byte[length + 15 & -16];
        byte[] in = new byte[16];
        byte[] out = new byte[16];
        in[7] = (byte) index;
        for (int at = 0; at < length; at += 16) {
            in[15] = (byte) (at / 16 + 1);
            encrypt(kdf, in, out);
            System.arraycopy(out, 0, derived, at, 16);
        }
        return Arrays.copyOf(derived, length);
    }

    private static long[] l2Keys(byte[] derived) {
        long[] all = longs(derived);
        long[] keys = new long[all.length / 3]; // the other sixteen bytes are POLY-128's
        for (int i = 0; i < keys.length; i++) {
            keys[i] = all[3 * i] & POLY_KEY_MASK;
        }
        return keys;
    }

    private static int[] ints(byte[] bytes) {
        int[] ints = new int[bytes.length / 4];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) Padding.uint32(bytes, 4 * i);
        }
        return ints;
    }

    private static long[] longs(byte[] bytes) {
        long[] longs = new long[bytes.length / 8];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = Padding.uint32(bytes, 8 * i) << 32 | Padding.uint32(bytes, 8 * i + 4);
        }
        return longs;
    }

    private static Cipher aes(SymmetricKey key) {
        var cipher = JCA.cipher("AES/ECB/NoPadding"); // one block at a time, as the primitive
        init(cipher, key);
        return cipher;
    }

    private static void init(Cipher cipher, SymmetricKey key) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES refuses a key of 16 bytes", e);
        }
    }

    private static void encrypt(Cipher cipher, byte[] block, byte[] out) {
        try {
            cipher.update(block, 0, 16, out, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("AES gives as many bytes as it takes", e);
        }
    }
}
