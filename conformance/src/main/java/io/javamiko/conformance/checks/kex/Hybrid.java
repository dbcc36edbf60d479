package io.javamiko.conformance.checks.kex;

import io.javamiko.conformance.peer.Peer;
import io.javamiko.crypto.JCA;
import io.javamiko.crypto.agreement.SharedSecret;
import io.javamiko.transport.kex.KexMethods;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimeKEMGenerator;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimeParameters;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimePublicKeyParameters;

/** The hybrid methods, and the lengths of what they send. */
enum Hybrid {
    MLKEM768("mlkem768x25519-sha256", 1184, 1088, 32),
    MLKEM768_P256("mlkem768nistp256-sha256", 1184, 1088, 65),
    MLKEM1024_P384("mlkem1024nistp384-sha384", 1568, 1568, 97),
    SNTRUP761("sntrup761x25519-sha512", 1158, 1039, 32),
    SNTRUP761_OPENSSH("sntrup761x25519-sha512@openssh.com", 1158, 1039, 32);

    final String kex;
    final int keyLength;
    final int ciphertextLength;
    final int curveLength;

    Hybrid(String kex, int keyLength, int ciphertextLength, int curveLength) {
        this.kex = kex;
        this.keyLength = keyLength;
        this.ciphertextLength = ciphertextLength;
        this.curveLength = curveLength;
    }

    /** As a server: an honest ciphertext beside any curve key, signed for the K that this K_CL gives. */
    void reply(Peer peer, byte[] curveKey, byte[] kCL, SecureRandom random) throws IOException {
        byte[] theirs = Exchanges.shareOf(peer.expectKexMessage());
        var encapsulated = encapsulate(Arrays.copyOf(theirs, keyLength), random);
        byte[] share = new WireWriter()
                .raw(encapsulated.getEncapsulation())
                .raw(curveKey)
                .toByteArray();
        var digest = JCA.digest(KexMethods.hash(kex));
        digest.update(encapsulated.getSecret());
        digest.update(kCL);
        try (var secret = SharedSecret.ofString(digest.digest())) {
            Exchanges.reply(peer, share, Exchanges.fields(theirs, share), secret);
        }
    }

    private SecretWithEncapsulation encapsulate(byte[] key, SecureRandom random) {
        return switch (this) {
            case MLKEM768, MLKEM768_P256 -> mlkem(MLKEMParameters.ml_kem_768, key, random);
            case MLKEM1024_P384 -> mlkem(MLKEMParameters.ml_kem_1024, key, random);
            case SNTRUP761, SNTRUP761_OPENSSH ->
                new SNTRUPrimeKEMGenerator(random)
                        .generateEncapsulated(new SNTRUPrimePublicKeyParameters(SNTRUPrimeParameters.sntrup761, key));
        };
    }

    private static SecretWithEncapsulation mlkem(MLKEMParameters parameters, byte[] key, SecureRandom random) {
        return new MLKEMGenerator(random).generateEncapsulated(new MLKEMPublicKeyParameters(parameters, key));
    }
}
