package io.javamiko.conformance.peer;

import io.javamiko.transport.Algorithms;
import io.javamiko.transport.KexInit;
import io.javamiko.transport.Role;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * What a peer says in its KEXINIT (RFC 4253 §7.1), each field at will: {@code Proposal.of(role).ciphers("aes256-ctr")}.
 * Immutable. Names stand on the wire in the order given; those that the library does not know may be named too, and must
 * not be agreed on.
 */
public final class Proposal {
    private static final String EXT_INFO = "ext-info-";
    private static final String STRICT = "kex-strict-";

    private final Role role;
    private final List<String> kex;
    private final List<String> hostKeys;
    private final List<List<String>> directed; // ciphers, MACs, compressions, languages; each there, then back
    private final boolean guess;
    private final long reserved;

    private Proposal(
            Role role,
            List<String> kex,
            List<String> hostKeys,
            List<List<String>> directed,
            boolean guess,
            long reserved) {
        this.role = role;
        this.kex = List.copyOf(kex);
        this.hostKeys = List.copyOf(hostKeys);
        this.directed = List.copyOf(directed);
        this.guess = guess;
        this.reserved = reserved;
    }

    /** What a sound peer of that role proposes: curve25519 first, as it is quick; ext-info; strict key exchange. */
    public static Proposal of(Role role) {
        var modern = Algorithms.modern();
        var kex = new ArrayList<>(List.of("curve25519-sha256"));
        modern.kex().stream().filter(name -> !kex.contains(name)).forEach(kex::add);
        kex.add(EXT_INFO + letter(role));
        kex.add(STRICT + letter(role) + "-v00@openssh.com");
        var none = List.of("none");
        return new Proposal(
                role,
                kex,
                modern.hostKeys(),
                List.of(
                        modern.ciphers(),
                        modern.ciphers(),
                        modern.macs(),
                        modern.macs(),
                        none,
                        none,
                        List.of(),
                        List.of()),
                false,
                0);
    }

    private static String letter(Role role) {
        return role == Role.CLIENT ? "c" : "s";
    }

    /** With these key exchange methods; the pseudo-names stay behind them. */
    public Proposal kex(String... names) {
        var changed = new ArrayList<>(List.of(names));
        kex.stream().filter(Proposal::isMarker).forEach(changed::add);
        return new Proposal(role, changed, hostKeys, directed, guess, reserved);
    }

    /** With exactly this list of key exchange methods, pseudo-names included. */
    public Proposal kexList(List<String> names) {
        return new Proposal(role, names, hostKeys, directed, guess, reserved);
    }

    /** Without strict key exchange (OpenSSH PROTOCOL §1.9). */
    public Proposal notStrict() {
        return kexList(kex.stream().filter(name -> !name.startsWith(STRICT)).toList());
    }

    /** Without the wish for EXT_INFO (RFC 8308 §2.1). */
    public Proposal noExtInfo() {
        return kexList(kex.stream().filter(name -> !name.startsWith(EXT_INFO)).toList());
    }

    /** Without pseudo-names: as of a later KEXINIT. */
    Proposal later() {
        return notStrict().noExtInfo();
    }

    /** With these host key algorithms. */
    public Proposal hostKeys(String... names) {
        return new Proposal(role, kex, List.of(names), directed, guess, reserved);
    }

    /** With these ciphers in both directions. */
    public Proposal ciphers(String... names) {
        return directed(0, List.of(names)).directed(1, List.of(names));
    }

    /** With these ciphers from client to server. */
    public Proposal ciphersClientToServer(String... names) {
        return directed(0, List.of(names));
    }

    /** With these ciphers from server to client. */
    public Proposal ciphersServerToClient(String... names) {
        return directed(1, List.of(names));
    }

    /** With these MACs in both directions. */
    public Proposal macs(String... names) {
        return directed(2, List.of(names)).directed(3, List.of(names));
    }

    /** With these MACs from client to server. */
    public Proposal macsClientToServer(String... names) {
        return directed(2, List.of(names));
    }

    /** With these MACs from server to client. */
    public Proposal macsServerToClient(String... names) {
        return directed(3, List.of(names));
    }

    /** With these compression methods in both directions. */
    public Proposal compressions(String... names) {
        return directed(4, List.of(names)).directed(5, List.of(names));
    }

    /** With these compression methods from client to server. */
    public Proposal compressionsClientToServer(String... names) {
        return directed(4, List.of(names));
    }

    /** With these compression methods from server to client. */
    public Proposal compressionsServerToClient(String... names) {
        return directed(5, List.of(names));
    }

    /** With these languages in both directions. */
    public Proposal languages(String... names) {
        return directed(6, List.of(names)).directed(7, List.of(names));
    }

    /** With {@code first_kex_packet_follows}: a guess follows at once (RFC 4253 §7). */
    public Proposal guessing() {
        return new Proposal(role, kex, hostKeys, directed, true, reserved);
    }

    /** With another value in the reserved field. */
    public Proposal reserved(long value) {
        return new Proposal(role, kex, hostKeys, directed, guess, value);
    }

    /** The key exchange methods, pseudo-names included. */
    public List<String> kexNames() {
        return kex;
    }

    /** The host key algorithms. */
    public List<String> hostKeyNames() {
        return hostKeys;
    }

    /** The message, with a fresh cookie. */
    public KexInit message(SecureRandom random) {
        byte[] cookie = new byte[KexInit.COOKIE_LENGTH];
        random.nextBytes(cookie);
        return new KexInit(
                cookie,
                kex,
                hostKeys,
                directed.get(0),
                directed.get(1),
                directed.get(2),
                directed.get(3),
                directed.get(4),
                directed.get(5),
                directed.get(6),
                directed.get(7),
                guess,
                reserved);
    }

    private Proposal directed(int index, List<String> names) {
        var changed = new ArrayList<>(directed);
        changed.set(index, names);
        return new Proposal(role, kex, hostKeys, changed, guess, reserved);
    }

    private static boolean isMarker(String name) {
        return name.startsWith(EXT_INFO) || name.startsWith(STRICT);
    }
}
