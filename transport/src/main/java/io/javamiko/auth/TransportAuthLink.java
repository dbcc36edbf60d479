package io.javamiko.auth;

import io.javamiko.Deadline;
import io.javamiko.transport.Message;
import io.javamiko.transport.Role;
import io.javamiko.transport.Transport;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Authentication over a transport whose first key exchange has ended. */
record TransportAuthLink(Transport transport) implements AuthLink {
    TransportAuthLink {
        if (transport.role() == Role.CLIENT && transport.hostKey().isEmpty()) {
            throw new IllegalStateException("the server's host key is not verified");
        }
    }

    @Override
    public void send(Message message) throws IOException {
        transport.send(message);
    }

    @Override
    public WireReader receive(Deadline deadline) throws IOException {
        var payload = transport.receive(deadline);
        return new WireReader(payload.array(), payload.offset(), payload.length());
    }

    @Override
    public byte[] sessionId() {
        return transport.sessionId();
    }

    @Override
    public Optional<List<String>> serverSignatureAlgorithms() {
        return transport.extensions().serverSignatureAlgorithms();
    }

    @Override
    public void disconnect(int reason, String text) {
        transport.disconnect(reason, text);
    }
}
