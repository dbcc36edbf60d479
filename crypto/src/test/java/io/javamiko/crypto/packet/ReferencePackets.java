package io.javamiko.crypto.packet;

import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.BlowfishEngine;
import org.bouncycastle.crypto.engines.CAST5Engine;
import org.bouncycastle.crypto.engines.ChaChaEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
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
    private UnaryOperator<byte[]> stream; // runs on from packet to packet

    ReferencePackets(Protection protection, Protection.Keys keys) {
        this.protection = protection;
        this.keys = keys;
        if (keys.iv().length == 12) {
            invocation = new BigInteger(1, Arrays.copyOfRange(keys.iv(), 4, 12));
        } else if (protection.mac() != null) {
            stream = stream(protection.cipher().name());
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
        if (stream == null) {
            return chaChaPoly(length, frame, sequence);
        }
        if (protection.mac().isEncryptThenMAC()) {
            byte[] sealed = concat(length, stream.apply(frame));
            return concat(sealed, mac(sequence, sealed));
        }
        byte[] packet = concat(length, frame);
        return concat(stream.apply(packet), mac(sequence, packet));
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

    private UnaryOperator<byte[]> stream(String name) {
        var key = new KeyParameter(keys.key());
        if (name.startsWith("arcfour")) {
            var engine = new RC4Engine();
            engine.init(true, key);
            engine.processBytes(new byte[1536], 0, 1536, new byte[1536], 0); // RFC 4345 §4
            return bytes -> {
                byte[] out = new byte[bytes.length];
                engine.processBytes(bytes, 0, bytes.length, out, 0);
                return out;
            };
        }
        var engine = engine(name);
        var mode = name.endsWith("-ctr") ? SICBlockCipher.newInstance(engine) : CBCBlockCipher.newInstance(engine);
        mode.init(true, new ParametersWithIV(key, keys.iv()));
        return bytes -> {
            int block = engine.getBlockSize();
            byte[] out = new byte[(bytes.length + block - 1) / block * block];
            byte[] in = Arrays.copyOf(bytes, out.length);
            for (int i = 0; i < out.length; i += block) {
                mode.processBlock(in, i, out, i);
            }
            return name.endsWith("-ctr") ? Arrays.copyOf(out, bytes.length) : out;
        };
    }

    private static BlockCipher engine(String name) {
        return name.startsWith("aes")
                ? AESEngine.newInstance()
                : switch (name) {
                    case "3des-cbc" -> new DESedeEngine();
                    case "blowfish-cbc" -> new BlowfishEngine();
                    default -> new CAST5Engine();
                };
    }

    private byte[] mac(long sequence, byte[] bytes) {
        String name = protection.mac().name();
        if (name.startsWith("umac")) { // held by its own vectors
            var umac = PacketMAC.umac(keys.macKey(), protection.mac().length());
            umac.begin(sequence);
            umac.update(bytes, 0, bytes.length);
            return umac.compute().clone();
        }
        var mac = new HMac(digest(name));
        mac.init(new KeyParameter(keys.macKey()));
        byte[] in = concat(new WireWriter().uint32(sequence).toByteArray(), bytes);
        mac.update(in, 0, in.length);
        byte[] out = new byte[mac.getMacSize()];
        mac.doFinal(out, 0);
        return Arrays.copyOf(out, name.contains("-96") ? 12 : out.length);
    }

    private static ExtendedDigest digest(String mac) {
        return mac.contains("sha2-512")
                ? new SHA512Digest()
                : mac.contains("sha2-256")
                        ? new SHA256Digest()
                        : mac.contains("sha1")
                                ? new SHA1Digest()
                                : mac.contains("md5") ? new MD5Digest() : new RIPEMD160Digest();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
