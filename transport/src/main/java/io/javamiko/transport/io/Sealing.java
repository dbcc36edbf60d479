package io.javamiko.transport.io;

import static io.javamiko.transport.MessageNumbers.DISCONNECT;

import io.javamiko.SSHException;
import io.javamiko.crypto.packet.PacketSealer;
import io.javamiko.transport.Flow;
import io.javamiko.transport.Gate;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Message;
import io.javamiko.transport.PacketKeys;
import io.javamiko.transport.RekeyLimits;
import io.javamiko.transport.TransportMessage.NewKeys;
import java.io.IOException;
import java.util.ArrayDeque;

/**
 * Accepts what goes out: in this order, under these keys. Knows what the gate lets through now, keeps the answers that it
 * holds back, and sees when keys have served long enough. Nothing here waits; all of it under the send lock.
 */
final class Sealing {
    private static final int HELD_OVERHEAD = 64; // bytes that a held answer counts beside its payload

    private final SendLock lock;
    private final SealedBytes sealed;
    private final PacketWriter packets;
    private final Gate gate;
    private final RekeyLimits keysServe;
    private final ArrayDeque<byte[]> held = new ArrayDeque<>(); // answers that wait for the gate, as payloads
    private int heldBytes;
    private int mostOwed; // bytes up to which answers may fill
    private SendBuffer.Action startRekey; // null until the user is authenticated
    private boolean rekeyIsDue;

    Sealing(SendLock lock, SealedBytes sealed, PacketWriter packets, Gate gate, Limits limits) {
        this.lock = lock;
        this.sealed = sealed;
        this.packets = packets;
        this.gate = gate;
        this.keysServe = new RekeyLimits(limits);
        this.mostOwed = limits.answersBeforeAuth();
    }

    /** Whether such a message may go now; if not, it may once our key exchange has ended. */
    boolean mayGo(int number) throws IOException {
        lock.checkAlive();
        if (gate.maySend(number)) {
            return true;
        }
        if (!gate.isInKex()) {
            throw new IllegalStateException("message " + number + " may not be sent in phase " + gate.phase());
        }
        return false;
    }

    /** Whether there is room for that many bytes of payload under the users' bound. */
    boolean hasRoom(int payloadLength) {
        return sealed.hasRoom(packets.sealedBound(payloadLength));
    }

    /** Whether a message may begin: its end may stand above the users' bound. */
    boolean hasRoom() {
        return sealed.length() < SealedBytes.CAPACITY;
    }

    /** A message that may go. */
    void accept(Message message) throws IOException {
        packets.put(message);
        accept();
    }

    /** Bulk data that may go. Creates no object. */
    void accept(Flow flow, byte[] data, int offset, int granted) throws IOException {
        packets.put(flow, data, offset, granted);
        seal();
        rekeyIfDue();
    }

    /** An answer: now, or when the gate opens. */
    void acceptOrHold(Message message) throws IOException {
        packets.put(message);
        acceptOrHold();
    }

    /** An answer of a number and two uint32, as {@link #acceptOrHold(Message)}. Creates no object. */
    void acceptOrHold(int number, int first, int second) throws IOException {
        packets.put(number, first, second);
        acceptOrHold();
    }

    private void acceptOrHold() throws IOException {
        if (sealed.length() + heldBytes + packets.sealedBound() > mostOwed) {
            throw lock.failing(new SSHException(
                    "the peer asks and does not read: %d bytes wait to be sent to it, and no more answers are kept"
                            .formatted(sealed.length() + heldBytes)));
        }
        if (mayGo(packets.number())) {
            accept();
        } else {
            byte[] payload = packets.takePayload();
            held.add(payload);
            heldBytes += payload.length + HELD_OVERHEAD;
        }
    }

    private void accept() throws IOException {
        gate.passed(packets.number());
        seal();
        packets.wipe(); // it may have been a password
        rekeyIfDue();
    }

    private void seal() throws IOException {
        if (keysServe.isExhausted()) {
            throw lock.failing(new SSHException(
                    "2³¹ packets were sent under one key, and the peer ends no key exchange (RFC 4344 §3.1)"));
        }
        int before = sealed.length();
        sealed.seal(packets);
        rekeyIsDue = keysServe.packet(sealed.length() - before);
    }

    private void rekeyIfDue() throws IOException {
        if (rekeyIsDue && startRekey != null && !gate.isInKex()) {
            startRekey.run();
        }
    }

    /** Bytes that are no packet. */
    void acceptRaw(byte[] bytes) throws IOException {
        lock.checkAlive();
        sealed.append(bytes);
    }

    /** NEWKEYS under the old keys; everything behind it under the new ones, what the gate held back first. */
    void newKeys(PacketSealer next, boolean compressed, PacketKeys keys) throws IOException {
        lock.checkAlive();
        packets.put(new NewKeys());
        gate.passed(packets.number());
        seal();
        packets.use(next, compressed, keys.resetsSequenceNumber());
        keysServe.newKeys(keys.blockLength(), System.nanoTime());
        rekeyIsDue = false;
        for (byte[] payload = held.poll(); payload != null; payload = held.poll()) {
            packets.put(payload, 0, payload.length);
            accept();
        }
        heldBytes = 0;
    }

    void authenticated(int answers, boolean compressionBegins, SendBuffer.Action rekey) {
        gate.authenticated();
        startRekey = rekey;
        mostOwed = SealedBytes.CAPACITY + answers;
        if (compressionBegins) {
            packets.compressed(true);
        }
    }

    long rekeyTime() {
        return keysServe.nextDue();
    }

    long bytesUnderKeys() {
        return keysServe.bytes();
    }

    /** The last message, if it may go. */
    void end(Message farewell) {
        held.clear();
        heldBytes = 0;
        if (farewell != null && gate.maySend(DISCONNECT)) {
            packets.put(farewell);
            sealed.seal(packets);
        }
    }

    /** Forgets what was not written, and wipes the keys. */
    void destroy() {
        sealed.clear();
        packets.destroy();
    }

    /** Bytes of memory that the buffers hold. */
    int memory() {
        return sealed.memory() + packets.memory();
    }
}
