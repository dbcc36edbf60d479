package io.javamiko.crypto.agreement;

import java.security.SecureRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** sntrup761 by itself. */
@State(Scope.Thread)
public class SNTRUP761Benchmark {
    private final SecureRandom random = new SecureRandom();
    private final StreamlinedNTRUPrime.KeyPair pair = StreamlinedNTRUPrime.generate(random);
    private final byte[] ciphertext =
            StreamlinedNTRUPrime.encapsulate(pair.publicKey(), random).ciphertext();

    @Benchmark
    public Object generate() {
        return StreamlinedNTRUPrime.generate(random);
    }

    @Benchmark
    public Object encapsulate() {
        return StreamlinedNTRUPrime.encapsulate(pair.publicKey(), random);
    }

    @Benchmark
    public byte[] decapsulate() {
        return StreamlinedNTRUPrime.decapsulate(ciphertext, pair.secretKey());
    }
}
