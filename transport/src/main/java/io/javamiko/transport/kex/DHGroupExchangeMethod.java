package io.javamiko.transport.kex;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.agreement.DHGroup;
import io.javamiko.crypto.agreement.FiniteFieldDH;
import io.javamiko.transport.Message;
import io.javamiko.transport.Role;
import io.javamiko.transport.kex.KexMessage.GEXGroup;
import io.javamiko.transport.kex.KexMessage.GEXInit;
import io.javamiko.transport.kex.KexMessage.GEXReply;
import io.javamiko.transport.kex.KexMessage.GEXRequest;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Diffie–Hellman in a group that the server chooses (RFC 4419), within the bounds of {@link GroupExchange}.
 *
 * <p>The request from before the RFC, number 30 with one size (RFC 4419 §5), is neither sent nor taken: it does not say which
 * sizes the client can do, and OpenSSH has not taken it since 6.9 (2015).
 */
public final class DHGroupExchangeMethod implements KexMethod {
    private final Role us;
    private final SecureRandom random;
    private final GroupExchange settings;
    private int awaited; // number of the message that must come now; 0 at the end
    private GEXRequest request;
    private DHGroup group;
    private FiniteFieldDH dh;

    /**
     * @param us our role
     * @param random gives the exponent
     * @param settings the bounds, and a server's groups
     */
    public DHGroupExchangeMethod(Role us, SecureRandom random, GroupExchange settings) {
        this.settings = settings;
        this.us = us;
        this.random = random;
        this.awaited = us == Role.CLIENT ? GEXGroup.NUMBER : GEXRequest.NUMBER;
    }

    @Override
    public Optional<Message> begin() {
        if (us == Role.SERVER) {
            return Optional.empty();
        }
        request = settings.request();
        return Optional.of(request);
    }

    @Override
    public Step message(int number, WireReader in) throws ProtocolException {
        KexOrder.check(number == awaited, number);
        return switch (number) {
            case GEXRequest.NUMBER -> request(GEXRequest.decode(in));
            case GEXGroup.NUMBER -> group(GEXGroup.decode(in));
            case GEXInit.NUMBER -> init(GEXInit.decode(in));
            default -> reply(GEXReply.decode(in));
        };
    }

    private Step request(GEXRequest wanted) throws ProtocolException {
        request = wanted;
        group = settings.choose(wanted, random);
        awaited = GEXInit.NUMBER;
        return new Send(new GEXGroup(group.p(), group.g()));
    }

    private Step group(GEXGroup chosen) throws ProtocolException {
        group = DHGroup.fromPeer(chosen.p(), chosen.g(), settings.min(), settings.max());
        dh = new FiniteFieldDH(group, random);
        awaited = GEXReply.NUMBER;
        return new Send(new GEXInit(dh.publicValue()));
    }

    private Step init(GEXInit init) throws ProtocolException {
        awaited = 0;
        dh = new FiniteFieldDH(group, random);
        BigInteger f = dh.publicValue();
        return new ServerAgreed(
                fields(init.e(), f), dh.agree(init.e()), (hostKey, signature) -> new GEXReply(hostKey, f, signature));
    }

    private Step reply(GEXReply reply) throws ProtocolException {
        awaited = 0;
        return new ClientAgreed(
                reply.hostKey(), fields(dh.publicValue(), reply.f()), dh.agree(reply.f()), reply.signature());
    }

    private byte[] fields(BigInteger e, BigInteger f) {
        var out = new WireWriter(4096);
        out.uint32(request.min()).uint32(request.n()).uint32(request.max()); // as the client sent them
        return out.mpint(group.p()).mpint(group.g()).mpint(e).mpint(f).toByteArray();
    }

    @Override
    public void close() {
        awaited = 0;
        if (dh != null) {
            dh.close();
        }
    }
}
