package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.transport.io.MemoryLink;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** New keys in the middle of bulk data both ways, asked for by both sides at once: nothing is lost or moved. */
class RekeyUnderLoadTest {
    private static final int CHANNELS = 3;
    private static final int BYTES = 4 << 20; // a channel and direction

    @ParameterizedTest
    @CsvSource({"none, 65536", "none, 1000000", "zlib@openssh.com, 65536"})
    void nothingIsLost(String compression, long bytesUnderOneKey) throws Exception {
        var limits = Limits.of(l -> l.rekeyBytes(bytesUnderOneKey).peerRekeys(1_000_000));
        var algorithms = Algorithms.modern().withCompressions(List.of(compression));
        var rekeyed = new AtomicInteger();
        var listener = new ConnectionListener() {
            @Override
            public void rekeyed(Negotiated negotiated) {
                rekeyed.incrementAndGet();
            }
        };
        var links = MemoryLink.pair(64 << 10);
        var accepting = Connected.inBackground(() -> Transport.accept(
                links.server(), Connected.server(t -> t.limits(limits).algorithms(algorithms))));
        var client = Transport.connect(
                links.client(),
                Connected.client(t -> t.limits(limits).algorithms(algorithms).listener(listener)));
        try (var pair = Connected.authenticated(client, accepting.get(20, TimeUnit.SECONDS))) {
            var atServer = new Checking();
            var atClient = new Checking();
            pair.serverService.delegate = atServer;
            pair.clientService.delegate = atClient;
            var users = new ArrayList<FutureTask<Void>>();
            for (int channel = 0; channel < CHANNELS; channel++) {
                users.add(flood(pair.client, channel));
                users.add(flood(pair.server, channel));
            }
            for (var end : List.of(pair.client, pair.server)) {
                users.add(Connected.inBackground(() -> {
                    for (int i = 0; i < 5; i++) {
                        end.rekey(Deadline.after(Connected.PATIENCE));
                    }
                    return null;
                }));
            }
            for (var user : users) {
                user.get(60, TimeUnit.SECONDS);
            }
            atServer.awaitAll();
            atClient.awaitAll();
            assertThat(pair.client.isOpen()).isTrue();
            assertThat(rekeyed.get()).isGreaterThanOrEqualTo(5);
        }
    }

    private static FutureTask<Void> flood(Transport from, int channel) {
        return Connected.inBackground(() -> {
            byte[] data = new byte[10_000];
            for (int sent = 0; sent < BYTES; sent += data.length) {
                for (int i = 0; i < data.length; i++) {
                    data[i] = pattern(channel, sent + i);
                }
                from.outbox().send(new Channel(channel), data, 0, data.length, Deadline.after(Connected.PATIENCE));
            }
            return null;
        });
    }

    private static byte pattern(int channel, int at) {
        return (byte) (at * 31 + (at >> 8) * 7 + channel);
    }

    private record Channel(int number) implements Flow {
        @Override
        public int grant(int wanted) {
            return wanted;
        }

        @Override
        public int header(byte[] packet, int at, int granted) {
            packet[at] = MessageNumbers.CHANNEL_DATA;
            return WireWriter.putUint32(packet, WireWriter.putUint32(packet, at + 1, number), granted);
        }

        @Override
        public void adjust(long bytes) {}
    }

    /** Holds what comes against the pattern, channel by channel. */
    private static final class Checking implements Connected.Delegate {
        private final int[] received = new int[CHANNELS];
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<String> wrong = new AtomicReference<>();

        @Override
        public void message(Payload payload) throws IOException {
            var in = payload.reader();
            int channel = (int) in.uint32();
            byte[] data = in.string(1 << 20);
            for (byte b : data) {
                if (b != pattern(channel, received[channel]++)) {
                    wrong.set("channel " + channel + " at " + received[channel]);
                    throw new ProtocolException("not what was sent: " + wrong.get());
                }
            }
            if (received[channel] >= BYTES) {
                done.incrementAndGet();
            }
        }

        void awaitAll() {
            Connected.await(() -> done.get() == CHANNELS || wrong.get() != null);
            assertThat(wrong.get()).isNull();
        }
    }
}
