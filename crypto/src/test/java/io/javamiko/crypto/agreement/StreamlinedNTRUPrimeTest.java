package io.javamiko.crypto.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.crypto.JCA;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimeKEMExtractor;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimeKEMGenerator;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimeKeyGenerationParameters;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimeKeyPairGenerator;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimeParameters;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimePrivateKeyParameters;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimePublicKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamlinedNTRUPrimeTest {
    private static final SNTRUPrimeParameters BC = SNTRUPrimeParameters.sntrup761;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The first answer of NIST's known answer tests, by the hash that PQClean holds its implementations to. */
    @Test
    void itGivesTheKnownAnswer() throws GeneralSecurityException {
        byte[] entropy = new byte[48];
        for (int i = 0; i < entropy.length; i++) {
            entropy[i] = (byte) i;
        }
        byte[] seed = new byte[48];
        new NISTRandom(entropy).nextBytes(seed);
        var random = new NISTRandom(seed);
        var pair = StreamlinedNTRUPrime.generate(random);
        var encapsulated = StreamlinedNTRUPrime.encapsulate(pair.publicKey(), random);
        assertThat(StreamlinedNTRUPrime.decapsulate(encapsulated.ciphertext(), pair.secretKey()))
                .isEqualTo(encapsulated.secret());
        var hex = HexFormat.of().withUpperCase();
        String answer = "count = 0\nseed = %s\npk = %s\nsk = %s\nct = %s\nss = %s\n"
                .formatted(
                        hex.formatHex(seed),
                        hex.formatHex(pair.publicKey()),
                        hex.formatHex(pair.secretKey()),
                        hex.formatHex(encapsulated.ciphertext()),
                        hex.formatHex(encapsulated.secret()));
        assertThat(JCA.digest("SHA-256").digest(answer.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(HexFormat.of().parseHex("afc42c3a5b10f4ef69654250097ebda9b9564570f4086744b24a6daf2bd1f89a"));
    }

    @Test
    void bouncyCastleTakesOurKeysAndWeItsCiphertexts() {
        var pair = StreamlinedNTRUPrime.generate(RANDOM);
        assertThat(pair.publicKey()).hasSize(1158);
        assertThat(pair.secretKey()).hasSize(1763);
        var encapsulated = new SNTRUPrimeKEMGenerator(RANDOM)
                .generateEncapsulated(new SNTRUPrimePublicKeyParameters(BC, pair.publicKey()));
        assertThat(StreamlinedNTRUPrime.decapsulate(encapsulated.getEncapsulation(), pair.secretKey()))
                .isEqualTo(encapsulated.getSecret());
        byte[] changed = encapsulated.getEncapsulation().clone();
        changed[100] ^= 1; // rejected implicitly, by both to the same secret
        assertThat(new SNTRUPrimeKEMExtractor(privateKey(pair.secretKey())).extractSecret(changed))
                .isEqualTo(StreamlinedNTRUPrime.decapsulate(changed, pair.secretKey()))
                .isNotEqualTo(encapsulated.getSecret());
    }

    @Test
    void weTakeTheKeysOfBouncyCastleAndItOurCiphertexts() {
        var generator = new SNTRUPrimeKeyPairGenerator();
        generator.init(new SNTRUPrimeKeyGenerationParameters(RANDOM, BC));
        var pair = generator.generateKeyPair();
        byte[] publicKey = ((SNTRUPrimePublicKeyParameters) pair.getPublic()).getEncoded();
        byte[] secretKey = ((SNTRUPrimePrivateKeyParameters) pair.getPrivate()).getEncoded();
        var encapsulated = StreamlinedNTRUPrime.encapsulate(publicKey, RANDOM);
        assertThat(encapsulated.ciphertext()).hasSize(1039);
        assertThat(new SNTRUPrimeKEMExtractor((SNTRUPrimePrivateKeyParameters) pair.getPrivate())
                        .extractSecret(encapsulated.ciphertext()))
                .isEqualTo(encapsulated.secret());
        assertThat(StreamlinedNTRUPrime.decapsulate(encapsulated.ciphertext(), secretKey))
                .isEqualTo(encapsulated.secret());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 500, 1006, 1007, 1038})
    void aChangedCiphertextGivesASecretThatOnlyTheKeyKnows(int at) { // implicit rejection, the confirmation too
        var pair = StreamlinedNTRUPrime.generate(RANDOM);
        var encapsulated = StreamlinedNTRUPrime.encapsulate(pair.publicKey(), RANDOM);
        byte[] changed = encapsulated.ciphertext().clone();
        changed[at] ^= 1;
        byte[] rejected = StreamlinedNTRUPrime.decapsulate(changed, pair.secretKey());
        assertThat(rejected).isNotEqualTo(encapsulated.secret());
        assertThat(StreamlinedNTRUPrime.decapsulate(changed, pair.secretKey())).isEqualTo(rejected);
        byte[] otherRho = pair.secretKey().clone();
        otherRho[2 * NTRUPrimeEncoding.SMALL + 1158] ^= 1;
        assertThat(StreamlinedNTRUPrime.decapsulate(changed, otherRho)).isNotEqualTo(rejected);
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 1, (byte) 0x80, (byte) 0xff})
    void whatIsNoKeyAndNoCiphertextStillGivesSomeSecret(
            byte filling) { // all bytes decode, modulo: no error to learn from
        byte[] key = new byte[1158];
        byte[] ciphertext = new byte[1039];
        Arrays.fill(key, filling);
        Arrays.fill(ciphertext, filling);
        var pair = StreamlinedNTRUPrime.generate(RANDOM);
        assertThat(StreamlinedNTRUPrime.encapsulate(key, RANDOM).secret()).hasSize(32);
        assertThat(StreamlinedNTRUPrime.decapsulate(ciphertext, pair.secretKey()))
                .hasSize(32);
    }

    private static SNTRUPrimePrivateKeyParameters privateKey(byte[] encoded) {
        int small = NTRUPrimeEncoding.SMALL;
        return new SNTRUPrimePrivateKeyParameters(
                BC,
                Arrays.copyOfRange(encoded, 0, small),
                Arrays.copyOfRange(encoded, small, 2 * small),
                Arrays.copyOfRange(encoded, 2 * small, 2 * small + 1158),
                Arrays.copyOfRange(encoded, 2 * small + 1158, 3 * small + 1158),
                Arrays.copyOfRange(encoded, 3 * small + 1158, 1763));
    }

    /** CTR_DRBG with AES-256 as NIST's answers were made (SP 800-90A §10.2.1). */
    private static final class NISTRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] key = new byte[32];
        private final byte[] counter = new byte[16];

        NISTRandom(byte[] entropy) throws GeneralSecurityException {
            update(entropy);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            try {
                System.arraycopy(blocks(bytes.length), 0, bytes, 0, bytes.length);
                update(new byte[48]);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        private void update(byte[] data) throws GeneralSecurityException {
            byte[] next = blocks(48);
            for (int i = 0; i < 48; i++) {
                next[i] ^= data[i];
            }
            System.arraycopy(next, 0, key, 0, 32);
            System.arraycopy(next, 32, counter, 0, 16);
        }

        private byte[] blocks(int length) throws GeneralSecurityException {
            var aes = JCA.cipher("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            byte[] out = new byte[(length + 15) / 16 * 16];
            for (int at = 0; at < out.length; at += 16) {
                for (int i = 15, carry = 1; i >= 0; i--) {
                    counter[i] += (byte) carry;
                    carry = counter[i] == 0 ? carry : 0;
                }
                System.arraycopy(aes.doFinal(counter), 0, out, at, 16);
            }
            return out;
        }
    }
}
