package io.javamiko.transport.kex;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.agreement.DHGroup;
import io.javamiko.crypto.agreement.FiniteFieldDH;
import io.javamiko.crypto.agreement.Groups;
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
import java.util.Comparator;
import java.util.Optional;

/** Diffie–Hellman in a group that the server chooses (RFC 4419), of 2,048 to 8,192 bits (RFC 8270). */
public final class DHGroupExchangeMethod implements KexMethod {
    /** The fewest bits that we ask for and hand out (RFC 8270 §2). */
    public static final int MIN_BITS = 2048;

    /** The most bits that we ask for and hand out. */
    public static final int MAX_BITS = 8192;

    /** The bits that we would like: as strong as a cipher with a key of 128 bits (SP 800-57). */
    public static final int PREFERRED_BITS = 3072;

    private final Role us;
    private final SecureRandom random;
    private int awaited; // number of the message that must come now; 0 at the end
    private GEXRequest request;
    private DHGroup group;
    private FiniteFieldDH dh;

    /**
     * @param us our role
     * @param random gives the exponent
     */
    public DHGroupExchangeMethod(Role us, SecureRandom random) {
        this.us = us;
        this.random = random;
        this.awaited = us == Role.CLIENT ? GEXGroup.NUMBER : GEXRequest.NUMBER;
    }

    @Override
    public Optional<Message> begin() {
        if (us == Role.SERVER) {
            return Optional.empty();
        }
        request = new GEXRequest(MIN_BITS, PREFERRED_BITS, MAX_BITS);
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
        group = choose(wanted);
        awaited = GEXInit.NUMBER;
        return new Send(new GEXGroup(group.p(), group.g()));
    }

    /** The smallest group that has the bits the client would like, else the largest that it takes (RFC 4419 §3). */
    static DHGroup choose(GEXRequest wanted) throws ProtocolException {
        if (wanted.min() > wanted.n() || wanted.n() > wanted.max()) {
            throw new ProtocolException("a group of %d to %d bits, best %d, can't be (RFC 4419 §3)"
                    .formatted(wanted.min(), wanted.max(), wanted.n()));
        }
        var fitting = Groups.all().stream()
                .filter(g -> g.bits() >= Math.max(MIN_BITS, wanted.min()) && g.bits() <= wanted.max())
                .sorted(Comparator.comparingInt(DHGroup::bits))
                .toList();
        if (fitting.isEmpty()) {
            throw new ProtocolException("the client wants a group of %d to %d bits; there are some of %d to %d here"
                    .formatted(wanted.min(), wanted.max(), MIN_BITS, MAX_BITS));
        }
        return fitting.stream().filter(g -> g.bits() >= wanted.n()).findFirst().orElse(fitting.get(fitting.size() - 1));
    }

    private Step group(GEXGroup chosen) throws ProtocolException {
        group = DHGroup.fromPeer(chosen.p(), chosen.g(), MIN_BITS, MAX_BITS);
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
