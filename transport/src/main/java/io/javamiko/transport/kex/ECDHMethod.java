package io.javamiko.transport.kex;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.agreement.KeyAgreement;
import io.javamiko.transport.Message;
import io.javamiko.transport.Role;
import io.javamiko.transport.kex.KexMessage.ECDHInit;
import io.javamiko.transport.kex.KexMessage.ECDHReply;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.Optional;

/**
 * The methods that exchange two strings (RFC 5656 §4): ECDH on the NIST curves, X25519 (RFC 8731), and the hybrids with
 * ML-KEM (draft-ietf-sshm-mlkem-hybrid-kex), which differ in the maths alone.
 */
public final class ECDHMethod implements KexMethod {
    private final Role us;
    private final KeyAgreement agreement;
    private byte[] clientShare; // what the client sent; null until then
    private boolean ended;

    /**
     * @param us our role
     * @param agreement the maths, closed with this method
     */
    public ECDHMethod(Role us, KeyAgreement agreement) {
        this.us = us;
        this.agreement = agreement;
    }

    @Override
    public Optional<Message> begin() {
        if (us == Role.SERVER) {
            return Optional.empty();
        }
        clientShare = agreement.initiate();
        return Optional.of(new ECDHInit(clientShare));
    }

    @Override
    public Step message(int number, WireReader in) throws ProtocolException {
        KexOrder.check(!ended && number == (us == Role.CLIENT ? ECDHReply.NUMBER : ECDHInit.NUMBER), number);
        ended = true;
        return us == Role.CLIENT ? reply(ECDHReply.decode(in)) : init(ECDHInit.decode(in));
    }

    private Step init(ECDHInit init) throws ProtocolException {
        var response = agreement.respond(init.clientShare());
        byte[] serverShare = response.reply();
        return new ServerAgreed(
                fields(init.clientShare(), serverShare),
                response.secret(),
                (hostKey, signature) -> new ECDHReply(hostKey, serverShare, signature));
    }

    private Step reply(ECDHReply reply) throws ProtocolException {
        return new ClientAgreed(
                reply.hostKey(),
                fields(clientShare, reply.serverShare()),
                agreement.complete(reply.serverShare()),
                reply.signature());
    }

    private static byte[] fields(byte[] clientShare, byte[] serverShare) { // Q_C, Q_S
        return new WireWriter().string(clientShare).string(serverShare).toByteArray();
    }

    @Override
    public void close() {
        ended = true;
        agreement.close();
    }
}
