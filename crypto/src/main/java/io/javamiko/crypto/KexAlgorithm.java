package io.javamiko.crypto;

import io.javamiko.crypto.agreement.DHGroup;
import io.javamiko.crypto.agreement.KeyAgreement;
import java.security.SecureRandom;
import java.util.function.Function;

/** A row of the key exchange table (RFC 4253 §8 and its followers): its family, its hash, and the family's own part. */
public final class KexAlgorithm {
    /** Which messages a method exchanges. */
    public enum Family {
        /** Two opaque strings (RFC 5656 §4, RFC 8731, the ML-KEM hybrids): see {@link #newAgreement}. */
        AGREEMENT,
        /** Two numbers of a fixed group (RFC 4253 §8): see {@link #group}. */
        GROUP,
        /** The server chooses the group (RFC 4419). */
        GROUP_EXCHANGE,
        /** The client sends a secret under the server's transient key (RFC 4432). */
        RSA
    }

    private final String name;
    private final AlgorithmUse use;
    private final String hash;
    private final Family family;
    private final Function<SecureRandom, KeyAgreement> agreement;
    private final DHGroup group;

    private KexAlgorithm(
            String name,
            AlgorithmUse use,
            String hash,
            Family family,
            Function<SecureRandom, KeyAgreement> agreement,
            DHGroup group) {
        this.name = name;
        this.use = use;
        this.hash = hash;
        this.family = family;
        this.agreement = agreement;
        this.group = group;
    }

    static KexAlgorithm agreement(
            String name, AlgorithmUse use, String hash, Function<SecureRandom, KeyAgreement> agreement) {
        return new KexAlgorithm(name, use, hash, Family.AGREEMENT, agreement, null);
    }

    static KexAlgorithm group(String name, AlgorithmUse use, String hash, DHGroup group) {
        return new KexAlgorithm(name, use, hash, Family.GROUP, null, group);
    }

    static KexAlgorithm groupExchange(String name, AlgorithmUse use, String hash) {
        return new KexAlgorithm(name, use, hash, Family.GROUP_EXCHANGE, null, null);
    }

    static KexAlgorithm rsa(String name, AlgorithmUse use, String hash) {
        return new KexAlgorithm(name, use, hash, Family.RSA, null, null);
    }

    /** Its name in negotiation. */
    public String name() {
        return name;
    }

    /** Whether it is offered. */
    public AlgorithmUse use() {
        return use;
    }

    /** The hash of the exchange hash and the key derivation, by its JCA name ({@code SHA-256}). */
    public String hash() {
        return hash;
    }

    /** Which messages it exchanges. */
    public Family family() {
        return family;
    }

    /**
     * The maths of one exchange.
     *
     * @throws IllegalStateException if the family is not {@link Family#AGREEMENT}
     */
    public KeyAgreement newAgreement(SecureRandom random) {
        if (agreement == null) {
            throw new IllegalStateException(name + " exchanges no opaque strings");
        }
        return agreement.apply(random);
    }

    /**
     * The fixed group.
     *
     * @throws IllegalStateException if the family is not {@link Family#GROUP}
     */
    public DHGroup group() {
        if (group == null) {
            throw new IllegalStateException(name + " has no fixed group");
        }
        return group;
    }

    @Override
    public String toString() {
        return name;
    }
}
