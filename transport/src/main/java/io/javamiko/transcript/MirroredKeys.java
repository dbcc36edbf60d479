package io.javamiko.transcript;

import io.javamiko.transport.KexOutput;
import io.javamiko.transport.Message;
import io.javamiko.transport.Negotiated;
import io.javamiko.transport.PacketKeys;
import io.javamiko.transport.PacketStream;
import io.javamiko.transport.SignatureRequest;
import io.javamiko.transport.Warning;
import java.io.IOException;

/**
 * Turns the keys of a key exchange around: what it would open with, the stream seals with, and the other way round. Messages
 * that it would send are dropped, for the live side sends them. For one thread.
 */
final class MirroredKeys implements KexOutput {
    private static final String DELAYED = "zlib@openssh.com";

    private final PacketStream stream;
    private PacketKeys next; // what opens packets behind the live side's NEWKEYS; null where none are due
    private Negotiated negotiated;
    private boolean authenticated;

    MirroredKeys(PacketStream stream) {
        this.stream = stream;
    }

    /** The live side's NEWKEYS has come. */
    void open() throws TranscriptException {
        if (next == null) {
            throw new TranscriptException("NEWKEYS was sent before the keys were agreed on");
        }
        try (var keys = next) {
            stream.openWith(keys, authenticated);
        }
        next = null;
    }

    /** The user is authenticated: compression that waited for it begins. */
    void authenticated() {
        authenticated = true;
        if (negotiated != null
                && negotiated.clientToServer().compression().equals(DELAYED)
                && negotiated.serverToClient().compression().equals(DELAYED)) {
            stream.compressSent();
            stream.compressReceived();
        }
    }

    @Override
    public void exclusively(Step step) throws IOException {
        step.run();
    }

    @Override
    public void send(Message message) {}

    @Override
    public void sendNewKeys(PacketKeys keys) {
        next = keys;
    }

    @Override
    public void openWith(PacketKeys keys) {
        try (keys) {
            stream.sealWith(keys, authenticated);
        }
    }

    @Override
    public void sign(SignatureRequest request) throws IOException {
        request.complete(request.sign());
    }

    @Override
    public void negotiated(Negotiated agreed) {
        negotiated = agreed;
    }

    @Override
    public void established(Negotiated agreed) {}

    @Override
    public void warning(Warning warning) {}
}
