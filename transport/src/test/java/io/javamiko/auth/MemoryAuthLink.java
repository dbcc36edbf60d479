package io.javamiko.auth;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import io.javamiko.transport.Message;
import io.javamiko.transport.PeerDisconnectedException;
import io.javamiko.transport.TransportMessage;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Two ends of a link in memory: what one sends, the other receives, as bytes. */
final class MemoryAuthLink implements AuthLink {
    static final byte[] SESSION_ID =
            "the first exchange hash, 32 byte".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final BlockingQueue<byte[]> in;
    private final BlockingQueue<byte[]> out;
    private Optional<List<String>> serverSignatureAlgorithms = Optional.empty();

    private MemoryAuthLink(BlockingQueue<byte[]> in, BlockingQueue<byte[]> out) {
        this.in = in;
        this.out = out;
    }

    record Pair(MemoryAuthLink client, MemoryAuthLink server) {}

    static Pair pair() {
        var toServer = new LinkedBlockingQueue<byte[]>();
        var toClient = new LinkedBlockingQueue<byte[]>();
        return new Pair(new MemoryAuthLink(toClient, toServer), new MemoryAuthLink(toServer, toClient));
    }

    MemoryAuthLink serverTakes(String... algorithms) {
        serverSignatureAlgorithms = Optional.of(List.of(algorithms));
        return this;
    }

    @Override
    public void send(Message message) {
        out.add(message.payload());
    }

    @Override
    public WireReader receive(Deadline deadline) throws IOException {
        try {
            long most = Math.min(deadline.remainingNanos(), TimeUnit.SECONDS.toNanos(30));
            byte[] payload = in.poll(most, TimeUnit.NANOSECONDS);
            if (payload == null) {
                throw new SSHTimeoutException("no message came", deadline.length());
            }
            var reader = new WireReader(payload);
            if (payload[0] == 1) {
                reader.skip(1);
                throw new PeerDisconnectedException((TransportMessage.Disconnect) TransportMessage.decode(1, reader));
            }
            return reader;
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    @Override
    public byte[] sessionId() {
        return SESSION_ID.clone();
    }

    @Override
    public Optional<List<String>> serverSignatureAlgorithms() {
        return serverSignatureAlgorithms;
    }

    @Override
    public void disconnect(int reason, String text) {
        send(new TransportMessage.Disconnect(reason, text, ""));
    }
}
