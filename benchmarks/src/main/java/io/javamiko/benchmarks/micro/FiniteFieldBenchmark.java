package io.javamiko.benchmarks.micro;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.KexAlgorithms;
import io.javamiko.crypto.agreement.DHGroup;
import io.javamiko.crypto.agreement.FiniteFieldDH;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The steps of a Diffie–Hellman exchange in a fixed group; each side takes both. */
@State(Scope.Thread)
public class FiniteFieldBenchmark {
    /** The method whose group it is. */
    @Param({
        "diffie-hellman-group14-sha256",
        "diffie-hellman-group15-sha512",
        "diffie-hellman-group16-sha512",
        "diffie-hellman-group17-sha512",
        "diffie-hellman-group18-sha512"
    })
    public String group;

    private final SecureRandom random = new SecureRandom();
    private DHGroup field;
    private FiniteFieldDH ours;
    private BigInteger theirs;

    @Setup
    public void start() {
        field = KexAlgorithms.named(group).orElseThrow().group();
        ours = new FiniteFieldDH(field, random);
        theirs = new FiniteFieldDH(field, random).publicValue();
    }

    @Benchmark
    public Object generate() {
        return new FiniteFieldDH(field, random);
    }

    @Benchmark
    public Object agree() throws ProtocolException {
        return ours.agree(theirs);
    }
}
