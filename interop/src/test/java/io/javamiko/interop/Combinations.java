package io.javamiko.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The modern set that OpenSSH 9.2 has too, in combinations: pairwise for every commit, the whole product for {@code --full}. */
final class Combinations {
    static final List<String> KEX = List.of(
            "sntrup761x25519-sha512",
            "sntrup761x25519-sha512@openssh.com",
            "curve25519-sha256",
            "curve25519-sha256@libssh.org",
            "ecdh-sha2-nistp256",
            "ecdh-sha2-nistp384",
            "ecdh-sha2-nistp521",
            "diffie-hellman-group14-sha256",
            "diffie-hellman-group16-sha512",
            "diffie-hellman-group18-sha512",
            "diffie-hellman-group-exchange-sha256");
    static final List<String> AEAD_CIPHERS =
            List.of("aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "chacha20-poly1305@openssh.com");
    static final List<String> CTR_CIPHERS = List.of("aes128-ctr", "aes192-ctr", "aes256-ctr");
    static final List<String> MACS =
            List.of("hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512");
    static final List<String> HOST_KEYS = List.of("ssh-ed25519", "ecdsa-sha2-nistp256", "rsa-sha2-512", "rsa-sha2-256");
    static final List<String> COMPRESSION = List.of("no", "yes");

    private Combinations() {}

    /** Rows of key exchange, cipher, MAC, host key algorithm, compression: every two values meet. */
    static Stream<Arguments> pairwise() {
        var ciphers = Stream.concat(AEAD_CIPHERS.stream(), CTR_CIPHERS.stream()).toList();
        return Pairs.covering(List.of(KEX, ciphers, MACS, HOST_KEYS, COMPRESSION)).stream()
                .map(row -> Arguments.of(row.toArray()));
    }

    /** Every key exchange with every cipher with every MAC that it uses; the others take turns. */
    static Stream<Arguments> product() {
        var rows = new ArrayList<Arguments>();
        for (var kex : KEX) {
            AEAD_CIPHERS.forEach(cipher -> rows.add(row(rows.size(), kex, cipher, MACS.get(0))));
            for (var cipher : CTR_CIPHERS) {
                MACS.forEach(mac -> rows.add(row(rows.size(), kex, cipher, mac)));
            }
        }
        return rows.stream();
    }

    static boolean usesAMAC(String cipher) {
        return CTR_CIPHERS.contains(cipher);
    }

    private static Arguments row(int turn, String kex, String cipher, String mac) {
        return Arguments.of(
                kex, cipher, mac, HOST_KEYS.get(turn % HOST_KEYS.size()), COMPRESSION.get(turn % COMPRESSION.size()));
    }
}
