package io.javamiko.transport.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.crypto.RandomPadding;
import io.javamiko.crypto.packet.PlainPackets;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Payload;
import io.javamiko.transport.compression.Deflating;
import io.javamiko.wire.WireWriter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PacketReaderTest {
    private final MemoryLink.Pair links = MemoryLink.pair(1 << 20);
    private final PacketReader reader = new PacketReader(links.client(), PlainPackets.opener());

    @Test
    void aPacketBeforeAuthenticationHas35000BytesAtMost() throws Exception {
        sendFrame(Limits.PACKET_BEFORE_AUTH - 4);
        assertThat(reader.next(Deadline.none()).length()).isEqualTo(Limits.PACKET_BEFORE_AUTH - 4 - 5);
        assertThat(reader.lastLength()).isEqualTo(Limits.PACKET_BEFORE_AUTH);
        sendLength(Limits.PACKET_BEFORE_AUTH - 4 + 1);
        assertThatThrownBy(() -> reader.next(Deadline.none()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("at most 34996");
    }

    @Test
    void aPacketAfterAuthenticationHas256KiBAndWhatSurroundsThem() throws Exception {
        reader.authenticated();
        sendFrame(Limits.PACKET - 4);
        assertThat(reader.next(Deadline.none()).length()).isEqualTo(Limits.PACKET - 4 - 5);
        sendLength(Limits.PACKET + 1);
        assertThatThrownBy(() -> reader.next(Deadline.none())).isInstanceOf(ProtocolException.class);
    }

    @Test
    void aLengthThatNoPacketHasIsRefusedBeforeAnythingIsAllocated() throws Exception {
        for (int length : new int[] {0, 1, 4, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            var pair = MemoryLink.pair(100);
            var fresh = new PacketReader(pair.client(), PlainPackets.opener());
            pair.server().write(new WireWriter().uint32(length & 0xffff_ffffL).toByteArray(), 0, 4);
            assertThatThrownBy(() -> fresh.next(Deadline.none())).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void theEndOfTheStreamIsOneThingBetweenPacketsAndAnotherWithin() throws Exception {
        sendFrame(28);
        sendLength(28);
        links.server().shutdownOutput();
        assertThat(reader.next(Deadline.none())).isNotNull();
        assertThatThrownBy(() -> reader.next(Deadline.none()))
                .isInstanceOf(SSHException.class)
                .hasMessageContaining("in the middle of a packet");

        var pair = MemoryLink.pair(100);
        pair.server().shutdownOutput();
        assertThat(new PacketReader(pair.client(), PlainPackets.opener()).next(Deadline.none()))
                .isNull();
    }

    @Test
    void whatIsKeptStaysAndWhatIsReleasedIsUsedAgain() throws Exception {
        var kept = new ArrayList<Payload>();
        for (int i = 0; i < 5; i++) {
            send(new byte[] {(byte) (100 + i)});
            var payload = reader.next(Deadline.none());
            payload.keep();
            kept.add(payload);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(kept.get(i).number()).isEqualTo(100 + i);
        }
        kept.forEach(Payload::release);
        send(new byte[] {1});
        assertThat(kept).contains(reader.next(Deadline.none()));
    }

    @Test
    void aPayloadThatMayBeAPasswordIsOverwrittenBeforeTheNext() throws Exception {
        send("2 hunter2 hunter2 hunter2".getBytes(US_ASCII));
        byte[] array = reader.next(Deadline.none()).array();
        send(new byte[] {2});
        reader.next(Deadline.none());
        assertThat(new String(array, US_ASCII)).doesNotContain("hunter2");
    }

    @Test
    void largeBuffersAreGivenBackWhenLittleComesAfterAWhile() throws Exception {
        reader.authenticated();
        sendFrame(200_004);
        reader.next(Deadline.none());
        assertThat(reader.memory()).isGreaterThan(200_000);
        long quiet = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1100);
        while (System.nanoTime() - quiet < 0) {
            LockSupport.parkNanos(quiet - System.nanoTime());
        }
        send(new byte[] {2});
        reader.next(Deadline.none());
        assertThat(reader.memory()).isLessThanOrEqualTo(4 << 10);
    }

    @Test
    void aSmallCompressedPayloadDoesNotBecomeALargeOne() throws Exception {
        var deflating = new Deflating();
        reader.compressed(true);
        reader.authenticated();
        sendDeflated(deflating, new byte[Limits.PACKET]);
        assertThat(reader.next(Deadline.none()).length()).isEqualTo(Limits.PACKET);
        sendDeflated(deflating, new byte[Limits.PACKET + 1]);
        assertThatThrownBy(() -> reader.next(Deadline.none()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("more than");
    }

    @Property(tries = 300)
    void anyBytesAsZlibGiveAPayloadOrAProtocolException(@ForAll byte[] bytes) throws Exception {
        if (bytes.length == 0) {
            return;
        }
        reader.compressed(true);
        send(bytes);
        var thrown = catchThrowable(() -> reader.next(Deadline.none()));
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(ProtocolException.class);
        }
    }

    private void sendDeflated(Deflating deflating, byte[] payload) throws Exception {
        byte[] out = new byte[Deflating.bound(payload.length)];
        int length = deflating.deflate(payload, 0, payload.length, out, 0);
        send(Arrays.copyOf(out, length));
    }

    private void send(byte[] payload) throws Exception {
        var writer = new PacketWriter(PlainPackets.sealer(new RandomPadding(new SecureRandom())));
        writer.put(payload, 0, payload.length);
        byte[] out = new byte[writer.sealedBound()];
        links.server().write(out, 0, writer.seal(out, 0));
    }

    /** A packet with that packet_length and four bytes of padding. */
    private void sendFrame(int packetLength) throws Exception {
        byte[] frame = new byte[4 + packetLength];
        WireWriter.putUint32(frame, 0, packetLength);
        frame[4] = 4;
        links.server().write(frame, 0, frame.length);
    }

    private void sendLength(int packetLength) throws Exception {
        links.server()
                .write(new WireWriter().uint32(packetLength).raw(new byte[9]).toByteArray(), 0, 13);
    }
}
