package io.javamiko.transport;

import java.util.Optional;

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

    @Override
    public String toString() {
        return kex + ", " + hostKeyAlgorithm + ", client to server " + clientToServer + ", server to client "
                + serverToClient + (strictKex ? ", strict" : ", not strict");
    }
}
