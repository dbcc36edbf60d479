package io.javamiko.crypto;

import static io.javamiko.crypto.AlgorithmUse.AVAILABLE;
import static io.javamiko.crypto.AlgorithmUse.DEFAULT;
import static io.javamiko.crypto.AlgorithmUse.LEGACY;

import io.javamiko.crypto.packet.PacketMAC;
import java.util.List;
import java.util.Optional;

/** The MACs of RFC 4253 §6.4, in order of preference. */
public final class MACAlgorithms {
    private static final boolean ETM = true; // OpenSSH PROTOCOL §1.5

    private static final List<MACAlgorithm> ALL = List.of(
            //   name                             use    key len  form  JCA
            hmac("hmac-sha2-256-etm@openssh.com", DEFAULT, 32, 32, ETM, "HmacSHA256"),
            hmac("hmac-sha2-512-etm@openssh.com", DEFAULT, 64, 64, ETM, "HmacSHA512"),
            hmac("hmac-sha2-256", DEFAULT, 32, 32, !ETM, "HmacSHA256"), // RFC 6668
            hmac("hmac-sha2-512", DEFAULT, 64, 64, !ETM, "HmacSHA512"),
            umac("umac-128-etm@openssh.com", 16, ETM), // RFC 4418
            umac("umac-64-etm@openssh.com", 8, ETM),
            umac("umac-128@openssh.com", 16, !ETM),
            umac("umac-64@openssh.com", 8, !ETM),
            hmac("hmac-sha1-etm@openssh.com", LEGACY, 20, 20, ETM, "HmacSHA1"),
            hmac("hmac-sha1", LEGACY, 20, 20, !ETM, "HmacSHA1"),
            hmac("hmac-sha1-96-etm@openssh.com", LEGACY, 20, 12, ETM, "HmacSHA1"),
            hmac("hmac-sha1-96", LEGACY, 20, 12, !ETM, "HmacSHA1"),
            new MACAlgorithm("hmac-ripemd160", LEGACY, 20, 20, !ETM, PacketMAC::hmacRIPEMD160), // RFC 2286
            hmac("hmac-md5-etm@openssh.com", LEGACY, 16, 16, ETM, "HmacMD5"),
            hmac("hmac-md5", LEGACY, 16, 16, !ETM, "HmacMD5"),
            hmac("hmac-md5-96-etm@openssh.com", LEGACY, 16, 12, ETM, "HmacMD5"),
            hmac("hmac-md5-96", LEGACY, 16, 12, !ETM, "HmacMD5"));

    private MACAlgorithms() {}

    /** Every MAC, the preferred one first. */
    public static List<MACAlgorithm> all() {
        return ALL;
    }

    /** The one of that name. */
    public static Optional<MACAlgorithm> named(String name) {
        return ALL.stream().filter(a -> a.name().equals(name)).findFirst();
    }

    private static MACAlgorithm hmac(
            String name, AlgorithmUse use, int keyLength, int length, boolean etm, String jcaName) {
        return new MACAlgorithm(name, use, keyLength, length, etm, key -> PacketMAC.of(jcaName, key, length));
    }

    /** Tags short enough to want no default beside HMAC-SHA2, which is as fast (docs/algorithms.md). */
    private static MACAlgorithm umac(String name, int length, boolean etm) {
        return new MACAlgorithm(name, AVAILABLE, 16, length, etm, key -> PacketMAC.umac(key, length));
    }
}
