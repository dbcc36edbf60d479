package io.javamiko.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Security;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JCATest {
    private static final HexFormat HEX = HexFormat.of();

    @AfterEach
    void putTheProvidersBack() {
        Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
    }

    @Test
    void theJDKServesAlsoWhereAnotherProviderStandsFirst() throws GeneralSecurityException {
        Security.insertProviderAt(new BouncyCastleProvider(), 1);
        assertThat(Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName())
                .as("the trap is set")
                .isEqualTo("BC");

        assertThat(JCA.cipher("AES/GCM/NoPadding").getProvider().getName()).isEqualTo("SunJCE");
        assertThat(JCA.cipher("AES/CTR/NoPadding").getProvider().getName()).isEqualTo("SunJCE");
        assertThat(JCA.cipher("ChaCha20").getProvider().getName()).isEqualTo("SunJCE");
        assertThat(JCA.mac("HmacSHA256").getProvider().getName()).isEqualTo("SunJCE");
        assertThat(JCA.digest("SHA-512").getProvider().getName()).isEqualTo("SUN");
        assertThat(JCA.signature("SHA512withRSA").getProvider().getName()).isEqualTo("SunRsaSign");
        assertThat(JCA.keyFactory("EC").getProvider().getName()).isEqualTo("SunEC");
        assertThat(JCA.keyPairGenerator("RSA").getProvider().getName()).isEqualTo("SunRsaSign");
    }

    @Test
    void whatTheJDKLacksIsTakenFromTheUsersList() {
        assertThatThrownBy(() -> JCA.digest("RIPEMD160"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RIPEMD160");
        Security.addProvider(new BouncyCastleProvider());
        assertThat(JCA.digest("RIPEMD160").getProvider().getName()).isEqualTo("BC");
    }

    @Test
    void aRuntimeWithoutTheJDKsProvidersIsServedInItsOwnOrder() {
        Security.insertProviderAt(new BouncyCastleProvider(), 1);
        var digest = JCA.find(
                "SHA-256",
                List.of(),
                p -> MessageDigest.getInstance("SHA-256", p),
                () -> MessageDigest.getInstance("SHA-256"));
        assertThat(digest.getProvider().getName()).isEqualTo("BC");
    }

    @Test
    void itTellsWhetherThereIsACipher() {
        assertThat(JCA.hasCipher("ChaCha20")).isTrue();
        assertThat(JCA.hasCipher("NoSuchCipher/CTR/NoPadding")).isFalse();
    }

    @ParameterizedTest(name = "FIPS 180-4 {0}")
    @CsvSource({
        "SHA-1, a9993e364706816aba3e25717850c26c9cd0d89d",
        "SHA-256, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "SHA-384, cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
        "SHA-512, ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
                + "454d4423643ce80e2a9ac94fa54ca49f"
    })
    void digestsOfABC(String algorithm, String expected) {
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
        assertThat(HEX.formatHex(JCA.digest(algorithm).digest(abc))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "the GCM specification, test case {0}")
    @CsvSource({
        "4, feffe9928665731c6d6a8f9467308308, 42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091, 5bc94fbc3221a5db94fae95ae7121a47",
        "16, feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308, 522dc1f099567d07f47f37a32a84427d"
                + "643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662,"
                + "76fc6ece0f4e1768cddf8853bb2d551b"
    })
    void aesGCM(int testCase, String key, String ciphertext, String tag) throws GeneralSecurityException {
        Cipher cipher = JCA.cipher("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(HEX.parseHex(key), "AES"),
                new GCMParameterSpec(128, HEX.parseHex("cafebabefacedbaddecaf888")));
        cipher.updateAAD(HEX.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2"));
        byte[] out = cipher.doFinal(HEX.parseHex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"));
        assertThat(HEX.formatHex(out)).isEqualTo(ciphertext + tag);
    }

    @Test
    void poly1305() { // RFC 8439 §2.5.2; called by its class, since no provider has it alone
        var mac = new Poly1305();
        mac.init(new KeyParameter(HEX.parseHex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b")));
        byte[] text = "Cryptographic Forum Research Group".getBytes(StandardCharsets.US_ASCII);
        mac.update(text, 0, text.length);
        byte[] tag = new byte[16];
        mac.doFinal(tag, 0);
        assertThat(HEX.formatHex(tag)).isEqualTo("a8061dc1305136c6c22b8baf0c0127a9");
    }
}
