package io.javamiko.transport;

import io.javamiko.ConnectionLostException;
import io.javamiko.Deadline;
import io.javamiko.SSHException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.transport.IdentificationParser.Found;
import io.javamiko.transport.IdentificationParser.Refused;
import io.javamiko.transport.PacketTap.Direction;
import io.javamiko.transport.io.Driver;
import io.javamiko.transport.io.PacketReader;
import io.javamiko.transport.io.TapQueue;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * The beginning of a connection, on the caller's thread: identification (RFC 4253 §4.2) and the first key exchange (§7),
 * each under its own deadline and with its own errors.
 */
final class Handshake {
    private final Driver driver;
    private final Role us;
    private final Limits limits;
    private final Deadline overall;
    private final TapQueue tap; // null without

    Handshake(Driver driver, Role us, Limits limits, Deadline overall, TapQueue tap) {
        this.driver = driver;
        this.us = us;
        this.limits = limits;
        this.overall = overall;
        this.tap = tap;
    }

    /**
     * Sends our identification and reads the peer's.
     *
     * @throws IdentificationException if none comes
     */
    Identification identify(Identification ours) throws IOException {
        var deadline = Deadline.after(limits.identificationTimeout()).earlier(overall);
        tell(Direction.SENT, ours);
        driver.outbox().sendRaw(ours.wireBytes());
        var parser = new IdentificationParser(us);
        try {
            var theirs = driver.read(reader -> identify(reader, parser, deadline));
            tell(Direction.RECEIVED, theirs);
            return theirs;
        } catch (IdentificationException | ConnectionLostException | InterruptedIOException e) {
            throw e;
        } catch (SSHTimeoutException e) {
            throw failure(parser).timedOut(e.waited(), e);
        } catch (IOException e) {
            throw driver.isOpen() ? failure(parser).reset(e) : e;
        }
    }

    private void tell(Direction direction, Identification identification) {
        if (tap != null) {
            tap.identified(direction, identification);
        }
    }

    private Identification identify(PacketReader reader, IdentificationParser parser, Deadline deadline)
            throws IOException {
        while (reader.readRaw(deadline) >= 0) {
            var outcome = parser.accept(reader.rawBytes(), reader.rawOffset(), reader.rawLength());
            if (outcome instanceof Found found) {
                reader.consumed(found.consumed()); // the first packet follows
                return found.identification();
            }
            if (outcome instanceof Refused refused) {
                throw failure(parser).refused(refused.reason());
            }
            reader.consumed(reader.rawLength());
        }
        var reset = driver.writeFailure();
        throw wasReset(reset) ? failure(parser).reset(reset) : failure(parser).closed();
    }

    /** A broken pipe is no reset: the peer had closed the connection before we wrote. */
    private static boolean wasReset(Throwable writeFailure) {
        return writeFailure instanceof IOException e
                && String.valueOf(e.getMessage()).contains("reset");
    }

    private IdentificationFailure failure(IdentificationParser parser) {
        return new IdentificationFailure(us, driver.toString(), parser.received());
    }

    /** One packet of a key exchange, read and dealt with. */
    @FunctionalInterface
    interface Packets {
        void next(PacketReader reader, Deadline deadline) throws IOException;
    }

    /** Runs the first key exchange to its end. */
    void exchangeKeys(KeyExchange kex, Packets packets) throws IOException {
        var deadline = Deadline.after(limits.keyExchangeTimeout()).earlier(overall);
        try {
            driver.outbox().exclusively(kex::start);
            driver.read(reader -> {
                while (kex.negotiated().isEmpty()) {
                    packets.next(reader, deadline);
                }
                return kex;
            });
        } catch (SSHTimeoutException e) {
            throw new SSHTimeoutException(
                    "%s identified itself, but the key exchange did not end".formatted(driver), e.waited(), e);
        } catch (SSHException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new SSHException("the connection to %s broke during the key exchange".formatted(driver), e);
        }
    }
}
