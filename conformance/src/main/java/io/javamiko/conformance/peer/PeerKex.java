package io.javamiko.conformance.peer;

import static io.javamiko.transport.MessageNumbers.KEXINIT;
import static io.javamiko.transport.MessageNumbers.NEWKEYS;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.agreement.SharedSecret;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.keys.Signer;
import io.javamiko.transport.ExchangeHash;
import io.javamiko.transport.Identification;
import io.javamiko.transport.KexInit;
import io.javamiko.transport.KeyDerivation;
import io.javamiko.transport.Message;
import io.javamiko.transport.Negotiated;
import io.javamiko.transport.Negotiation;
import io.javamiko.transport.NegotiationException;
import io.javamiko.transport.PacketKeys;
import io.javamiko.transport.PacketStream;
import io.javamiko.transport.Role;
import io.javamiko.transport.kex.GroupExchange;
import io.javamiko.transport.kex.KexMethod;
import io.javamiko.transport.kex.KexMethods;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The honest half of key exchanges (RFC 4253 §7, §8): what was said, what follows from it, and the keys. */
final class PeerKex {
    private static final int MOST_DRAWS =
            2000; // for who waits: a K that begins with a zero byte is missed once in 2,500

    private final Role us;
    private final List<Signer> hostKeys;
    private final SecureRandom random;
    private final PacketStream stream;

    private byte[] ourIdentification = new byte[0];
    private byte[] theirIdentification = new byte[0];
    private byte[] ourInit; // payloads; null until they passed
    private byte[] theirInit;
    private KexMethod method;
    private Negotiated negotiated;
    private UnaryOperator<KexInit> bend = UnaryOperator.identity();
    private boolean strict;
    private boolean guessIsDue; // their KEXINIT says that one follows it, and none came yet (RFC 4253 §7)
    private boolean guessIsWrong;
    private Received guess; // null if none came
    private byte[] hash; // H of the last exchange
    private byte[] sessionId; // H of the first
    private PacketKeys sealing; // for what we send behind NEWKEYS; null if none wait
    private PacketKeys opening;
    private boolean sentNewKeys;
    private boolean receivedNewKeys;
    private int exchanges;
    private boolean authenticated;

    PeerKex(Role us, List<Signer> hostKeys, SecureRandom random, PacketStream stream) {
        this.us = us;
        this.hostKeys = hostKeys;
        this.random = random;
        this.stream = stream;
    }

    void identified(byte[] ours, byte[] theirs) {
        ourIdentification = ours == null ? ourIdentification : ours;
        theirIdentification = theirs == null ? theirIdentification : theirs;
    }

    byte[] ourIdentification() {
        return ourIdentification;
    }

    boolean hasSentInit() {
        return ourInit != null;
    }

    boolean hasReceivedInit() {
        return theirInit != null;
    }

    boolean hasSentNewKeys() {
        return sentNewKeys;
    }

    boolean hasReceivedNewKeys() {
        return receivedNewKeys;
    }

    boolean hasEnded() {
        return exchanges > 0 && sentNewKeys && receivedNewKeys;
    }

    /** Both directions protected, and no KEXINIT since. */
    boolean isIdle() {
        return hasEnded() && ourInit == null && theirInit == null;
    }

    byte[] hash() {
        return hash;
    }

    byte[] sessionId() {
        return sessionId;
    }

    Negotiated negotiated() {
        return negotiated;
    }

    /** The user is in: compression that waited for that begins (OpenSSH PROTOCOL §1.3). */
    void authenticated() {
        authenticated = true;
        if (isDelayed(us)) {
            stream.compressSent();
        }
        if (isDelayed(us == Role.CLIENT ? Role.SERVER : Role.CLIENT)) {
            stream.compressReceived();
        }
    }

    private boolean isDelayed(Role sender) {
        var direction = sender == Role.CLIENT ? negotiated.clientToServer() : negotiated.serverToClient();
        return direction.compression().equals("zlib@openssh.com");
    }

    /** A payload that we have sent. */
    void sent(byte[] payload) {
        if (payload.length > 0 && payload[0] == KEXINIT) {
            begin();
            ourInit = ourInit == null ? payload : ourInit; // a second one is no part of the exchange
        }
    }

    /** A payload that came. */
    void received(Received message) throws IOException {
        if (message.number() == KEXINIT) {
            begin();
            if (theirInit == null) {
                theirInit = message.payload();
                guessIsDue = follows(theirInit);
            }
        } else if (guessIsDue && message.isOfKexMethod()) {
            guessIsDue = false;
            guess = message;
        } else if (message.number() == NEWKEYS && opening != null) {
            stream.openWith(opening, authenticated);
            opening.close();
            opening = null;
            receivedNewKeys = true;
            endIfBoth();
        }
    }

    private static boolean follows(byte[] init) {
        try {
            return RawKexInit.of(init).follows() != 0;
        } catch (ProtocolException e) {
            return false; // who waits for it decodes it strictly
        }
    }

    /** Everything behind our NEWKEYS is sealed with the new keys. */
    void newKeysSent() {
        if (sealing == null) {
            throw new IllegalStateException("there are no keys yet: the key exchange method has not ended");
        }
        stream.sealWith(sealing, authenticated);
        sealing.close();
        sealing = null;
        sentNewKeys = true;
        endIfBoth();
    }

    private void begin() {
        if (ourInit == null && theirInit == null) { // a new exchange
            method = null;
            sentNewKeys = false;
            receivedNewKeys = false;
        }
    }

    private void endIfBoth() {
        if (sentNewKeys && receivedNewKeys) {
            exchanges++;
            ourInit = null;
            theirInit = null;
            closeMethod();
        }
    }

    void taking(UnaryOperator<KexInit> value) {
        bend = value;
    }

    /** From now on keys are derived with another session id than the first H. */
    void sessionId(byte[] value) {
        sessionId = value;
    }

    /** What the two KEXINITs come to. */
    Negotiated agree() throws IOException {
        var ours = RawKexInit.of(ourInit).lenient(); // whatever we were told to say
        var theirs = bend.apply(RawKexInit.of(theirInit).lenient()); // who waited for it has decoded it strictly
        var negotiation = new Negotiation(us, ours, theirs);
        strict = exchanges == 0 ? negotiation.bothStrict() : strict;
        try {
            negotiated = negotiation.agree(strict);
        } catch (NegotiationException e) {
            if (exchanges > 0) {
                throw e; // it had what is asked for, or the script knows why not
            }
            throw new SkipException("the target has nothing of what this asks for: " + e.getMessage(), e);
        }
        guessIsWrong = !negotiation.isGuessRight();
        return negotiated;
    }

    /** Whether the next method message is a guess of the target that is wrong (RFC 4253 §7). */
    boolean dropsGuess() throws IOException {
        if (guessIsDue && ourInit != null) {
            agree();
            return guessIsWrong;
        }
        return false;
    }

    /** Whether that is what the target sent behind its KEXINIT, before it knew ours. */
    boolean isGuess(Received message) {
        return message.equals(guess);
    }

    boolean hasMethod() {
        return method != null;
    }

    /** The method begins: the client's first message. */
    Optional<Message> first() throws IOException {
        agree();
        method = newMethod();
        return method.begin();
    }

    /** As {@link #next} of a server, with values drawn anew until K, as it enters the hash, is as wanted, or any at last. */
    Optional<Message> next(Received message, Predicate<byte[]> wanted) throws IOException {
        agree();
        for (int draw = 1; true; draw++) {
            method = newMethod();
            if (method.message(message.number(), message.reader()) instanceof KexMethod.ServerAgreed agreed
                    && (draw == MOST_DRAWS || wanted.test(agreed.secret().encoded()))) {
                return Optional.of(reply(agreed));
            }
        }
    }

    /** A message of the method: what we have to say then; keys wait for NEWKEYS once both agree. */
    Optional<Message> next(Received message) throws IOException {
        if (method == null) {
            first(); // as a server: it waits
        }
        try {
            var step = method.message(message.number(), message.reader());
            if (step instanceof KexMethod.Send send) {
                return Optional.of(send.message());
            }
            if (step instanceof KexMethod.ServerAgreed agreed) {
                return Optional.of(reply(agreed));
            }
            verified((KexMethod.ClientAgreed) step);
            return Optional.empty();
        } catch (ProtocolException e) {
            throw new ExpectationException("the target's " + message + " is wrong: " + e.getMessage(), e);
        }
    }

    /** Whether the method has ended with keys. */
    boolean hasAgreed() {
        return sealing != null || sentNewKeys;
    }

    private KexMethod newMethod() {
        return KexMethods.named(
                negotiated.kex(),
                us,
                random,
                GroupExchange.DEFAULT,
                () -> hostKey().publicKey().blob());
    }

    private void closeMethod() {
        if (method != null) { // null if a script wrote its messages
            method.close();
        }
    }

    /** The key of a server that signs what was agreed on. */
    Signer hostKey() {
        var type = SignatureAlgorithms.keyType(negotiated.hostKeyAlgorithm()).orElseThrow();
        return hostKeys.stream()
                .filter(key -> key.publicKey().type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** A server's end of the method, not signed. */
    KexMethod.ServerAgreed agreed(Received message) throws IOException {
        return (KexMethod.ServerAgreed) method.message(message.number(), message.reader());
    }

    private Message reply(KexMethod.ServerAgreed agreed) throws IOException {
        byte[] hostKey = hostKey().publicKey().blob();
        try (var secret = agreed.secret()) {
            derive(hostKey, agreed.fields(), secret);
        }
        return agreed.reply().with(hostKey, hostKey().sign(negotiated.hostKeyAlgorithm(), hash));
    }

    private void verified(KexMethod.ClientAgreed agreed) throws IOException {
        try (var secret = agreed.secret()) {
            if (!verifies(agreed.hostKey(), agreed.fields(), secret, agreed.signature())) {
                throw new ExpectationException(
                        "the target's %s signature does not verify over the exchange hash of what was sent (RFC 4253 §8)"
                                .formatted(negotiated.hostKeyAlgorithm()));
            }
        }
    }

    /** Whether the target signed H of this; if so, keys are derived. */
    boolean verifies(byte[] hostKey, byte[] fields, SharedSecret secret, byte[] signature) throws IOException {
        var key = SSHPublicKey.decode(hostKey, 1024);
        byte[] signed = exchangeHash().of(KexMethods.hash(negotiated.kex()), hostKey, fields, secret);
        boolean right = key.verify(negotiated.hostKeyAlgorithm(), signed, signature);
        if (right) {
            derive(hostKey, fields, secret);
        }
        return right;
    }

    private ExchangeHash exchangeHash() {
        var ours = Identification.ofLine(ourIdentification);
        var theirs = Identification.ofLine(theirIdentification);
        return us == Role.CLIENT
                ? new ExchangeHash(ours, theirs, ourInit, theirInit)
                : new ExchangeHash(theirs, ours, theirInit, ourInit);
    }

    void derive(byte[] hostKey, byte[] fields, SharedSecret secret) {
        var hashName = KexMethods.hash(negotiated.kex());
        hash = exchangeHash().of(hashName, hostKey, fields, secret);
        sessionId = sessionId == null ? hash : sessionId;
        var derivation = new KeyDerivation(hashName, secret, hash, sessionId);
        sealing = PacketKeys.derive(derivation, negotiated, us);
        opening = PacketKeys.derive(derivation, negotiated, us == Role.CLIENT ? Role.SERVER : Role.CLIENT);
    }
}
