package io.javamiko.transport;

import io.javamiko.crypto.JCA;
import io.javamiko.crypto.agreement.DHGroup;
import io.javamiko.keys.Signer;
import io.javamiko.transport.kex.GroupExchange;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a {@link Transport} is set up with. Immutable; one serves any number of connections.
 *
 * <pre>{@code
 * var options = TransportOptions.client(verifier, t -> t.listener(listener));
 * }</pre>
 */
public final class TransportOptions {
    private final HostKeyVerifier verifier;
    private final List<Signer> hostKeys;
    private final Builder values; // private copy, never changed

    private TransportOptions(HostKeyVerifier verifier, List<Signer> hostKeys, Builder values) {
        this.verifier = verifier;
        this.hostKeys = hostKeys;
        this.values = values;
    }

    /**
     * A client's.
     *
     * @param verifier decides about the server's host key: there is no default
     */
    public static TransportOptions client(HostKeyVerifier verifier, Consumer<Builder> changes) {
        return new TransportOptions(Objects.requireNonNull(verifier), List.of(), new Builder()).with(changes);
    }

    /**
     * A server's.
     *
     * @param hostKeys its host keys, at least one; of two that fit one algorithm the first is used
     */
    public static TransportOptions server(List<? extends Signer> hostKeys, Consumer<Builder> changes) {
        if (hostKeys.isEmpty()) {
            throw new IllegalArgumentException("a server needs a host key");
        }
        return new TransportOptions(null, List.copyOf(hostKeys), new Builder()).with(changes);
    }

    /** These options with changes; this object stays as it is. */
    public TransportOptions with(Consumer<Builder> changes) {
        var builder = new Builder(values);
        changes.accept(builder);
        return new TransportOptions(verifier, hostKeys, new Builder(builder)); // who kept the builder changes nothing
    }

    /** The role that they are for. */
    public Role role() {
        return verifier == null ? Role.SERVER : Role.CLIENT;
    }

    /** The algorithms that may be used; {@link Algorithms#modern()}. */
    public Algorithms algorithms() {
        return values.algorithms;
    }

    /** Limits and deadlines; {@link Limits#DEFAULT}. */
    public Limits limits() {
        return values.limits;
    }

    /** Who is told what happens; nobody. */
    public ConnectionListener listener() {
        return values.listener;
    }

    /** What we say we are; {@link Identification#JAVAMIKO}. */
    public Identification identification() {
        return values.identification;
    }

    /** Who sees the messages, decrypted; nobody. */
    public Optional<PacketTap> tap() {
        return Optional.ofNullable(values.tap);
    }

    /** The random source; the system's. */
    public SecureRandom random() {
        return values.random;
    }

    /** The ticker that connections share; empty if each has its own. */
    public Optional<Ticker> ticker() {
        return Optional.ofNullable(values.ticker);
    }

    /** The groups that a server chooses from where it may (RFC 4419); none: those of RFC 3526. */
    public List<DHGroup> moduli() {
        return values.moduli;
    }

    /**
     * What a key exchange under these options must know: for who exchanges keys by hand.
     *
     * @param theirs what the peer says it is
     */
    public KexSetup kexSetup(Identification theirs) {
        var ours = values.identification;
        var setup = verifier == null
                ? KexSetup.server(values.algorithms, ours, theirs, hostKeys, values.random)
                : KexSetup.client(values.algorithms, ours, theirs, verifier, values.random);
        setup = setup.withGroupExchange(groupExchange(values.limits, values.moduli));
        return values.refusesTerrapin ? setup.refusingTerrapin() : setup;
    }

    private static GroupExchange groupExchange(Limits limits, List<DHGroup> moduli) {
        int least = limits.leastGroupBits();
        int most = Math.max(least, limits.mostGroupBits());
        return new GroupExchange(least, Math.max(least, Math.min(most, limits.preferredGroupBits())), most, moduli);
    }

    /** Changes options; of no use after the call that it was made for. Not thread-safe. */
    public static final class Builder {
        private Algorithms algorithms = Algorithms.modern();
        private Limits limits = Limits.DEFAULT;
        private ConnectionListener listener = ConnectionListener.NONE;
        private Identification identification = Identification.JAVAMIKO;
        private SecureRandom random = JCA.secureRandom();
        private PacketTap tap; // null for none
        private Ticker ticker; // null for one of the connection's own
        private boolean refusesTerrapin;
        private List<DHGroup> moduli = List.of();

        private Builder() {}

        private Builder(Builder other) {
            algorithms = other.algorithms;
            limits = other.limits;
            listener = other.listener;
            identification = other.identification;
            random = other.random;
            tap = other.tap;
            ticker = other.ticker;
            refusesTerrapin = other.refusesTerrapin;
            moduli = other.moduli;
        }

        /** {@link TransportOptions#algorithms}. */
        public Builder algorithms(Algorithms value) {
            algorithms = Objects.requireNonNull(value);
            return this;
        }

        /** {@link TransportOptions#limits}. */
        public Builder limits(Limits value) {
            limits = Objects.requireNonNull(value);
            return this;
        }

        /** {@link TransportOptions#listener}. */
        public Builder listener(ConnectionListener value) {
            listener = Objects.requireNonNull(value);
            return this;
        }

        /** {@link TransportOptions#identification}. */
        public Builder identification(Identification value) {
            identification = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@link TransportOptions#random}: gives cookies, private values and the key of the padding. Whoever can foresee it
         * reads the connection.
         */
        public Builder random(SecureRandom value) {
            random = Objects.requireNonNull(value);
            return this;
        }

        /** {@link TransportOptions#tap}: of one connection at a time. */
        public Builder tap(PacketTap value) {
            tap = Objects.requireNonNull(value);
            return this;
        }

        /** {@link TransportOptions#ticker}. */
        public Builder ticker(Ticker value) {
            ticker = Objects.requireNonNull(value);
            return this;
        }

        /** {@link TransportOptions#moduli}: see {@code Moduli.parse}. */
        public Builder moduli(List<DHGroup> value) {
            moduli = List.copyOf(value);
            return this;
        }

        /** Refuses, instead of warning, what the Terrapin attack can use: {@link Negotiated#isOpenToTerrapin()}. */
        public Builder refuseTerrapin() {
            refusesTerrapin = true;
            return this;
        }
    }
}
