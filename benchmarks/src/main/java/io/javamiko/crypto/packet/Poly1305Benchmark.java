package io.javamiko.crypto.packet;

import java.security.SecureRandom;
import org.bouncycastle.crypto.params.KeyParameter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Poly1305 by itself, ours and Bouncy Castle's: why there is one of ours. */
@State(Scope.Thread)
public class Poly1305Benchmark {
    /** Bytes of message. */
    @Param({"64", "1024", "32768"})
    public int size;

    private final byte[] key = new SecureRandom().generateSeed(32);
    private final byte[] message = new byte[32768];
    private final byte[] tag = new byte[16];
    private final Poly1305 ours = new Poly1305();
    private final org.bouncycastle.crypto.macs.Poly1305 bouncyCastle = new org.bouncycastle.crypto.macs.Poly1305();

    @Benchmark
    public byte[] ours() {
        ours.tag(key, message, 0, size, tag);
        return tag;
    }

    @Benchmark
    public byte[] bouncyCastle() {
        bouncyCastle.init(new KeyParameter(key));
        bouncyCastle.update(message, 0, size);
        bouncyCastle.doFinal(tag, 0);
        return tag;
    }
}
