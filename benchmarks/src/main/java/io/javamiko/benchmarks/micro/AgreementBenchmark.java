package io.javamiko.benchmarks.micro;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.KexAlgorithms;
import io.javamiko.crypto.agreement.KeyAgreement;
import java.security.SecureRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The steps of a key agreement over two opaque strings. */
@State(Scope.Thread)
public class AgreementBenchmark {
    /** The method; names of the same one stand once. */
    @Param({
        "mlkem768x25519-sha256",
        "sntrup761x25519-sha512",
        "curve25519-sha256",
        "ecdh-sha2-nistp256",
        "ecdh-sha2-nistp384",
        "ecdh-sha2-nistp521",
        "mlkem768nistp256-sha256",
        "mlkem1024nistp384-sha384",
        "curve448-sha512"
    })
    public String agreement;

    private final SecureRandom random = new SecureRandom();
    private KeyAgreement initiator;
    private byte[] init;
    private byte[] reply;

    @Setup
    public void start() throws ProtocolException {
        initiator = fresh();
        init = initiator.initiate();
        reply = fresh().respond(init).reply();
    }

    @Benchmark
    public byte[] generate() {
        return fresh().initiate();
    }

    @Benchmark
    public Object respond() throws ProtocolException {
        return fresh().respond(init);
    }

    @Benchmark
    public Object complete() throws ProtocolException {
        return initiator.complete(reply);
    }

    private KeyAgreement fresh() {
        return KexAlgorithms.named(agreement).orElseThrow().newAgreement(random);
    }
}
