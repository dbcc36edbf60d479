package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.clientThrough;
import static io.javamiko.conformance.mutants.Mutant.serverThrough;
import static io.javamiko.transport.MessageNumbers.*;

import io.javamiko.conformance.peer.Peer;
import io.javamiko.connection.ConnectionMessage.ChannelClose;
import io.javamiko.connection.ConnectionMessage.ChannelFailure;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.ChannelWindowAdjust;
import io.javamiko.connection.ConnectionMessage.RequestFailure;
import io.javamiko.connection.ConnectionMessage.RequestSuccess;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Broken peers for the layer connection: our own, whose messages are changed on the way. */
final class ConnectionMutants {
    private static final int MAX = 1 << 16;
    private static final long WIDE = 4 << 20;

    static final List<Mutant> ALL = List.of(
            serverThrough("it heeds no window", () -> opening(WIDE, -1), "chan-03", "window-01", "window-02"),
            clientThrough("a client heeds no window", () -> confirming(WIDE, -1), "chan-03", "window-01", "chan-18"),
            serverThrough("it heeds no maximum packet size", () -> opening(-1, 32 << 10), "chan-05", "chan-04"),
            clientThrough("a client heeds no maximum packet size", () -> confirming(-1, 32 << 10), "chan-05"),
            serverThrough("it reads large windows as negative ones", () -> opening(0, -1), "chan-06"),
            clientThrough("a client reads large windows as negative ones", () -> confirming(0, -1), "chan-06"),
            serverThrough("it gives the number 0 to each channel", ConnectionMutants::sameNumber, "chan-11"),
            serverThrough("it does not answer CLOSE", () -> dropping(CHANNEL_CLOSE), "chan-12"),
            clientThrough("a client does not answer CLOSE", () -> dropping(CHANNEL_CLOSE), "chan-12"),
            serverThrough("it goes on behind its CLOSE", BehindClose::new, "chan-12", "chan-14"),
            clientThrough("a client goes on behind its CLOSE", BehindClose::new, "chan-14"),
            serverThrough("it answers EOF with CLOSE", ClosesAtEOF::new, "chan-17", "chan-18"),
            clientThrough("a client answers EOF with CLOSE", ClosesAtEOF::new, "chan-17"),
            serverThrough("its window wraps around", Wraps::new, "window-03"),
            serverThrough(
                    "it grants each request",
                    ConnectionMutants::granting,
                    "session-01",
                    "session-03",
                    "session-05",
                    "session-17"),
            clientThrough("a client grants each request", ConnectionMutants::granting, "session-02"),
            serverThrough("it answers each request, asked or not", AnswersAll::new, "global-01", "session-01"),
            clientThrough(
                    "a client answers each request, asked or not",
                    AnswersAll::new,
                    "global-02",
                    "session-02",
                    "session-18"),
            serverThrough("it answers global requests as it gets to them", OutOfOrder::new, "global-03"),
            clientThrough(
                    "a client lets the server open any channel",
                    Obliging::new,
                    "chan-02",
                    "session-21",
                    "forward-05",
                    "forward-06",
                    "forward-12"));

    private ConnectionMutants() {}

    private static byte[] with(byte[] payload, int at, long value) {
        byte[] changed = payload.clone();
        ByteBuffer.wrap(changed).putInt(at, (int) value);
        return changed;
    }

    /** What the kit names when it opens a channel is taken for something else; −1 leaves it. */
    private static MessageLink.Bend opening(long window, long packet) {
        return new MessageLink.Bend() {
            @Override
            public void fromKit(byte[] payload, Peer kit, Peer target) throws IOException {
                int window1 = 1 + 4 + ByteBuffer.wrap(payload).getInt(1) + 4;
                target.send(payload[0] == CHANNEL_OPEN ? misread(payload, window1, window, packet) : payload);
            }
        };
    }

    /** What the kit names when it confirms a channel is taken for something else. */
    private static MessageLink.Bend confirming(long window, long packet) {
        return new MessageLink.Bend() {
            @Override
            public void fromKit(byte[] payload, Peer kit, Peer target) throws IOException {
                target.send(payload[0] == CHANNEL_OPEN_CONFIRMATION ? misread(payload, 9, window, packet) : payload);
            }
        };
    }

    private static byte[] misread(byte[] payload, int at, long window, long packet) {
        long named = Integer.toUnsignedLong(ByteBuffer.wrap(payload).getInt(at));
        boolean large = named > Integer.MAX_VALUE;
        byte[] changed = window > 0 || window == 0 && large ? with(payload, at, window) : payload;
        return packet > 0 ? with(changed, at + 4, packet) : changed;
    }

    private static MessageLink.Bend sameNumber() {
        return new MessageLink.Bend() {
            @Override
            public void fromTarget(byte[] payload, Peer kit, Peer target) throws IOException {
                kit.send(payload[0] == CHANNEL_OPEN_CONFIRMATION ? with(payload, 5, 0) : payload);
            }
        };
    }

    private static MessageLink.Bend dropping(int number) {
        return new MessageLink.Bend() {
            @Override
            public void fromTarget(byte[] payload, Peer kit, Peer target) throws IOException {
                if (payload[0] != number) {
                    kit.send(payload);
                }
            }
        };
    }

    private static MessageLink.Bend granting() {
        return new MessageLink.Bend() {
            @Override
            public void fromTarget(byte[] payload, Peer kit, Peer target) throws IOException {
                byte[] changed = payload.clone();
                changed[0] = payload[0] == CHANNEL_FAILURE ? CHANNEL_SUCCESS : payload[0];
                kit.send(changed);
            }
        };
    }

    private static final class BehindClose implements MessageLink.Bend {
        @Override
        public void fromTarget(byte[] payload, Peer kit, Peer target) throws IOException {
            kit.send(payload);
            if (payload[0] == CHANNEL_CLOSE) {
                kit.send(new ChannelWindowAdjust(number(payload), 1));
            }
        }
    }

    private static long number(byte[] payload) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(payload).getInt(1));
    }

    /** Knows which numbers belong together. */
    private abstract static class Numbered implements MessageLink.Bend {
        final Map<Long, Long> kitsByTargets = new HashMap<>();

        @Override
        public void fromTarget(byte[] payload, Peer kit, Peer target) throws IOException {
            if (payload[0] == CHANNEL_OPEN_CONFIRMATION) { // a server under test
                kitsByTargets.put(
                        number(with(payload, 1, ByteBuffer.wrap(payload).getInt(5))), number(payload));
            }
            kit.send(payload);
        }

        @Override
        public void fromKit(byte[] payload, Peer kit, Peer target) throws IOException {
            if (payload[0] == CHANNEL_OPEN_CONFIRMATION) { // a client under test
                kitsByTargets.put(
                        number(payload),
                        number(with(payload, 1, ByteBuffer.wrap(payload).getInt(5))));
            }
            target.send(payload);
        }
    }

    private static final class ClosesAtEOF extends Numbered {
        @Override
        public void fromKit(byte[] payload, Peer kit, Peer target) throws IOException {
            super.fromKit(payload, kit, target);
            if (payload[0] == CHANNEL_EOF) {
                kit.send(new ChannelClose(kitsByTargets.get(number(payload))));
            }
        }

        @Override
        public void fromTarget(byte[] payload, Peer kit, Peer target) throws IOException {
            if (payload[0] != CHANNEL_EOF) {
                super.fromTarget(payload, kit, target);
            }
        }
    }

    private static final class AnswersAll extends Numbered {
        @Override
        public void fromKit(byte[] payload, Peer kit, Peer target) throws IOException {
            super.fromKit(payload, kit, target);
            var in = new WireReader(payload, 1, payload.length - 1);
            if (payload[0] == GLOBAL_REQUEST && in.utf8(MAX).length() > 0 && !in.bool()) {
                kit.send(new RequestFailure());
            } else if (payload[0] == CHANNEL_REQUEST) {
                long channel = in.uint32();
                in.utf8(MAX);
                if (!in.bool()) {
                    kit.send(new ChannelFailure(kitsByTargets.get(channel)));
                }
            }
        }
    }

    /** Of a window that would be too large nothing is left, so nothing more is sent. */
    private static final class Wraps implements MessageLink.Bend {
        private long window;
        private boolean wrapped;

        @Override
        public void fromKit(byte[] payload, Peer kit, Peer target) throws IOException {
            if (payload[0] == CHANNEL_OPEN) {
                window = Integer.toUnsignedLong(ByteBuffer.wrap(payload)
                        .getInt(9 + ByteBuffer.wrap(payload).getInt(1)));
            } else if (payload[0] == CHANNEL_WINDOW_ADJUST) {
                window += Integer.toUnsignedLong(ByteBuffer.wrap(payload).getInt(5));
                wrapped |= window > 0xffff_ffffL;
            }
            if (payload[0] != CHANNEL_WINDOW_ADJUST || !wrapped) {
                target.send(payload);
            }
        }

        @Override
        public void fromTarget(byte[] payload, Peer kit, Peer target) throws IOException {
            if (!wrapped || payload[0] != CHANNEL_DATA) {
                kit.send(payload);
            }
        }
    }

    private static final class OutOfOrder implements MessageLink.Bend {
        private int forwards;

        @Override
        public void fromKit(byte[] payload, Peer kit, Peer target) throws IOException {
            if (payload[0] == GLOBAL_REQUEST
                    && new WireReader(payload, 1, payload.length - 1).utf8(MAX).equals("tcpip-forward")) {
                forwards++;
            } else {
                target.send(payload);
            }
        }

        @Override
        public void fromTarget(byte[] payload, Peer kit, Peer target) throws IOException {
            kit.send(payload);
            if (payload[0] == REQUEST_FAILURE && forwards > 0) {
                forwards--;
                kit.send(new RequestSuccess(new WireWriter().uint32(2222).toByteArray()));
            }
        }
    }

    private static final class Obliging implements MessageLink.Bend {
        @Override
        public void fromKit(byte[] payload, Peer kit, Peer target) throws IOException {
            if (payload[0] == CHANNEL_OPEN) {
                var in = new WireReader(payload, 1, payload.length - 1);
                in.utf8(MAX);
                kit.send(new ChannelOpenConfirmation(in.uint32(), 77, WIDE, 32 << 10, new byte[0]));
            } else {
                target.send(payload);
            }
        }
    }
}
