package io.javamiko.transport;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.agreement.SharedSecret;
import io.javamiko.transport.kex.KexMethod;
import io.javamiko.transport.kex.KexMethod.ClientAgreed;
import io.javamiko.transport.kex.KexMethod.Send;
import io.javamiko.transport.kex.KexMethod.ServerAgreed;
import io.javamiko.transport.kex.KexMethods;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Key exchange (RFC 4253 §7–§9) in both roles, the first one and all later ones of a connection: plain state. Messages go
 * in, {@link KexOutput} is pushed what follows.
 *
 * <p>{@link #start} may be called by any thread within {@link KexOutput#exclusively}; everything else belongs to the one
 * thread that receives. The questions may be asked by any thread. After an exception the connection must end.
 */
public final class KeyExchange implements AutoCloseable {
    private static final State IDLE = new Idle();

    private final KexSetup setup;
    private final KexOutput output;

    private volatile State state = IDLE;
    private volatile byte[] sessionId; // null until the first exchange has keys
    private volatile Negotiated negotiated; // null until the first exchange has ended
    private volatile VerifiedHostKey hostKey; // a client's; null until the first exchange has keys
    private boolean strict;
    private boolean peerTakesExtInfo;

    /** How far the exchange is, and what is known then. */
    private sealed interface State permits Idle, SentInit, Exchanging, Signing, AwaitingNewKeys, Closed {}

    /** None is running. */
    private record Idle() implements State {}

    /** Our KEXINIT is out, the peer's is not there. */
    private record SentInit(KexInit ours, byte[] payload, Optional<KexMethod> guessed) implements State {}

    /** Both are there, and the method runs; a packet that follows from a wrong guess is dropped first. */
    private record Exchanging(ExchangeHash hash, Negotiated agreed, KexMethod method, boolean dropsNext)
            implements State {}

    /** The server knows the secret and waits for its own signature. */
    private record Signing(Exchanging exchange, byte[] hostKey, ServerAgreed step, byte[] exchangeHash)
            implements State {}

    /** Our NEWKEYS is out. */
    private record AwaitingNewKeys(Negotiated agreed, PacketKeys incoming) implements State {}

    /** The connection has ended. */
    private record Closed() implements State {}

    /**
     * @param setup the connection's
     * @param output what is done goes there
     */
    public KeyExchange(KexSetup setup, KexOutput output) {
        this.setup = setup;
        this.output = output;
    }

    /** Sends our KEXINIT, unless an exchange is running: then that is the one. */
    public void start() throws IOException {
        if (state != IDLE) {
            return;
        }
        var ours = setup.proposal(isFirst());
        var guessed = setup.guesses()
                ? Optional.of(method(ours.kexAlgorithms().get(0), () -> new byte[0])) // a client has no host key
                : Optional.<KexMethod>empty();
        state = new SentInit(ours, ours.payload(), guessed);
        output.send(ours);
        var first = guessed.flatMap(KexMethod::begin);
        if (first.isPresent()) {
            output.send(first.get());
        }
    }

    /**
     * The peer's KEXINIT is there; if ours is not out, it goes now (RFC 4253 §9: both may start at once).
     *
     * @param payload the message as it came, its number included: the exchange hash covers it
     * @param sequence its packet's sequence number
     */
    public void peerInit(byte[] payload, long sequence) throws IOException {
        var in = new WireReader(payload);
        in.skip(1);
        var theirs = KexInit.decode(in);
        output.exclusively(this::start);
        if (!(state instanceof SentInit sent)) {
            throw new KeyExchangeException("a second KEXINIT came in one key exchange (RFC 4253 §7.1)");
        }
        var negotiation = new Negotiation(setup.role(), sent.ours(), theirs);
        if (isFirst()) {
            strict = negotiation.bothStrict();
            peerTakesExtInfo = negotiation.peerTakesExtInfo();
            if (strict && sequence != 0) {
                throw new KeyExchangeException(
                        "packets came before the KEXINIT of a strict key exchange (PROTOCOL §1.9)");
            }
        }
        var agreed = negotiation.agree(strict);
        report(agreed);
        var method = method(sent, negotiation, agreed);
        var hash = setup.exchangeHash(sent.payload(), payload.clone());
        state = new Exchanging(hash, agreed, method, negotiation.peerGuessesWrong());
        if (sent.guessed().filter(method::equals).isEmpty()) {
            var first = method.begin();
            if (first.isPresent()) {
                output.send(first.get());
            }
        }
    }

    /** Our guess, if it was right; else a new one of what was agreed on. */
    private KexMethod method(SentInit sent, Negotiation negotiation, Negotiated agreed) {
        if (sent.guessed().isPresent()) {
            if (negotiation.isGuessRight()) {
                return sent.guessed().get();
            }
            sent.guessed().get().close();
        }
        return method(
                agreed.kex(),
                () -> setup.signer(agreed.hostKeyAlgorithm()).publicKey().blob());
    }

    private KexMethod method(String name, Supplier<byte[]> ourHostKey) {
        return KexMethods.named(name, setup.role(), setup.random(), setup.groupExchange(), ourHostKey);
    }

    private void report(Negotiated agreed) throws IOException {
        if (agreed.isOpenToTerrapin()) {
            if (setup.refusesTerrapin()) {
                throw new KeyExchangeException(
                        "the peer does not speak strict key exchange, and the ciphers agreed on (" + agreed
                                + ") need it against the Terrapin attack (CVE-2023-48795)");
            }
            output.warning(new Warning(
                    Warning.Kind.TERRAPIN,
                    "no strict key exchange with " + agreed.clientToServer() + " and " + agreed.serverToClient()
                            + ": packets may be removed at the start (CVE-2023-48795); update the peer"));
        }
        for (String name : agreed.legacy()) {
            output.warning(new Warning(Warning.Kind.LEGACY_ALGORITHM, name + " is weak, and was agreed on"));
        }
        output.negotiated(agreed);
    }

    /**
     * A message of the method, 30–49.
     *
     * @param in what follows the number
     */
    public void methodMessage(int number, WireReader in) throws IOException {
        if (!(state instanceof Exchanging exchange)) {
            throw new KeyExchangeException(
                    "message " + number + " came where the key exchange waits for none (RFC 4253 §8)");
        }
        if (exchange.dropsNext()) {
            state = new Exchanging(exchange.hash(), exchange.agreed(), exchange.method(), false);
            return;
        }
        var step = step(exchange, number, in);
        if (step instanceof Send send) {
            output.send(send.message());
        } else if (step instanceof ServerAgreed agreed) {
            serverAgreed(exchange, agreed);
        } else {
            clientAgreed(exchange, (ClientAgreed) step);
        }
    }

    private static KexMethod.Step step(Exchanging exchange, int number, WireReader in) throws KeyExchangeException {
        try {
            return exchange.method().message(number, in);
        } catch (ProtocolException e) {
            throw new KeyExchangeException(exchange.agreed().kex() + " failed: " + e.getMessage(), e);
        }
    }

    private void serverAgreed(Exchanging exchange, ServerAgreed step) throws IOException {
        String algorithm = exchange.agreed().hostKeyAlgorithm();
        var signer = setup.signer(algorithm);
        byte[] blob = signer.publicKey().blob();
        byte[] h = exchange.hash().of(KexMethods.hash(exchange.agreed().kex()), blob, step.fields(), step.secret());
        var signing = new Signing(exchange, blob, step, h);
        state = signing;
        output.sign(new SignatureRequest(signer, algorithm, h, signature -> signed(signing, signature)));
    }

    private void signed(Signing signing, byte[] signature) throws IOException {
        if (state != signing) {
            return; // closed meanwhile
        }
        output.send(signing.step().reply().with(signing.hostKey(), signature));
        try (var secret = signing.step().secret()) {
            takeKeys(signing.exchange(), secret, signing.exchangeHash());
        }
    }

    private void clientAgreed(Exchanging exchange, ClientAgreed step) throws IOException {
        var agreed = exchange.agreed();
        try (var secret = step.secret()) {
            byte[] h = exchange.hash().of(KexMethods.hash(agreed.kex()), step.hostKey(), step.fields(), secret);
            hostKey = hostKey == null
                    ? VerifiedHostKey.first(step.hostKey(), h, step.signature(), agreed, setup)
                    : hostKey.next(step.hostKey(), h, step.signature(), agreed, setup);
            takeKeys(exchange, secret, h);
        }
    }

    /** RFC 4253 §7.2, §7.3: both sides know K and H; the first H is the session's identifier for good. */
    private void takeKeys(Exchanging exchange, SharedSecret secret, byte[] exchangeHash) throws IOException {
        boolean first = isFirst();
        if (first) {
            sessionId = exchangeHash;
        }
        var agreed = exchange.agreed();
        PacketKeys outgoing;
        try (var method = exchange.method()) {
            var derivation = new KeyDerivation(KexMethods.hash(agreed.kex()), secret, exchangeHash, sessionId);
            outgoing = PacketKeys.derive(derivation, agreed, setup.role());
            var incoming = PacketKeys.derive(derivation, agreed, setup.role().peer());
            state = new AwaitingNewKeys(agreed, incoming);
        }
        output.sendNewKeys(outgoing);
        if (first && peerTakesExtInfo) {
            output.send(setup.extInfo()); // RFC 8308 §2.4: the packet right behind the first NEWKEYS
        }
    }

    /** The peer's NEWKEYS is there; whatever comes behind it is under the new keys. */
    public void peerNewKeys() throws IOException {
        if (!(state instanceof AwaitingNewKeys awaiting)) {
            throw new KeyExchangeException("NEWKEYS came before the keys were agreed on (RFC 4253 §7.3)");
        }
        output.openWith(awaiting.incoming());
        negotiated = awaiting.agreed();
        state = IDLE;
        output.established(awaiting.agreed());
    }

    /** Whether an exchange runs: from the first of both KEXINITs to the last of both NEWKEYS. */
    public boolean isRunning() {
        return state != IDLE;
    }

    /** Whether we are between our KEXINIT and our NEWKEYS. */
    public boolean weAreIn() {
        return state != IDLE && !(state instanceof AwaitingNewKeys);
    }

    /** Whether the peer is between its KEXINIT and its NEWKEYS. */
    public boolean peerIsIn() {
        return state != IDLE && !(state instanceof SentInit);
    }

    /** Whether the connection's first KEXINITs agreed on strict key exchange; to be asked by the receiving thread. */
    public boolean isStrict() {
        return strict;
    }

    /** The session identifier (RFC 4253 §7.2), a copy; empty until the first exchange has keys. */
    public Optional<byte[]> sessionId() {
        return Optional.ofNullable(sessionId).map(byte[]::clone);
    }

    /** What is in use; empty until the first exchange has ended. */
    public Optional<Negotiated> negotiated() {
        return Optional.ofNullable(negotiated);
    }

    /** On a client the server's key, verified; empty until the first exchange has keys. */
    public Optional<VerifiedHostKey> hostKey() {
        return Optional.ofNullable(hostKey);
    }

    private boolean isFirst() {
        return sessionId == null;
    }

    /** Forgets what a running exchange knows; by the receiving thread, or once it has ended. */
    @Override
    public void close() {
        var last = state;
        state = new Closed();
        if (last instanceof SentInit sent) {
            sent.guessed().ifPresent(KexMethod::close);
        } else if (last instanceof Exchanging exchange) {
            exchange.method().close();
        } else if (last instanceof Signing signing) {
            signing.exchange().method().close();
            signing.step().secret().close();
        } else if (last instanceof AwaitingNewKeys awaiting) {
            awaiting.incoming().close();
        }
    }
}
