package io.javamiko.benchmarks.micro;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.CipherAlgorithms;
import io.javamiko.crypto.MACAlgorithms;
import io.javamiko.crypto.RandomPadding;
import io.javamiko.crypto.packet.PacketOpener;
import io.javamiko.crypto.packet.PacketSealer;
import java.security.SecureRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Sealed and opened packets of one direction. A stream cipher opens a packet only once and in order, so opening is
 * measured with sealing: what it takes is the difference.
 */
@State(Scope.Thread)
public class PacketBenchmark {
    private static final String AEAD = "none";

    /** The cipher, and after a plus sign its MAC: every cipher once, then every MAC beside one cipher. */
    @Param({
        "aes128-gcm@openssh.com",
        "aes256-gcm@openssh.com",
        "chacha20-poly1305@openssh.com",
        "aes128-ctr+hmac-sha2-256-etm@openssh.com",
        "aes192-ctr+hmac-sha2-256-etm@openssh.com",
        "aes256-ctr+hmac-sha2-256-etm@openssh.com",
        "aes128-cbc+hmac-sha2-256-etm@openssh.com",
        "aes192-cbc+hmac-sha2-256-etm@openssh.com",
        "aes256-cbc+hmac-sha2-256-etm@openssh.com",
        "3des-cbc+hmac-sha2-256-etm@openssh.com",
        "blowfish-cbc+hmac-sha2-256-etm@openssh.com",
        "cast128-cbc+hmac-sha2-256-etm@openssh.com",
        "arcfour256+hmac-sha2-256-etm@openssh.com",
        "arcfour128+hmac-sha2-256-etm@openssh.com",
        "aes128-ctr+hmac-sha2-512-etm@openssh.com",
        "aes128-ctr+hmac-sha2-256",
        "aes128-ctr+hmac-sha2-512",
        "aes128-ctr+umac-128-etm@openssh.com",
        "aes128-ctr+umac-64-etm@openssh.com",
        "aes128-ctr+umac-128@openssh.com",
        "aes128-ctr+umac-64@openssh.com",
        "aes128-ctr+hmac-sha1-etm@openssh.com",
        "aes128-ctr+hmac-sha1",
        "aes128-ctr+hmac-sha1-96-etm@openssh.com",
        "aes128-ctr+hmac-sha1-96",
        "aes128-ctr+hmac-ripemd160",
        "aes128-ctr+hmac-md5-etm@openssh.com",
        "aes128-ctr+hmac-md5",
        "aes128-ctr+hmac-md5-96-etm@openssh.com",
        "aes128-ctr+hmac-md5-96"
    })
    public String protection;

    /** Bytes of payload. */
    @Param({"64", "1024", "32768"})
    public int size;

    private PacketSealer sealer;
    private PacketSealer partner; // what it seals is opened
    private PacketOpener opener;
    private byte[] plain;
    private byte[] sealed;
    private byte[] opened;
    private long sequence;

    @Setup
    public void start() {
        var names = (protection + "+" + AEAD).split("\\+", -1);
        var cipher = CipherAlgorithms.named(names[0]).orElseThrow();
        var mac = names[1].equals(AEAD) ? null : MACAlgorithms.named(names[1]).orElseThrow();
        var random = new SecureRandom();
        byte[] key = random.generateSeed(cipher.keyLength());
        byte[] iv = random.generateSeed(cipher.ivLength());
        byte[] macKey = random.generateSeed(mac == null ? 0 : mac.keyLength());
        sealer = cipher.sealer(key, iv, mac, macKey, new RandomPadding(random));
        partner = cipher.sealer(key, iv, mac, macKey, new RandomPadding(random));
        opener = cipher.opener(key, iv, mac, macKey);
        plain = new byte[PacketSealer.PAYLOAD + size + PacketSealer.MAX_PADDING];
        sealed = new byte[sealer.sealedLength(size) + 64];
        opened = new byte[sealed.length];
    }

    @Benchmark
    public int seal() {
        return sealer.seal(plain, PacketSealer.PAYLOAD + size, next(), sealed, 0);
    }

    @Benchmark
    public int sealAndOpen() throws ProtocolException {
        long number = next();
        partner.seal(plain, PacketSealer.PAYLOAD + size, number, sealed, 0);
        int length = (int) opener.packetLength(sealed, 0, number);
        return opener.open(sealed, 0, length, number, opened, 0);
    }

    private long next() {
        return sequence++ & 0xffff_ffffL;
    }
}
