package io.javamiko.transport.kex;

import io.javamiko.crypto.KexAlgorithm;
import io.javamiko.crypto.KexAlgorithms;
import io.javamiko.transport.Role;
import java.security.SecureRandom;
import java.util.function.Supplier;

/** Makes the key exchange methods by name. */
public final class KexMethods {
    private KexMethods() {}

    /**
     * As {@link #named(String, Role, SecureRandom, GroupExchange, Supplier)}, with {@link GroupExchange#DEFAULT} and no host
     * key: for clients, and for servers of methods that do not begin with it.
     */
    public static KexMethod named(String name, Role us, SecureRandom random) {
        return named(name, us, random, GroupExchange.DEFAULT, KexMethods::noHostKey);
    }

    private static byte[] noHostKey() {
        throw new IllegalStateException("this method begins with the host key, and none was given");
    }

    /**
     * A method for one exchange.
     *
     * @param name a method of {@code Algorithms}
     * @param us our role
     * @param random gives the private values
     * @param groups for the methods in which the server chooses the group
     * @param hostKey gives a server's {@code K_S}, to the method that begins with it
     * @throws IllegalArgumentException if there is no method of that name
     */
    public static KexMethod named(
            String name, Role us, SecureRandom random, GroupExchange groups, Supplier<byte[]> hostKey) {
        var algorithm = algorithm(name);
        return switch (algorithm.family()) {
            case AGREEMENT -> new ECDHMethod(us, algorithm.newAgreement(random));
            case GROUP -> new DHMethod(us, algorithm.group(), random);
            case GROUP_EXCHANGE -> new DHGroupExchangeMethod(us, random, groups);
            case RSA -> new RSAMethod(us, random, hostKey);
        };
    }

    /** Whether the client sends the first message of a method; with RSA the server does (RFC 4432 §4). */
    public static boolean clientBegins(String name) {
        return algorithm(name).family() != KexAlgorithm.Family.RSA;
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
