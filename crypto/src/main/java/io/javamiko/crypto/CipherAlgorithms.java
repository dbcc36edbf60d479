package io.javamiko.crypto;

import static io.javamiko.crypto.AlgorithmUse.AVAILABLE;
import static io.javamiko.crypto.AlgorithmUse.DEFAULT;
import static io.javamiko.crypto.AlgorithmUse.LEGACY;

import io.javamiko.crypto.packet.AESGCM;
import io.javamiko.crypto.packet.ChaCha20Poly1305;
import io.javamiko.crypto.packet.EncryptAndMAC;
import io.javamiko.crypto.packet.EncryptThenMAC;
import io.javamiko.crypto.packet.PacketMAC;
import io.javamiko.crypto.packet.PacketOpener;
import io.javamiko.crypto.packet.PacketSealer;
import io.javamiko.crypto.packet.StreamedCipher;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;

/** The ciphers of RFC 4253 §6.3, in order of preference: as fast as they were measured. */
public final class CipherAlgorithms {
    private static final List<CipherAlgorithm> ALL = List.of(
            aesGCM("aes128-gcm@openssh.com", DEFAULT, 16), // RFC 5647, PROTOCOL §1.6
            aesGCM("aes256-gcm@openssh.com", DEFAULT, 32),
            chaCha20Poly1305("chacha20-poly1305@openssh.com"), // PROTOCOL §1.7
            ctr("aes128-ctr", 16), // RFC 4344 §4
            ctr("aes192-ctr", 24),
            ctr("aes256-ctr", 32),
            aesGCM("AEAD_AES_128_GCM", AVAILABLE, 16), // RFC 5647 §6
            aesGCM("AEAD_AES_256_GCM", AVAILABLE, 32),
            //   name, key, block, JCA; RFC 4253 §6.3
            cbc("aes128-cbc", 16, 16, "AES/CBC/NoPadding"),
            cbc("aes192-cbc", 24, 16, "AES/CBC/NoPadding"),
            cbc("aes256-cbc", 32, 16, "AES/CBC/NoPadding"),
            cbc("3des-cbc", 24, 8, "DESede/CBC/NoPadding"),
            cbc("blowfish-cbc", 16, 8, "Blowfish/CBC/NoPadding"),
            streamed("cast128-cbc", LEGACY, 16, 8, 8, StreamedCipher::cast128CBC),
            streamed("arcfour256", LEGACY, 32, 0, 8, (mode, key, iv) -> StreamedCipher.arcfour(key)), // RFC 4345
            streamed("arcfour128", LEGACY, 16, 0, 8, (mode, key, iv) -> StreamedCipher.arcfour(key)));

    private CipherAlgorithms() {}

    /** Every cipher, the preferred one first. */
    public static List<CipherAlgorithm> all() {
        return ALL;
    }

    /** The one of that name. */
    public static Optional<CipherAlgorithm> named(String name) {
        return ALL.stream().filter(a -> a.name().equals(name)).findFirst();
    }

    private static CipherAlgorithm aesGCM(String name, AlgorithmUse use, int keyLength) {
        return new CipherAlgorithm(
                name,
                use,
                keyLength,
                12,
                16,
                true,
                (key, iv, mac, macKey, padding) -> AESGCM.sealer(key, iv, padding),
                (key, iv, mac, macKey) -> AESGCM.opener(key, iv));
    }

    private static CipherAlgorithm chaCha20Poly1305(String name) {
        return new CipherAlgorithm(
                name,
                DEFAULT,
                64,
                0,
                8,
                true,
                (key, iv, mac, macKey, padding) -> ChaCha20Poly1305.sealer(key, padding),
                (key, iv, mac, macKey) -> ChaCha20Poly1305.opener(key));
    }

    private static CipherAlgorithm ctr(String name, int keyLength) {
        return streamed(name, DEFAULT, keyLength, 16, 16, jca("AES/CTR/NoPadding", 16));
    }

    private static CipherAlgorithm cbc(String name, int keyLength, int blockLength, String transformation) {
        return streamed(name, LEGACY, keyLength, blockLength, blockLength, jca(transformation, blockLength));
    }

    private static Streams jca(String transformation, int blockLength) {
        return (mode, key, iv) -> StreamedCipher.of(mode, transformation, blockLength, key, iv);
    }

    private static CipherAlgorithm streamed(
            String name, AlgorithmUse use, int keyLength, int ivLength, int blockLength, Streams streams) {
        return new CipherAlgorithm(
                name,
                use,
                keyLength,
                ivLength,
                blockLength,
                false,
                (key, iv, mac, macKey, padding) ->
                        sealer(streams.stream(Cipher.ENCRYPT_MODE, key, iv), mac, macKey, padding),
                (key, iv, mac, macKey) -> opener(streams.stream(Cipher.DECRYPT_MODE, key, iv), mac, macKey));
    }

    private static PacketSealer sealer(StreamedCipher cipher, MACAlgorithm mac, byte[] macKey, RandomPadding padding) {
        PacketMAC under = mac.under(macKey);
        return mac.isEncryptThenMAC()
                ? EncryptThenMAC.sealer(cipher, under, padding)
                : EncryptAndMAC.sealer(cipher, under, padding);
    }

    private static PacketOpener opener(StreamedCipher cipher, MACAlgorithm mac, byte[] macKey) {
        PacketMAC under = mac.under(macKey);
        return mac.isEncryptThenMAC() ? EncryptThenMAC.opener(cipher, under) : EncryptAndMAC.opener(cipher, under);
    }

    /** Makes the running cipher of one direction. */
    private interface Streams {
        StreamedCipher stream(int mode, byte[] key, byte[] iv);
    }
}
