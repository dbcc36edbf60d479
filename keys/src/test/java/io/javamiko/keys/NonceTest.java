package io.javamiko.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.util.HashSet;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.junit.jupiter.api.Test;

/** The nonces of ECDSA signatures: who can guess bits of them has the key after a few dozen (CVE-2024-31497). */
class NonceTest {
    private static final int SIGNATURES = 1_000;
    private static final int BITS = 521;

    /** k from s = (z + r d) / k (RFC 6979 §2.4), which whoever knows d can find. */
    private static BigInteger nonce(BigInteger d, BigInteger z, BigInteger r, BigInteger s) {
        BigInteger n = ECDSACurve.ofType("ecdsa-sha2-nistp521").domain().getN();
        return z.add(r.multiply(d)).multiply(s.modInverse(n)).mod(n);
    }

    @Test
    void noncesOfP521AreEvenInEachOfTheirBitsAndNeverTheSame() throws Exception {
        var d = new BigInteger(BITS - 1, new java.util.Random(31_497)).setBit(500);
        try (var key = ECDSAPrivateKey.ofScalar(ECDSACurve.ofType("ecdsa-sha2-nistp521"), d)) {
            int[] ones = new int[BITS];
            var seen = new HashSet<BigInteger>();
            for (int i = 0; i < SIGNATURES; i++) {
                byte[] data = new WireWriter().uint32(i).toByteArray();
                var in = new WireReader(key.sign("ecdsa-sha2-nistp521", data));
                var z = new BigInteger(1, Fingerprint.hash(new SHA512Digest(), data));
                BigInteger k = nonce(d, z, in.mpint(66), in.mpint(66));
                assertThat(seen.add(k)).isTrue();
                for (int bit = 0; bit < BITS; bit++) {
                    ones[bit] += k.testBit(bit) ? 1 : 0;
                }
            }
            for (int bit = 0; bit < BITS; bit++) { // 500 ± 6 standard deviations
                assertThat(ones[bit]).as("bit %s", bit).isBetween(405, 595);
            }
        }
    }
}
