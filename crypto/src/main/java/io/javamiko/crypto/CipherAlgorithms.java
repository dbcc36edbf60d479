package io.javamiko.crypto;

import static io.javamiko.crypto.AlgorithmUse.DEFAULT;

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
            aesGCM("aes128-gcm@openssh.com", 16), // RFC 5647, PROTOCOL §1.6
            aesGCM("aes256-gcm@openssh.com", 32),
            chaCha20Poly1305("chacha20-poly1305@openssh.com"), // PROTOCOL §1.7
            aesCTR("aes128-ctr", 16), // RFC 4344 §4
            aesCTR("aes192-ctr", 24),
            aesCTR("aes256-ctr", 32));

    private CipherAlgorithms() {}

    /** Every cipher, the preferred one first. */
    public static List<CipherAlgorithm> all() {
        return ALL;
    }

    /** The one of that name. */
    public static Optional<CipherAlgorithm> named(String name) {
        return ALL.stream().filter(a -> a.name().equals(name)).findFirst();
    }

    private static CipherAlgorithm aesGCM(String name, int keyLength) {
        return new CipherAlgorithm(
                name,
                DEFAULT,
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

    private static CipherAlgorithm aesCTR(String name, int keyLength) {
        String jca = "AES/CTR/NoPadding";
        return new CipherAlgorithm(
                name,
                DEFAULT,
                keyLength,
                16,
                16,
                false,
                (key, iv, mac, macKey, padding) ->
                        sealer(new StreamedCipher(Cipher.ENCRYPT_MODE, jca, 16, key, iv), mac, macKey, padding),
                (key, iv, mac, macKey) ->
                        opener(new StreamedCipher(Cipher.DECRYPT_MODE, jca, 16, key, iv), mac, macKey));
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
}
