package io.javamiko.transport;

import io.javamiko.transport.compression.Compression;
import io.javamiko.transport.io.Driver;
import java.io.IOException;

/**
 * What a key exchange does to its connection: messages, keys and compression of both directions, and who is told.
 * Receiving is the reader's, sending stands under the send lock.
 */
final class KexDriver implements KexOutput {
    private final Driver driver;
    private final Gate sending; // under the send lock
    private final Gate receiving;
    private final RekeyLimits received;
    private final Exchanges exchanges;
    private final ConnectionListener listener;
    private Compression receives = Compression.NONE; // the reader's
    private volatile Compression sends = Compression.NONE;
    private volatile boolean authenticated;

    KexDriver(
            Driver driver,
            Gate sending,
            Gate receiving,
            RekeyLimits received,
            Exchanges exchanges,
            ConnectionListener listener) {
        this.driver = driver;
        this.sending = sending;
        this.receiving = receiving;
        this.received = received;
        this.exchanges = exchanges;
        this.listener = listener;
    }

    /** The user is authenticated: what waited for that begins, in both directions (zlib@openssh.com, large packets). */
    void authenticated(Limits limits, Step startRekey) {
        authenticated = true;
        driver.outbox().authenticated(limits.answers(), sends.waitsForAuthentication(), startRekey::run);
        driver.reader().authenticated();
        if (receives.waitsForAuthentication()) { // the stream of "zlib" goes on
            driver.reader().compressed(true);
        }
    }

    @Override
    public void exclusively(Step step) throws IOException {
        driver.outbox().exclusively(step::run);
    }

    @Override
    public void send(Message message) throws IOException {
        if (message.number() == KexInit.NUMBER) {
            exchanges.started(System.nanoTime());
        }
        driver.outbox().answer(message);
    }

    @Override
    public void sendNewKeys(PacketKeys next) throws IOException {
        try (next) {
            sends = next.compression();
            driver.outbox().newKeys(next.sealer(driver.padding()), sends.isActive(authenticated), next);
        }
    }

    @Override
    public void openWith(PacketKeys next) {
        try (next) {
            receives = next.compression();
            driver.reader().use(next.opener(), receives.isActive(authenticated), next.resetsSequenceNumber());
            received.newKeys(next.blockLength(), System.nanoTime());
            exchanges.keysInUse();
        }
    }

    /** A signer may block, and the reader must not wait for it; in the first exchange the caller's thread may. */
    @Override
    public void sign(SignatureRequest request) throws IOException {
        if (!authenticated) {
            request.complete(request.sign());
            return;
        }
        driver.aside("signer", () -> {
            byte[] signature = request.sign();
            exclusively(() -> request.complete(signature));
        });
    }

    @Override
    public void negotiated(Negotiated negotiated) throws IOException {
        if (negotiated.strictKex()) {
            receiving.strict();
        } else {
            exclusively(sending::notStrict);
        }
    }

    @Override
    public void established(Negotiated negotiated) {
        if (exchanges.count() == 0) {
            listener.negotiated(negotiated);
        } else {
            listener.rekeyed(negotiated);
        }
        exchanges.ended();
    }

    @Override
    public void warning(Warning warning) {
        listener.warning(warning);
    }
}
