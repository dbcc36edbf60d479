package io.javamiko.transport.kex;

import io.javamiko.crypto.KexAlgorithm;
import io.javamiko.crypto.KexAlgorithms;
import io.javamiko.transport.Role;
import java.security.SecureRandom;

/** Makes the key exchange methods by name. */
public final class KexMethods {
    private KexMethods() {}

    /** As {@link #named(String, Role, SecureRandom, GroupExchange)}, with {@link GroupExchange#DEFAULT}. */
    public static KexMethod named(String name, Role us, SecureRandom random) {
        return named(name, us, random, GroupExchange.DEFAULT);
    }

    /**
     * A method for one exchange.
     *
     * @param name a method of {@code Algorithms}
     * @param us our role
     * @param random gives the private values
     * @param groups for the methods in which the server chooses the group
     * @throws IllegalArgumentException if there is no method of that name
     */
    public static KexMethod named(String name, Role us, SecureRandom random, GroupExchange groups) {
        var algorithm = algorithm(name);
        return switch (algorithm.family()) {
            case AGREEMENT -> new ECDHMethod(us, algorithm.newAgreement(random));
            case GROUP -> new DHMethod(us, algorithm.group(), random);
            case GROUP_EXCHANGE -> new DHGroupExchangeMethod(us, random, groups);
        };
    }

    /** The hash of a method, by its JCA name: for the exchange hash and the key derivation (RFC 4253 §8, §7.2). */
    public static String hash(String name) {
        return algorithm(name).hash();
    }

    private static KexAlgorithm algorithm(String name) {
        return KexAlgorithms.named(name)
                .orElseThrow(() -> new IllegalArgumentException("no key exchange method is called " + name));
    }
}
