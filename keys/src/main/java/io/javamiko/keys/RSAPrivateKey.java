package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.crypto.JCA;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;

/** {@code ssh-rsa}: the private half. */
final class RSAPrivateKey extends PrivateKey {
    private static final int DEFAULT_BITS = 3072;
    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
    private static final int CERTAINTY = 128; // 2⁻¹²⁸ that a factor is not prime

    private final RSAPublicKey publicKey;
    private final Secret numbers; // mpint d, iqmp, p, q
    private final SecureRandom random; // blinds

    RSAPrivateKey(RSAPublicKey publicKey, byte[] numbers, SecureRandom random) {
        this.publicKey = publicKey;
        this.numbers = new Secret(numbers);
        this.random = random;
    }

    static RSAPrivateKey generate(int bits, SecureRandom random) {
        int length = bits == 0 ? DEFAULT_BITS : bits;
        if (length < RSAPublicKey.LEAST_BITS || length > RSAPublicKey.MAX_BITS) {
            throw new IllegalArgumentException("an RSA key has 1,024 to 16,384 bits, not " + bits);
        }
        var generator = new RSAKeyPairGenerator();
        generator.init(new RSAKeyGenerationParameters(EXPONENT, random, length, CERTAINTY));
        var key = (RSAPrivateCrtKeyParameters) generator.generateKeyPair().getPrivate();
        var out = new WireWriter(length)
                .mpint(key.getModulus())
                .mpint(key.getPublicExponent())
                .mpint(key.getExponent())
                .mpint(key.getQInv())
                .mpint(key.getP())
                .mpint(key.getQ());
        try {
            return decode(new WireReader(out.array(), 0, out.size()), random);
        } catch (ProtocolException e) {
            throw new IllegalStateException("a new RSA key is not consistent", e);
        } finally {
            out.wipe();
        }
    }

    static RSAPrivateKey decode(WireReader in) throws ProtocolException {
        return decode(in, JCA.secureRandom());
    }

    /** Fields: {@code mpint n, e, d, iqmp, p, q}. A short key can be held; whether it may be used is a connection's setting. */
    private static RSAPrivateKey decode(WireReader in, SecureRandom random) throws ProtocolException {
        BigInteger modulus = in.mpint(RSAPublicKey.MAX_BYTES);
        BigInteger exponent = in.mpint(RSAPublicKey.MAX_BYTES);
        var publicKey = RSAPublicKey.of(modulus, exponent, RSAPublicKey.LEAST_BITS);
        int from = in.position();
        var numbers = Numbers.decode(in);
        numbers.check(publicKey);
        return new RSAPrivateKey(publicKey, Arrays.copyOfRange(in.array(), from, in.position()), random);
    }

    private record Numbers(BigInteger d, BigInteger iqmp, BigInteger p, BigInteger q) {
        static Numbers decode(WireReader in) throws ProtocolException {
            int max = RSAPublicKey.MAX_BYTES;
            return new Numbers(in.mpint(max), in.mpint(max), in.mpint(max), in.mpint(max));
        }

        /** The equations of RFC 8017 §3.2; a key that breaks one would sign wrong, or leak a factor while it does. */
        void check(RSAPublicKey key) throws ProtocolException {
            boolean inRange = d.signum() > 0
                    && d.compareTo(key.modulus()) < 0
                    && p.compareTo(BigInteger.ONE) > 0
                    && q.compareTo(BigInteger.ONE) > 0
                    && iqmp.signum() > 0;
            if (!inRange
                    || !p.multiply(q).equals(key.modulus())
                    || !iqmp.multiply(q).mod(p).equals(BigInteger.ONE)
                    || !isInverse(key.exponent(), p)
                    || !isInverse(key.exponent(), q)) {
                throw new ProtocolException("an RSA private key does not fit its public key");
            }
        }

        private boolean isInverse(BigInteger exponent, BigInteger prime) {
            return exponent.multiply(d).mod(prime.subtract(BigInteger.ONE)).equals(BigInteger.ONE);
        }

        RSAPrivateCrtKeyParameters parameters(RSAPublicKey key) {
            BigInteger dP = d.mod(p.subtract(BigInteger.ONE));
            BigInteger dQ = d.mod(q.subtract(BigInteger.ONE));
            return new RSAPrivateCrtKeyParameters(key.modulus(), key.exponent(), d, p, q, dP, dQ, iqmp, true);
        }

        @Override
        public String toString() {
            return "secret";
        }
    }

    @Override
    SSHPublicKey publicKey() {
        return publicKey;
    }

    /** RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.1), blinded, and verified before anybody sees it. */
    @Override
    byte[] sign(String algorithm, byte[] data) throws SSHException {
        byte[] message = RSASignatureHash.of(algorithm).encode(data, publicKey.length());
        byte[] copy = numbers.copy();
        try {
            var parameters = Numbers.decode(new WireReader(copy)).parameters(publicKey);
            var engine = new RSABlindedEngine();
            engine.init(true, new ParametersWithRandom(parameters, random));
            byte[] signature = engine.processBlock(message, 0, message.length);
            return checked(RSAPublicKey.unsigned(new BigInteger(1, signature), publicKey.length()), message);
        } catch (IllegalStateException e) { // what the engine says to its own check
            throw new SSHException("an RSA signature came out wrong; it is kept back, for it could reveal the key", e);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /** One wrong signature made with the Chinese remainder theorem gives a factor away (CCS 2023, "Passive SSH Key Compromise"). */
    byte[] checked(byte[] signature, byte[] message) throws SSHException {
        if (!publicKey.verifies(message, signature)) {
            throw new SSHException("an RSA signature came out wrong; it is kept back, for it could reveal the key");
        }
        return signature;
    }

    @Override
    void encode(WireWriter out) {
        byte[] copy = numbers.copy();
        out.utf8(RSAPublicKey.TYPE)
                .mpint(publicKey.modulus())
                .mpint(publicKey.exponent())
                .raw(copy);
        Arrays.fill(copy, (byte) 0);
    }

    @Override
    public void close() {
        numbers.close();
    }
}
