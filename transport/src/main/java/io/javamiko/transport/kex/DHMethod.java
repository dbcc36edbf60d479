package io.javamiko.transport.kex;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.agreement.DHGroup;
import io.javamiko.crypto.agreement.FiniteFieldDH;
import io.javamiko.transport.Message;
import io.javamiko.transport.Role;
import io.javamiko.transport.kex.KexMessage.DHInit;
import io.javamiko.transport.kex.KexMessage.DHReply;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;

/** Diffie–Hellman in a fixed group (RFC 4253 §8, RFC 8268). */
public final class DHMethod implements KexMethod {
    private final Role us;
    private final DHGroup group;
    private final SecureRandom random;
    private FiniteFieldDH dh; // the client's, once it has begun; the server makes one when it must
    private boolean ended;

    /**
     * @param us our role
     * @param group the method's group
     * @param random gives the exponent
     */
    public DHMethod(Role us, DHGroup group, SecureRandom random) {
        this.us = us;
        this.group = group;
        this.random = random;
    }

    @Override
    public Optional<Message> begin() {
        if (us == Role.SERVER) {
            return Optional.empty();
        }
        dh = new FiniteFieldDH(group, random);
        return Optional.of(new DHInit(dh.publicValue()));
    }

    @Override
    public Step message(int number, WireReader in) throws ProtocolException {
        KexOrder.check(!ended && number == (us == Role.CLIENT ? DHReply.NUMBER : DHInit.NUMBER), number);
        ended = true;
        return us == Role.CLIENT ? reply(DHReply.decode(in)) : init(DHInit.decode(in));
    }

    private Step init(DHInit init) throws ProtocolException {
        dh = new FiniteFieldDH(group, random);
        BigInteger f = dh.publicValue();
        return new ServerAgreed(
                fields(init.e(), f), dh.agree(init.e()), (hostKey, signature) -> new DHReply(hostKey, f, signature));
    }

    private Step reply(DHReply reply) throws ProtocolException {
        return new ClientAgreed(
                reply.hostKey(), fields(dh.publicValue(), reply.f()), dh.agree(reply.f()), reply.signature());
    }

    private static byte[] fields(BigInteger e, BigInteger f) {
        return new WireWriter(1024).mpint(e).mpint(f).toByteArray();
    }

    @Override
    public void close() {
        ended = true;
        if (dh != null) {
            dh.close();
        }
    }
}
