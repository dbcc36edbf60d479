package io.javamiko.transport.kex;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.agreement.SharedSecret;
import io.javamiko.transport.Message;
import io.javamiko.wire.WireReader;
import java.util.Optional;

/**
 * A key exchange method in one role, as plain state: messages in, steps out (RFC 4253 §8). It knows the maths and the order
 * of its messages; the exchange hash, the host key and the keys are the caller's. Made for one exchange by
 * {@link KexMethods}; not thread-safe.
 */
public sealed interface KexMethod extends AutoCloseable permits ECDHMethod, DHMethod, DHGroupExchangeMethod, RSAMethod {
    /** What we send at once: a client's first message, with RSA a server's. Called once, first. */
    Optional<Message> begin();

    /**
     * Takes a message of the method from the peer.
     *
     * @param number 30–49
     * @param in what follows the number
     * @throws ProtocolException if it is malformed, not the one that must come now, or its maths does not hold
     */
    Step message(int number, WireReader in) throws ProtocolException;

    /** Forgets the private values, as far as can be. The secret of a step is not its own any more. */
    @Override
    void close();

    /** What follows from a message. */
    sealed interface Step permits Send, ServerAgreed, ClientAgreed {}

    /** The method goes on with this message. */
    record Send(Message message) implements Step {}

    /**
     * The server knows the secret, and replies once it has signed.
     *
     * @param fields what stands between the host key and the secret in the exchange hash, encoded
     * @param secret K; the caller closes it
     * @param reply makes the reply
     */
    record ServerAgreed(byte[] fields, SharedSecret secret, Reply reply) implements Step {}

    /**
     * The client knows the secret, if the signature verifies.
     *
     * @param hostKey {@code K_S}
     * @param fields what stands between the host key and the secret in the exchange hash, encoded
     * @param secret K; the caller closes it
     * @param signature of the exchange hash
     */
    record ClientAgreed(byte[] hostKey, byte[] fields, SharedSecret secret, byte[] signature) implements Step {}

    /** The server's last message, without what is known last. */
    @FunctionalInterface
    interface Reply {
        /** The message with host key and signature. */
        Message with(byte[] hostKey, byte[] signature);
    }
}
