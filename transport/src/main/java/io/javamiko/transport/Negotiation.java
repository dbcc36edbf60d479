package io.javamiko.transport;

import io.javamiko.Sanitised;
import io.javamiko.crypto.CipherAlgorithm;
import io.javamiko.crypto.CipherAlgorithms;
import io.javamiko.transport.Algorithms.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Algorithm negotiation (RFC 4253 §7.1): what we propose, and what two proposals come to. The pseudo-names that only say
 * what their sender can do (RFC 8308 §2.1, PROTOCOL §1.9) are put in and understood here, and never agreed on.
 */
public final class Negotiation {
    private static final String CLIENT_EXT_INFO = "ext-info-c";
    private static final String SERVER_EXT_INFO = "ext-info-s";
    // each counts only with its counterpart of the same spelling; the short ones are draft-ietf-sshm-strict-kex
    private static final List<String> CLIENT_STRICT = List.of("kex-strict-c-v00@openssh.com", "kex-strict-c");
    private static final List<String> SERVER_STRICT = List.of("kex-strict-s-v00@openssh.com", "kex-strict-s");

    private final Role us;
    private final KexInit ours;
    private final KexInit theirs;

    /**
     * @param us our role
     * @param ours what we proposed
     * @param theirs what the peer proposed
     */
    public Negotiation(Role us, KexInit ours, KexInit theirs) {
        this.us = us;
        this.ours = ours;
        this.theirs = theirs;
    }

    /** Which pseudo-names a proposal has. */
    enum Markers {
        /** Of a first KEXINIT: extension info and strict key exchange. */
        ALL,
        /** Of a first KEXINIT by who does not want strict key exchange. */
        NOT_STRICT,
        /** Of a later KEXINIT, where they would mean nothing. */
        NONE
    }

    /**
     * Our proposal.
     *
     * @param hostKeys the host key algorithms: those of {@code algorithms} that there is a key for
     * @param guess whether the first packet of the preferred method follows at once
     */
    static KexInit propose(
            Role us, Algorithms algorithms, List<String> hostKeys, Markers markers, byte[] cookie, boolean guess) {
        var kex = new ArrayList<>(algorithms.kex());
        if (markers != Markers.NONE) {
            kex.add(us == Role.CLIENT ? CLIENT_EXT_INFO : SERVER_EXT_INFO);
        }
        if (markers == Markers.ALL) {
            kex.addAll(us == Role.CLIENT ? CLIENT_STRICT : SERVER_STRICT);
        }
        return new KexInit(
                cookie,
                kex,
                hostKeys,
                algorithms.ciphers(),
                algorithms.ciphers(),
                macs(algorithms),
                macs(algorithms),
                algorithms.compressions(),
                algorithms.compressions(),
                List.of(),
                List.of(),
                guess,
                0);
    }

    /**
     * The MACs, with the names of RFC 5647 beside the ciphers of these names: "if AES-GCM is selected as the encryption
     * algorithm, it MUST also be selected as the MAC" (§5.1), so a peer that reads it so finds it here. They come first
     * if the preferred cipher has such a name, else last, where they win no cipher of another kind its MAC. We ourselves
     * let every AEAD cipher imply its MAC (PROTOCOL §1.6), and agree on no such name as a MAC.
     */
    private static List<String> macs(Algorithms algorithms) {
        var aead = algorithms.ciphers().stream().filter(Negotiation::isRFC5647).toList();
        boolean preferred = isRFC5647(algorithms.ciphers().get(0));
        return Stream.concat(
                        preferred ? aead.stream() : algorithms.macs().stream(),
                        preferred ? algorithms.macs().stream() : aead.stream())
                .toList();
    }

    private static boolean isRFC5647(String name) {
        return name.startsWith("AEAD_AES_") && CipherAlgorithms.named(name).isPresent();
    }

    /** Whether both sides speak strict key exchange; asked of the first KEXINITs only. */
    public boolean bothStrict() {
        for (int i = 0; i < CLIENT_STRICT.size(); i++) {
            if (client().kexAlgorithms().contains(CLIENT_STRICT.get(i))
                    && server().kexAlgorithms().contains(SERVER_STRICT.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the peer takes {@code SSH_MSG_EXT_INFO} (RFC 8308 §2.1). */
    boolean peerTakesExtInfo() {
        return theirs.kexAlgorithms().contains(us == Role.CLIENT ? SERVER_EXT_INFO : CLIENT_EXT_INFO);
    }

    /**
     * Whether a guess of either side is right (RFC 4253 §7): both prefer the same method and host key algorithm. The first
     * names are compared as they stand, pseudo-names too, as OpenSSH does.
     */
    public boolean isGuessRight() {
        return first(ours.kexAlgorithms()).equals(first(theirs.kexAlgorithms()))
                && first(ours.serverHostKeyAlgorithms()).equals(first(theirs.serverHostKeyAlgorithms()))
                && !first(ours.kexAlgorithms()).isEmpty();
    }

    /** Whether the peer sends a first packet for another method than the one agreed on: it is dropped. */
    boolean peerGuessesWrong() {
        return theirs.firstKexPacketFollows() && !isGuessRight();
    }

    /**
     * What both sides have in common, by the client's preference.
     *
     * @param strict whether the connection's first KEXINITs were strict
     * @throws NegotiationException if there is nothing for one of the purposes
     */
    public Negotiated agree(boolean strict) throws NegotiationException {
        return new Negotiated(
                common(Kind.KEX, "", client().kexAlgorithms(), server().kexAlgorithms()),
                common(Kind.HOST_KEY, "", client().serverHostKeyAlgorithms(), server().serverHostKeyAlgorithms()),
                direction(
                        " from client to server",
                        client().encryptionAlgorithmsClientToServer(),
                        server().encryptionAlgorithmsClientToServer(),
                        client().macAlgorithmsClientToServer(),
                        server().macAlgorithmsClientToServer(),
                        client().compressionAlgorithmsClientToServer(),
                        server().compressionAlgorithmsClientToServer()),
                direction(
                        " from server to client",
                        client().encryptionAlgorithmsServerToClient(),
                        server().encryptionAlgorithmsServerToClient(),
                        client().macAlgorithmsServerToClient(),
                        server().macAlgorithmsServerToClient(),
                        client().compressionAlgorithmsServerToClient(),
                        server().compressionAlgorithmsServerToClient()),
                strict);
    }

    private Negotiated.Direction direction(
            String which,
            List<String> clientCiphers,
            List<String> serverCiphers,
            List<String> clientMACs,
            List<String> serverMACs,
            List<String> clientCompressions,
            List<String> serverCompressions)
            throws NegotiationException {
        String cipher = common(Kind.CIPHER, which, clientCiphers, serverCiphers);
        boolean aead =
                CipherAlgorithms.named(cipher).filter(CipherAlgorithm::isAEAD).isPresent();
        Optional<String> mac =
                aead ? Optional.empty() : Optional.of(common(Kind.MAC, which, clientMACs, serverMACs)); // PROTOCOL §1.6
        return new Negotiated.Direction(
                cipher, mac, common(Kind.COMPRESSION, which, clientCompressions, serverCompressions));
    }

    /** The first of the client's that the server has too; ours is the list that has known names only. */
    private String common(Kind kind, String which, List<String> client, List<String> server)
            throws NegotiationException {
        for (String name : client) {
            if (server.contains(name) && !isMarker(name) && !(kind == Kind.MAC && isRFC5647(name))) {
                return name;
            }
        }
        throw new NegotiationException(nothingInCommon(kind, which, client, server), ours, theirs);
    }

    private String nothingInCommon(Kind kind, String which, List<String> client, List<String> server) {
        List<String> peers = us == Role.CLIENT ? server : client;
        var bridges = peers.stream().filter(Algorithms.known(kind)::contains).toList();
        return "no %s%s in common (RFC 4253 §7.1): the peer has %s; here %s may be used. %s"
                .formatted(
                        kind,
                        which,
                        shown(peers),
                        shown(us == Role.CLIENT ? client : server),
                        bridges.isEmpty() ? "This library knows none of the peer's." : advice(kind, bridges));
    }

    /** The best first: one that is sound, one of the profile, any. */
    private String advice(Kind kind, List<String> bridges) {
        String key = kind == Kind.HOST_KEY && us == Role.SERVER ? ", and a host key for it" : "";
        var sound = bridges.stream()
                .filter(name -> !Algorithms.isLegacy(kind, name))
                .findFirst();
        if (sound.isPresent()) {
            return "The peer's %s is sound and known here, but not among these settings: Algorithms.with(Kind.%s, …) adds it%s."
                    .formatted(sound.get(), kind.name(), key);
        }
        var old = bridges.stream()
                .filter(Algorithms.legacyDevices().names(kind)::contains)
                .findFirst();
        return old.isPresent()
                ? "All of these are weak. For an old device: Algorithms.legacyDevices(), or Algorithms.withLegacy(\"%s\")%s."
                        .formatted(old.get(), key)
                : "All of these are broken. Algorithms.withLegacy(\"%s\") allows one in spite of it%s."
                        .formatted(bridges.get(0), key);
    }

    private static String shown(List<String> names) {
        var real = names.stream().filter(name -> !isMarker(name)).toList();
        return real.isEmpty() ? "none" : Sanitised.of(String.join(", ", real));
    }

    private static boolean isMarker(String name) {
        return name.equals(CLIENT_EXT_INFO)
                || name.equals(SERVER_EXT_INFO)
                || CLIENT_STRICT.contains(name)
                || SERVER_STRICT.contains(name);
    }

    private static String first(List<String> names) {
        return names.isEmpty() ? "" : names.get(0);
    }

    private KexInit client() {
        return us == Role.CLIENT ? ours : theirs;
    }

    private KexInit server() {
        return us == Role.CLIENT ? theirs : ours;
    }
}
