package io.javamiko.benchmarks.floor;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Data as SSH's packets of AES-GCM carry them (RFC 5647), and nothing else of SSH: a length, 32 KiB, a tag; seven packets a
 * write, as large reads as make sense. The key is known to everybody.
 */
final class SealedPackets {
    private static final int DATA = 32 << 10;
    private static final int HEADER = 4;
    private static final int TAG = 16;
    private static final int PACKET = HEADER + DATA + TAG;
    private static final int BATCH = 7;
    private static final int READ = 64 << 10;
    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[16], "AES");

    private final Cipher cipher = cipher();
    private final byte[] nonce = new byte[12];
    private long packets;

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void next(int mode) throws GeneralSecurityException {
        ByteBuffer.wrap(nonce).putLong(4, ++packets);
        cipher.init(mode, KEY, new GCMParameterSpec(8 * TAG, nonce));
    }

    /** Sends so many bytes of the source. */
    void send(InputStream source, long bytes, OutputStream out) throws IOException, GeneralSecurityException {
        byte[] plain = new byte[BATCH * DATA];
        byte[] sealed = new byte[BATCH * PACKET];
        for (long left = bytes; left > 0; ) {
            int count = source.readNBytes(plain, 0, (int) Math.min(left, plain.length));
            if (count == 0) {
                throw new EOFException(left + " bytes are missing");
            }
            int end = 0;
            for (int at = 0; at < count; at += DATA) {
                end = seal(plain, at, Math.min(DATA, count - at), sealed, end);
            }
            out.write(sealed, 0, end);
            left -= count;
        }
    }

    private int seal(byte[] plain, int at, int length, byte[] sealed, int end) throws GeneralSecurityException {
        ByteBuffer.wrap(sealed).putInt(end, length);
        next(Cipher.ENCRYPT_MODE);
        cipher.updateAAD(sealed, end, HEADER);
        return end + HEADER + cipher.doFinal(plain, at, length, sealed, end + HEADER);
    }

    /** Receives so many bytes into the target. */
    void receive(InputStream in, long bytes, OutputStream target) throws IOException, GeneralSecurityException {
        byte[] sealed = new byte[2 * READ];
        byte[] plain = new byte[BATCH * DATA + TAG];
        int from = 0;
        int to = 0;
        int filled = 0;
        for (long left = bytes; left > 0; ) {
            while (to - from < HEADER || to - from < HEADER + length(sealed, from) + TAG) {
                if (sealed.length - to < PACKET) {
                    System.arraycopy(sealed, from, sealed, 0, to - from);
                    to -= from;
                    from = 0;
                }
                int count = in.read(sealed, to, Math.min(READ, sealed.length - to));
                if (count < 0) {
                    throw new EOFException(left + " bytes are missing");
                }
                to += count;
            }
            int length = length(sealed, from);
            next(Cipher.DECRYPT_MODE);
            cipher.updateAAD(sealed, from, HEADER);
            filled += cipher.doFinal(sealed, from + HEADER, length + TAG, plain, filled);
            from += HEADER + length + TAG;
            left -= length;
            if (filled + PACKET > plain.length || left <= 0) {
                target.write(plain, 0, filled);
                filled = 0;
            }
        }
    }

    private static int length(byte[] sealed, int at) {
        return ByteBuffer.wrap(sealed).getInt(at);
    }
}
