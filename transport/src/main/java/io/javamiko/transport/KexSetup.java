package io.javamiko.transport;

import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.keys.Signer;
import io.javamiko.transport.ExtInfo.Extension;
import io.javamiko.transport.Negotiation.Markers;
import io.javamiko.transport.kex.GroupExchange;
import io.javamiko.transport.kex.KexMethods;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** What a {@link KeyExchange} must know of its connection. Immutable. */
public final class KexSetup {
    private final Role role;
    private final Algorithms algorithms;
    private final List<String> hostKeyAlgorithms;
    private final Identification ours;
    private final Identification theirs;
    private final HostKeyVerifier verifier;
    private final List<Signer> hostKeys;
    private final SecureRandom random;
    private final Options options;

    /** What is seldom set. */
    private record Options(boolean strict, boolean guess, boolean refuseTerrapin, GroupExchange groups) {}

    private KexSetup(
            Role role,
            Algorithms algorithms,
            List<String> hostKeyAlgorithms,
            Identification ours,
            Identification theirs,
            HostKeyVerifier verifier,
            List<Signer> hostKeys,
            SecureRandom random,
            Options options) {
        this.role = role;
        this.algorithms = algorithms;
        this.hostKeyAlgorithms = hostKeyAlgorithms;
        this.ours = ours;
        this.theirs = theirs;
        this.verifier = verifier;
        this.hostKeys = hostKeys;
        this.random = random;
        this.options = options;
    }

    /**
     * A client's.
     *
     * @param ours our identification
     * @param theirs the server's
     * @param verifier decides about the host key
     * @param random gives cookies and private values
     */
    public static KexSetup client(
            Algorithms algorithms,
            Identification ours,
            Identification theirs,
            HostKeyVerifier verifier,
            SecureRandom random) {
        return new KexSetup(
                Role.CLIENT,
                algorithms,
                algorithms.hostKeys(),
                ours,
                theirs,
                verifier,
                List.of(),
                random,
                new Options(true, false, false, GroupExchange.DEFAULT));
    }

    /**
     * A server's.
     *
     * @param ours our identification
     * @param theirs the client's
     * @param hostKeys our keys; of two that fit one algorithm the first is used
     * @param random gives cookies and private values
     * @throws IllegalArgumentException if no host key fits a host key algorithm
     */
    public static KexSetup server(
            Algorithms algorithms,
            Identification ours,
            Identification theirs,
            List<? extends Signer> hostKeys,
            SecureRandom random) {
        var usable = algorithms.hostKeys().stream()
                .filter(name -> signer(hostKeys, name).isPresent())
                .toList();
        if (usable.isEmpty()) {
            throw new IllegalArgumentException(
                    "no host key fits one of the host key algorithms " + String.join(", ", algorithms.hostKeys()));
        }
        return new KexSetup(
                Role.SERVER,
                algorithms,
                usable,
                ours,
                theirs,
                (key, negotiated) -> {},
                List.copyOf(hostKeys),
                random,
                new Options(true, false, false, GroupExchange.DEFAULT));
    }

    /** Without strict key exchange: to meet peers as they were before it. */
    public KexSetup withoutStrictKex() {
        return with(new Options(false, options.guess, options.refuseTerrapin, options.groups));
    }

    /** A client that sends its first packet for its preferred method without waiting for the server's KEXINIT (§7). */
    public KexSetup guessing() {
        return with(new Options(options.strict, true, options.refuseTerrapin, options.groups));
    }

    /** Refuses, instead of warning, what the Terrapin attack can use: {@link Negotiated#isOpenToTerrapin()}. */
    public KexSetup refusingTerrapin() {
        return with(new Options(options.strict, options.guess, true, options.groups));
    }

    /** With other bounds, and on a server other groups, where the server chooses the group (RFC 4419). */
    public KexSetup withGroupExchange(GroupExchange groups) {
        return with(new Options(options.strict, options.guess, options.refuseTerrapin, groups));
    }

    private KexSetup with(Options changed) {
        return new KexSetup(role, algorithms, hostKeyAlgorithms, ours, theirs, verifier, hostKeys, random, changed);
    }

    /** Our role. */
    public Role role() {
        return role;
    }

    HostKeyVerifier verifier() {
        return verifier;
    }

    /** The least bits of an RSA host key. */
    int minimumRSABits() {
        return algorithms.minimumRSABits();
    }

    SecureRandom random() {
        return random;
    }

    GroupExchange groupExchange() {
        return options.groups;
    }

    boolean refusesTerrapin() {
        return options.refuseTerrapin;
    }

    boolean guesses() {
        return options.guess
                && role == Role.CLIENT
                && KexMethods.clientBegins(algorithms.kex().get(0));
    }

    KexInit proposal(boolean first) {
        byte[] cookie = new byte[KexInit.COOKIE_LENGTH];
        random.nextBytes(cookie);
        var markers = !first ? Markers.NONE : options.strict ? Markers.ALL : Markers.NOT_STRICT;
        return Negotiation.propose(role, algorithms, hostKeyAlgorithms, markers, cookie, guesses());
    }

    ExchangeHash exchangeHash(byte[] ourInit, byte[] theirInit) {
        return role == Role.CLIENT
                ? new ExchangeHash(ours, theirs, ourInit, theirInit)
                : new ExchangeHash(theirs, ours, theirInit, ourInit);
    }

    Signer signer(String hostKeyAlgorithm) {
        return signer(hostKeys, hostKeyAlgorithm).orElseThrow();
    }

    /** What we tell the peer that takes it (RFC 8308 §2.2): a server which signatures it takes, both that pings are answered. */
    ExtInfo extInfo() {
        var ping = Extension.of(ExtInfo.PING, "0");
        return new ExtInfo(
                role == Role.CLIENT
                        ? List.of(ping)
                        : List.of(
                                Extension.of(ExtInfo.SERVER_SIG_ALGS, String.join(",", plainUserKeySignatures())),
                                ping));
    }

    /** Without the names for certificates, which say no more than the plain ones; OpenSSH does not list them either. */
    private List<String> plainUserKeySignatures() {
        return algorithms.userKeySignatures().stream()
                .map(SignatureAlgorithms::plain)
                .distinct()
                .toList();
    }

    private static Optional<? extends Signer> signer(List<? extends Signer> hostKeys, String algorithm) {
        var type = SignatureAlgorithms.keyType(algorithm);
        return hostKeys.stream()
                .filter(signer -> type.filter(signer.publicKey().type()::equals).isPresent())
                .findFirst();
    }
}
