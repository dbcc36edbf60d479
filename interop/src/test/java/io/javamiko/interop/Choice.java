package io.javamiko.interop;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.interop.peers.Offer;
import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.Algorithms.Kind;
import io.javamiko.transport.Negotiated;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One algorithm that a connection is to use; all else is as the peers agree.
 *
 * @param kind what it is for
 * @param name its name
 */
record Choice(Kind kind, String name) {
    /** What peers offer and this library does not have, and why. */
    private static final Map<String, String> LACKED = Map.ofEntries(
            entry("ecdh-sha2-1.3.132.0.10", "secp256k1: one library's, which no server asks for"),
            entry("ecdsa-sha2-1.3.132.0.10", "secp256k1"),
            entry("ecdsa-sha2-1.3.132.0.10-cert-v01@openssh.com", "secp256k1"),
            entry("rsa1024-sha1", "RFC 4432 has it for 2006; a key of 1,024 bits made in a hurry"),
            entry("arcfour", "RFC 4253: RC4 from its first byte on; arcfour128 and arcfour256 leave the worst out"),
            entry("hmac-sha2-256-96", "of a draft; RFC 6668 took it out"),
            entry("hmac-sha2-512-96", "of a draft; RFC 6668 took it out"),
            entry("hmac-sha2-256-96-etm@openssh.com", "of a draft; RFC 6668 took it out"),
            entry("hmac-sha2-512-96-etm@openssh.com", "of a draft; RFC 6668 took it out"),
            entry("des-cbc", "DES, of drafts: 56 bits"),
            entry("rijndael-cbc@lysator.liu.se", "aes256-cbc under its name of before; who has it has that too"),
            entry("3des-ctr", "RFC 4344: who has it has AES too"),
            entry("blowfish-ctr", "RFC 4344: who has it has AES too"));

    /** Names of another maker's own, documented by nobody who needs them: {@code hmac-sha256@ssh.com}, … */
    private static final String PRIVATE = "@ssh.com";

    private static boolean isLacked(String name) {
        return LACKED.containsKey(name) || name.endsWith(PRIVATE);
    }

    /** What is in a list of key exchange methods and is none. */
    private static boolean isSignal(String name) {
        return name.startsWith("ext-info-") || name.startsWith("kex-strict-") || name.startsWith("kexguess2@");
    }

    /** A host key that waits for a finger: {@code CertificatesIT} has users with such keys. */
    private static boolean needsHardware(String name) {
        return name.startsWith("sk-");
    }

    /** Every algorithm in a peer's offer that can be used. */
    static List<Choice> of(Offer offer) {
        return all(offer)
                .filter(choice -> choice.isKnown() && !needsHardware(choice.name))
                .toList();
    }

    /** Fails for a name that this library neither has nor is known to lack, and for one that it has meanwhile. */
    static void assertNothingNew(Offer offer) {
        assertThat(all(offer).filter(choice -> !choice.isKnown() && !isSignal(choice.name) && !isLacked(choice.name)))
                .as("names that nobody has decided about")
                .isEmpty();
        assertThat(all(offer).filter(choice -> choice.isKnown() && isLacked(choice.name)))
                .as("names that are not lacked any more")
                .isEmpty();
    }

    private static Stream<Choice> all(Offer offer) {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> offer.names(kind).stream().map(name -> new Choice(kind, name)));
    }

    private boolean isKnown() {
        return Algorithms.known(kind).contains(name);
    }

    /** What leaves no other choice. */
    Algorithms algorithms() {
        var chosen = Algorithms.modern().with(kind, List.of(name));
        return kind == Kind.MAC ? chosen.withCiphers(List.of("aes128-ctr")) : chosen;
    }

    /** The type of the host key, if it is that of a certificate. */
    Optional<String> certifiedType() {
        return kind == Kind.HOST_KEY && SignatureAlgorithms.isCertificate(name)
                ? SignatureAlgorithms.keyType(SignatureAlgorithms.plain(name))
                : Optional.empty();
    }

    void assertUsed(Negotiated negotiated) {
        var used = new ArrayList<>(List.of(negotiated.kex(), negotiated.hostKeyAlgorithm()));
        for (var direction : List.of(negotiated.clientToServer(), negotiated.serverToClient())) {
            used.add(direction.cipher());
            direction.mac().ifPresent(used::add);
            used.add(direction.compression());
        }
        assertThat(used).contains(name);
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
