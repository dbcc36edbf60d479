package io.javamiko.transcript;

import static io.javamiko.transport.MessageNumbers.DISCONNECT;
import static io.javamiko.transport.MessageNumbers.FIRST_OF_KEX_METHOD;
import static io.javamiko.transport.MessageNumbers.KEXINIT;
import static io.javamiko.transport.MessageNumbers.LAST_OF_KEX_METHOD;
import static io.javamiko.transport.MessageNumbers.NEWKEYS;
import static io.javamiko.transport.MessageNumbers.USERAUTH_SUCCESS;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import io.javamiko.transcript.TranscriptEntry.Identified;
import io.javamiko.transcript.TranscriptEntry.Packet;
import io.javamiko.transport.ByteLink;
import io.javamiko.transport.IdentificationParser;
import io.javamiko.transport.IdentificationParser.Found;
import io.javamiko.transport.KeyExchange;
import io.javamiko.transport.PacketStream;
import io.javamiko.transport.PacketTap.Direction;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportOptions;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.time.Duration;

/**
 * The peer of a transcript: sends what it sent, and expects what was sent to it. It has the peer's messages and not its
 * private values, so it gets the keys as the live side does: by a key exchange in the live side's role, from the same random
 * source, that is fed what the live side was. For one thread.
 */
final class RecordedPeer {
    private static final String SAME =
            "; the random source, the algorithms, the keys and what is done must be those of the recording";

    private final Transcript transcript;
    private final TransportOptions options; // of the live side
    private final PacketStream stream;
    private final MirroredKeys keys;
    private final MessageText text = new MessageText();
    private KeyExchange exchange; // null until the peer has identified itself
    private int at; // of the entry that is played
    private boolean weSaidDisconnect;

    /** @param link the peer's end */
    RecordedPeer(Transcript transcript, TransportOptions options, ByteLink link) {
        this.transcript = transcript;
        this.options = options;
        this.stream = new PacketStream(link, options.random()); // whose padding draws what the live side's does
        this.keys = new MirroredKeys(stream);
    }

    /** Whether the transcript has what the peer must send. */
    void check() throws TranscriptException {
        for (var entry : transcript.entries()) {
            at++;
            if (entry instanceof Packet packet) {
                boolean received = packet.direction() == Direction.RECEIVED;
                if (packet.payload().bytes().length == 0
                        || received && packet.payload().payload().isEmpty()) {
                    throw parted("can't be replayed, since its bytes are not all there: " + packet.words());
                }
            }
        }
    }

    /** Plays it to its end. */
    void play(Duration patience) throws IOException {
        at = 0;
        try (stream) {
            for (var entry : transcript.entries()) {
                at++;
                play(entry, Deadline.after(patience));
            }
            at++;
            if (weSaidDisconnect) {
                expectEnd(Deadline.after(patience));
            }
        } finally {
            if (exchange != null) {
                exchange.close();
            }
        }
    }

    private void play(TranscriptEntry entry, Deadline deadline) throws IOException {
        if (entry instanceof Identified identified) {
            if (identified.direction() == Direction.SENT) {
                expect(identified, deadline);
            } else {
                stream.sendRaw(identified.identification().wireBytes());
                exchange = new KeyExchange(options.kexSetup(identified.identification()), keys);
            }
        } else if (entry instanceof Packet packet) {
            if (packet.direction() == Direction.SENT) {
                expect(packet, deadline);
            } else {
                send(packet);
            }
        }
    }

    // ---- what the live side sends ---------------------------------------------------------------------------------

    private void expect(Identified identified, Deadline deadline) throws IOException {
        var outcome = stream.receiveIdentification(new IdentificationParser(other(transcript.us())), deadline);
        boolean same = outcome instanceof Found found && found.identification().equals(identified.identification());
        if (!same) {
            throw parted("is another identification than " + identified.identification());
        }
    }

    private void expect(Packet packet, Deadline deadline) throws IOException {
        byte[] payload = receive(packet, deadline);
        String words = text.of(transcript.us(), payload);
        if (!packet.payload().mayBe(payload)) {
            throw parted("was \"" + packet.words() + "\", and is \"" + words + "\"" + SAME);
        }
        if (stream.lastSequence() != packet.sequence()) {
            throw parted("has the sequence number " + stream.lastSequence() + ", not " + packet.sequence());
        }
        switch (payload[0] & 0xff) {
            case KEXINIT -> exchange.start(); // of no effect if the peer's came first
            case NEWKEYS -> keys.open();
            case USERAUTH_SUCCESS -> keys.authenticated();
            case DISCONNECT -> weSaidDisconnect = true;
            default -> {}
        }
    }

    private byte[] receive(Packet packet, Deadline deadline) throws IOException {
        try {
            var payload = stream.receive(deadline);
            if (payload != null) {
                return payload.copy();
            }
        } catch (SSHTimeoutException e) {
            throw parted("was \"" + packet.words() + "\", and nothing was sent" + SAME);
        }
        throw parted("was \"" + packet.words() + "\", and the connection was closed" + SAME);
    }

    private void expectEnd(Deadline deadline) throws IOException {
        var payload = stream.receive(deadline);
        if (payload != null) {
            throw parted("is not recorded: \"" + text.of(transcript.us(), payload.copy()) + "\"" + SAME);
        }
    }

    // ---- what the peer sends ----------------------------------------------------------------------------------------

    private void send(Packet packet) throws IOException {
        byte[] payload = packet.payload().bytes();
        text.of(other(transcript.us()), payload);
        stream.send(payload);
        if (stream.lastSentSequence() != packet.sequence()) {
            throw parted("goes under sequence number " + stream.lastSentSequence() + ", not " + packet.sequence());
        }
        int number = payload[0] & 0xff;
        if (number == KEXINIT) {
            exchange.peerInit(payload, packet.sequence());
        } else if (number == NEWKEYS) {
            exchange.peerNewKeys();
        } else if (number >= FIRST_OF_KEX_METHOD && number <= LAST_OF_KEX_METHOD) {
            exchange.methodMessage(number, new WireReader(payload, 1, payload.length - 1));
        } else if (number == USERAUTH_SUCCESS) {
            keys.authenticated();
        }
    }

    private TranscriptException parted(String how) {
        return new TranscriptException("entry " + at + " of the transcript " + how);
    }

    private static Role other(Role role) {
        return role == Role.CLIENT ? Role.SERVER : Role.CLIENT;
    }
}
