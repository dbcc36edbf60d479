package io.javamiko.crypto.packet;

import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.ChaChaEngine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * The same protections written a second time, straight from their texts, over Bouncy Castle alone: what ours must
 * agree with byte for byte. It seals any frame, also what no lawful sender builds.
 */
final class ReferencePackets {
    private final Protection protection;
    private final Protection.Keys keys;
    private BigInteger invocation; // RFC 5647 §7.1
    private SICBlockCipher ctr;

    ReferencePackets(Protection protection, Protection.Keys keys) {
        this.protection = protection;
        this.keys = keys;
        if (keys.iv().length == 12) {
            invocation = new BigInteger(1, Arrays.copyOfRange(keys.iv(), 4, 12));
        } else if (keys.iv().length == 16) {
            ctr = (SICBlockCipher) SICBlockCipher.newInstance(AESEngine.newInstance());
            ctr.init(true, new ParametersWithIV(new KeyParameter(keys.key()), keys.iv()));
        }
    }

    /** @param frame padding_length, payload and padding */
    byte[] seal(byte[] frame, long sequence) {
        byte[] length = new WireWriter().uint32(frame.length).toByteArray();
        if (!protection.isAuthenticated()) {
            return concat(length, frame);
        }
        if (invocation != null) {
            return gcm(length, frame);
        }
        if (ctr == null) {
            return chaChaPoly(length, frame, sequence);
        }
        byte[] sequenceBytes = new WireWriter().uint32(sequence).toByteArray();
        if (protection.mac().isEncryptThenMAC()) {
            byte[] sealed = concat(length, ctr(frame));
            return concat(sealed, hmac(concat(sequenceBytes, sealed)));
        }
        byte[] packet = concat(length, frame);
        return concat(ctr(packet), hmac(concat(sequenceBytes, packet)));
    }

    private byte[] gcm(byte[] length, byte[] frame) {
        byte[] nonce = Arrays.copyOf(keys.iv(), 12);
        System.arraycopy(new WireWriter().uint64(invocation.longValue()).toByteArray(), 0, nonce, 4, 8);
        invocation = invocation.add(BigInteger.ONE).mod(BigInteger.ONE.shiftLeft(64));
        var cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
        cipher.init(true, new AEADParameters(new KeyParameter(keys.key()), 128, nonce, length));
        byte[] out = new byte[frame.length + 16];
        int done = cipher.processBytes(frame, 0, frame.length, out, 0);
        try {
            cipher.doFinal(out, done);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException(e);
        }
        return concat(length, out);
    }

    private byte[] chaChaPoly(byte[] length, byte[] frame, long sequence) {
        byte[] nonce = new WireWriter().uint64(sequence).toByteArray();
        byte[] sealedLength = chaCha(32, nonce, length);
        byte[] stream = chaCha(0, nonce, concat(new byte[64], frame)); // block 0 for Poly1305, then the packet
        byte[] sealed = concat(sealedLength, Arrays.copyOfRange(stream, 64, stream.length));
        var mac = new Poly1305();
        mac.init(new KeyParameter(stream, 0, 32));
        mac.update(sealed, 0, sealed.length);
        byte[] tag = new byte[16];
        mac.doFinal(tag, 0);
        return concat(sealed, tag);
    }

    private byte[] chaCha(int keyAt, byte[] nonce, byte[] bytes) {
        var engine = new ChaChaEngine(20);
        engine.init(true, new ParametersWithIV(new KeyParameter(keys.key(), keyAt, 32), nonce));
        byte[] out = new byte[bytes.length];
        engine.processBytes(bytes, 0, bytes.length, out, 0);
        return out;
    }

    private byte[] ctr(byte[] bytes) {
        byte[] out = new byte[bytes.length];
        ctr.processBytes(bytes, 0, bytes.length, out, 0);
        return out;
    }

    private byte[] hmac(byte[] bytes) {
        var mac = new HMac(protection.mac().name().contains("512") ? new SHA512Digest() : new SHA256Digest());
        mac.init(new KeyParameter(keys.macKey()));
        mac.update(bytes, 0, bytes.length);
        byte[] out = new byte[mac.getMacSize()];
        mac.doFinal(out, 0);
        return out;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
