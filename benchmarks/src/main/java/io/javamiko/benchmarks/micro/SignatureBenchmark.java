package io.javamiko.benchmarks.micro;

import io.javamiko.SSHException;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SignatureAlgorithms;
import java.security.SecureRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Signatures over as many bytes as an exchange hash with SHA-512; keys of their usual length (RSA: 3,072 bits). */
@State(Scope.Thread)
public class SignatureBenchmark {
    /** The algorithm; a security key's signature is verified as the plain one. */
    @Param({
        "ssh-ed25519",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "ssh-ed448",
        "rsa-sha2-512",
        "rsa-sha2-256",
        "ssh-mldsa44-ed25519@openssh.com",
        "ssh-rsa",
        "ssh-dss"
    })
    public String algorithm;

    private SSHKeyPair key;
    private byte[] data;
    private byte[] signature;

    @Setup
    public void start() throws SSHException {
        key = SSHKeyPair.generate(SignatureAlgorithms.keyType(algorithm).orElseThrow());
        data = new SecureRandom().generateSeed(64);
        signature = key.sign(algorithm, data);
    }

    @Benchmark
    public byte[] sign() throws SSHException {
        return key.sign(algorithm, data);
    }

    @Benchmark
    public boolean verify() {
        if (!key.publicKey().verify(algorithm, data, signature)) {
            throw new IllegalStateException("our own signature does not verify");
        }
        return true;
    }
}
