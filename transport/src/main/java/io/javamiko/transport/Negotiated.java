package io.javamiko.transport;

import io.javamiko.transport.Algorithms.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What both sides agreed on in a key exchange (RFC 4253 §7.1). Immutable. */
public final class Negotiated {
    private final String kex;
    private final String hostKeyAlgorithm;
    private final Direction clientToServer;
    private final Direction serverToClient;
    private final boolean strictKex;

    /**
     * The algorithms of one direction.
     *
     * @param cipher the encryption algorithm
     * @param mac the MAC algorithm; empty if the cipher authenticates by itself (AES-GCM, ChaCha20-Poly1305)
     * @param compression {@code none}, {@code zlib@openssh.com}, …
     */
    public record Direction(String cipher, Optional<String> mac, String compression) {
        @Override
        public String toString() {
            return cipher
                    + mac.map(name -> " " + name).orElse("")
                    + (compression.equals("none") ? "" : " " + compression);
        }
    }

    Negotiated(
            String kex,
            String hostKeyAlgorithm,
            Direction clientToServer,
            Direction serverToClient,
            boolean strictKex) {
        this.kex = kex;
        this.hostKeyAlgorithm = hostKeyAlgorithm;
        this.clientToServer = clientToServer;
        this.serverToClient = serverToClient;
        this.strictKex = strictKex;
    }

    /** The key exchange method. */
    public String kex() {
        return kex;
    }

    /** The algorithm of the server's signature: {@code ssh-ed25519}, {@code rsa-sha2-512}, … */
    public String hostKeyAlgorithm() {
        return hostKeyAlgorithm;
    }

    /** What protects the packets of the client. */
    public Direction clientToServer() {
        return clientToServer;
    }

    /** What protects the packets of the server. */
    public Direction serverToClient() {
        return serverToClient;
    }

    /** What protects the packets that this role sends. */
    public Direction sentBy(Role role) {
        return role == Role.CLIENT ? clientToServer : serverToClient;
    }

    /** Whether both sides speak strict key exchange (PROTOCOL §1.9), the answer to the Terrapin attack. */
    public boolean strictKex() {
        return strictKex;
    }

    /**
     * Whether the Terrapin attack (CVE-2023-48795) could remove packets at the start of the connection: no strict key
     * exchange, with ChaCha20-Poly1305 or with CBC and an encrypt-then-MAC algorithm.
     */
    public boolean isOpenToTerrapin() {
        return !strictKex && (isOpenToTerrapin(clientToServer) || isOpenToTerrapin(serverToClient));
    }

    private static boolean isOpenToTerrapin(Direction direction) {
        return direction.cipher.startsWith("chacha20-poly1305")
                || direction.cipher.contains("-cbc")
                        && direction.mac.filter(name -> name.contains("-etm")).isPresent();
    }

    /** The names among them that this library counts as weak. */
    public List<String> legacy() {
        var weak = new LinkedHashSet<String>();
        addIfLegacy(weak, Kind.KEX, kex);
        addIfLegacy(weak, Kind.HOST_KEY, hostKeyAlgorithm);
        for (var direction : List.of(clientToServer, serverToClient)) {
            addIfLegacy(weak, Kind.CIPHER, direction.cipher);
            direction.mac.ifPresent(name -> addIfLegacy(weak, Kind.MAC, name));
        }
        return List.copyOf(weak);
    }

    private static void addIfLegacy(Set<String> weak, Kind kind, String name) {
        if (Algorithms.isLegacy(kind, name)) {
            weak.add(name);
        }
    }

    @Override
    public String toString() {
        return kex + ", " + hostKeyAlgorithm + ", client to server " + clientToServer + ", server to client "
                + serverToClient + (strictKex ? ", strict" : ", not strict");
    }
}
