package io.javamiko.agent;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;

/** Names of signature algorithms against flags (RFC 9987 §5.6.1), and names within signatures. */
final class AgentSignatures {
    private static final String CERTIFICATE = "-cert-v01@openssh.com";

    private AgentSignatures() {}

    /** The flags that ask for an algorithm. */
    static long flags(String algorithm) {
        return switch (plain(algorithm)) {
            case "rsa-sha2-512" -> AgentNumbers.RSA_SHA2_512;
            case "rsa-sha2-256" -> AgentNumbers.RSA_SHA2_256;
            default -> 0;
        };
    }

    /** The algorithm that a type of key signs with under these flags. */
    static String algorithm(String keyType, long flags) throws ProtocolException {
        if ((flags & ~(AgentNumbers.RSA_SHA2_256 | AgentNumbers.RSA_SHA2_512)) != 0) {
            throw new ProtocolException("flags " + flags + " are not known (RFC 9987 §8.3)");
        }
        if (!keyType.equals("ssh-rsa") || flags == 0) {
            return keyType;
        }
        return (flags & AgentNumbers.RSA_SHA2_256) != 0 ? "rsa-sha2-256" : "rsa-sha2-512";
    }

    /** Whether a signature of this name is one under the algorithm: certificates sign as their keys do. */
    static boolean isOf(String algorithm, String name) {
        return plain(algorithm).equals(name) || algorithm.equals(name);
    }

    static String algorithmOf(byte[] signature) throws AgentException {
        try {
            return new WireReader(signature).name(AgentRequest.MAX_NAME);
        } catch (ProtocolException e) {
            throw new AgentException(AgentException.Reason.MALFORMED, "the agent's signature is malformed", e);
        }
    }

    /** {@code sk-ssh-ed25519-cert-v01@openssh.com} signs as {@code sk-ssh-ed25519@openssh.com}. */
    private static String plain(String algorithm) {
        if (!algorithm.endsWith(CERTIFICATE)) {
            return algorithm;
        }
        String base = algorithm.substring(0, algorithm.length() - CERTIFICATE.length());
        return base.startsWith("sk-") ? base + "@openssh.com" : base;
    }
}
