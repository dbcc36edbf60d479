package io.javamiko.transport.kex;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.agreement.RSAKeyTransport;
import io.javamiko.crypto.agreement.SharedSecret;
import io.javamiko.transport.Message;
import io.javamiko.transport.Role;
import io.javamiko.transport.kex.KexMessage.RSADone;
import io.javamiko.transport.kex.KexMessage.RSAPubkey;
import io.javamiko.transport.kex.KexMessage.RSASecret;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.function.Supplier;

/** RSA key transport (RFC 4432), for peers too slow for Diffie–Hellman: the server begins, the client chooses the secret. */
public final class RSAMethod implements KexMethod {
    private static final String KEY_TYPE = "ssh-rsa";

    private final Role us;
    private final SecureRandom random;
    private final Supplier<byte[]> ourHostKey;
    private int awaited; // number of the message that must come now; 0 at the end
    private KeyPair pair; // a server's
    private byte[] transientKey; // K_T as it was sent
    private byte[] theirHostKey; // this and what follows: a client's
    private byte[] encrypted;
    private SharedSecret secret;

    /**
     * @param us our role
     * @param random gives the key or the secret
     * @param ourHostKey a server's {@code K_S}
     */
    public RSAMethod(Role us, SecureRandom random, Supplier<byte[]> ourHostKey) {
        this.us = us;
        this.random = random;
        this.ourHostKey = ourHostKey;
        this.awaited = us == Role.CLIENT ? RSAPubkey.NUMBER : RSASecret.NUMBER;
    }

    @Override
    public Optional<Message> begin() {
        if (us == Role.CLIENT) {
            return Optional.empty();
        }
        pair = RSAKeyTransport.generate(random);
        var key = (RSAPublicKey) pair.getPublic();
        transientKey = new WireWriter(512)
                .utf8(KEY_TYPE)
                .mpint(key.getPublicExponent())
                .mpint(key.getModulus())
                .toByteArray();
        return Optional.of(new RSAPubkey(ourHostKey.get(), transientKey));
    }

    @Override
    public Step message(int number, WireReader in) throws ProtocolException {
        KexOrder.check(number == awaited, number);
        return switch (number) {
            case RSAPubkey.NUMBER -> publicKey(RSAPubkey.decode(in));
            case RSASecret.NUMBER -> secret(RSASecret.decode(in));
            default -> done(RSADone.decode(in));
        };
    }

    private Step publicKey(RSAPubkey message) throws ProtocolException {
        theirHostKey = message.hostKey();
        transientKey = message.transientKey();
        var key = decode(transientKey);
        secret = RSAKeyTransport.newSecret(key, random);
        encrypted = RSAKeyTransport.encrypt(key, secret, random);
        awaited = RSADone.NUMBER;
        return new Send(new RSASecret(encrypted));
    }

    private static RSAPublicKey decode(byte[] blob) throws ProtocolException {
        var in = new WireReader(blob);
        String type = in.utf8(64);
        if (!type.equals(KEY_TYPE)) {
            throw new ProtocolException("the transient key is not of type ssh-rsa (RFC 4432 §4)");
        }
        var e = in.mpint(KexMessage.MAX_BLOB);
        var n = in.mpint(KexMessage.MAX_BLOB);
        in.expectEnd();
        return RSAKeyTransport.fromPeer(e, n);
    }

    private Step secret(RSASecret message) throws ProtocolException {
        awaited = 0;
        var agreed = RSAKeyTransport.decrypt(pair, message.encrypted());
        return new ServerAgreed(
                fields(transientKey, message.encrypted()), agreed, (hostKey, signature) -> new RSADone(signature));
    }

    private Step done(RSADone message) {
        awaited = 0;
        var agreed = secret;
        secret = null; // the step's now
        return new ClientAgreed(theirHostKey, fields(transientKey, encrypted), agreed, message.signature());
    }

    private static byte[] fields(byte[] transientKey, byte[] encrypted) {
        return new WireWriter(1024).string(transientKey).string(encrypted).toByteArray();
    }

    @Override
    public void close() {
        awaited = 0;
        pair = null;
        if (secret != null) {
            secret.close();
        }
    }
}
