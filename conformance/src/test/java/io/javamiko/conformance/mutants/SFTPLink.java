package io.javamiko.conformance.mutants;

import static io.javamiko.transport.MessageNumbers.CHANNEL_DATA;

import io.javamiko.conformance.peer.Peer;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Changes packets of SFTP on their way between a client and a server: whichever side the kit is. Only such that lie whole in
 * a message are seen, as all small ones do.
 */
final class SFTPLink implements MessageLink.Bend {
    private static final int MAX = 1 << 20;

    /** A packet. */
    record Packet(int type, byte[] body) {
        WireReader fields() throws IOException {
            var in = new WireReader(body);
            in.uint32();
            return in;
        }

        long id() throws IOException {
            return new WireReader(body).uint32();
        }

        /** Another one with the same id. */
        Packet as(int otherType, WireWriter fields) throws IOException {
            return new Packet(
                    otherType,
                    new WireWriter().uint32(id()).raw(fields.toByteArray()).toByteArray());
        }

        /** What follows the id. */
        WireWriter rest() throws IOException {
            return new WireWriter().raw(fields().rest());
        }
    }

    /** What the server gets in place of a request. */
    @FunctionalInterface
    interface Asking {
        Packet asked(Packet request) throws IOException;
    }

    /** What the client gets in place of a reply to a request. */
    @FunctionalInterface
    interface Answering {
        Packet answered(Packet request, Packet reply) throws IOException;
    }

    private final Asking asking;
    private final Answering answering;
    private final Map<Long, Packet> requests = new HashMap<>();

    SFTPLink(Asking asking, Answering answering) {
        this.asking = asking;
        this.answering = answering;
    }

    @Override
    public void fromKit(byte[] payload, Peer kit, Peer target) throws IOException {
        target.send(changed(payload, packet -> {
            if (packet.body().length >= 4) {
                requests.put(packet.id(), packet);
            }
            return asking.asked(packet);
        }));
    }

    @Override
    public void fromTarget(byte[] payload, Peer kit, Peer target) throws IOException {
        kit.send(changed(payload, packet -> {
            var request = packet.body().length < 4 ? null : requests.get(packet.id());
            return request == null ? packet : answering.answered(request, packet);
        }));
    }

    /** Where the client is the one that is broken: what it sends, and what it gets. */
    static MessageLink.Bend ofClient(Asking sends, Asking gets) {
        return new MessageLink.Bend() {
            @Override
            public void fromKit(byte[] payload, Peer kit, Peer target) throws IOException {
                target.send(changed(payload, gets));
            }

            @Override
            public void fromTarget(byte[] payload, Peer kit, Peer target) throws IOException {
                kit.send(changed(payload, sends));
            }
        };
    }

    private static byte[] changed(byte[] payload, Asking change) throws IOException {
        if (payload[0] != CHANNEL_DATA) {
            return payload;
        }
        var in = new WireReader(payload, 1, payload.length - 1);
        long channel = in.uint32();
        byte[] data = in.string(MAX);
        byte[] other = packets(data, change);
        return new WireWriter()
                .uint8(CHANNEL_DATA)
                .uint32(channel)
                .string(other)
                .toByteArray();
    }

    /** The same bytes if they are not whole packets. */
    private static byte[] packets(byte[] data, Asking change) throws IOException {
        var out = new WireWriter();
        int at = 0;
        while (at < data.length) {
            if (data.length - at < 5) {
                return data;
            }
            long length = new WireReader(data, at, 4).uint32();
            if (length < 1 || length > data.length - at - 4) {
                return data;
            }
            int end = at + 4 + (int) length;
            var packet = change.asked(new Packet(data[at + 4] & 0xff, Arrays.copyOfRange(data, at + 5, end)));
            out.uint32(packet.body().length + 1).uint8(packet.type()).raw(packet.body());
            at = end;
        }
        return out.toByteArray();
    }
}
