package io.javamiko.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.javamiko.ProtocolException;
import io.javamiko.connection.ConnectionMessage.ChannelClose;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelEOF;
import io.javamiko.connection.ConnectionMessage.ChannelExtendedData;
import io.javamiko.connection.ConnectionMessage.ChannelFailure;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.ChannelOpenFailure;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelSuccess;
import io.javamiko.connection.ConnectionMessage.ChannelWindowAdjust;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.connection.ConnectionMessage.RequestFailure;
import io.javamiko.connection.ConnectionMessage.RequestSuccess;
import io.javamiko.wire.WireReader;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ConnectionMessageProperties {
    @Property
    void everyMessageIsReadAsItWasWritten(@ForAll("messages") ConnectionMessage message) throws Exception {
        byte[] payload = message.payload();
        assertThat(payload[0] & 0xff).isEqualTo(message.number());
        var decoded = ConnectionMessage.decode(message.number(), new WireReader(payload, 1, payload.length - 1));
        assertThat(decoded).usingRecursiveComparison().isEqualTo(message);
    }

    @Property
    void anyBytesGiveAMessageOrAProtocolException(@ForAll @IntRange(max = 255) int number, @ForAll byte[] bytes) {
        var thrown = catchThrowable(() -> ConnectionMessage.decode(number, new WireReader(bytes)));
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(ProtocolException.class);
        }
    }

    @Property
    void aMessageThatIsCutIsAProtocolExceptionOrAnother(
            @ForAll("messages") ConnectionMessage message, @ForAll @IntRange(max = 1000) int at) {
        byte[] payload = message.payload();
        int length = at % payload.length;
        var thrown =
                catchThrowable(() -> ConnectionMessage.decode(message.number(), new WireReader(payload, 1, length)));
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(ProtocolException.class);
        }
    }

    @Property(tries = 200)
    void theHotPathWritesWhatTheRecordsWrite(
            @ForAll("uint32") long recipient, @ForAll byte[] data, @ForAll boolean stderr) throws Exception {
        var peer = new PlayedPeer();
        var opening = PlayedPeer.later(
                () -> peer.multiplexer.openChannel("x", new byte[0], ChannelHandler.NONE, PlayedPeer.soon()));
        var open = peer.expects(ChannelOpen.class);
        peer.sends(new ChannelOpenConfirmation(open.senderChannel(), recipient, 1 << 20, 32 * 1024, new byte[0]));
        Channel channel = opening.get();
        (stderr ? channel.errorOutput() : channel.output()).write(data, 0, data.length);
        if (data.length > 0) {
            ConnectionMessage written = stderr
                    ? new ChannelExtendedData(recipient, ChannelExtendedData.STDERR, data)
                    : new ChannelData(recipient, data);
            assertThat(peer.outbox.take(PlayedPeer.soon())).isEqualTo(written.payload());
        }
    }

    @Provide
    Arbitrary<Long> uint32() {
        return Arbitraries.longs().between(0, 0xffff_ffffL);
    }

    @Provide
    Arbitrary<ConnectionMessage> messages() {
        var number = uint32();
        var text = Arbitraries.strings().ofMaxLength(40).map(ConnectionMessageProperties::wellFormed);
        var bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(100);
        var bool = Arbitraries.of(true, false);
        return Arbitraries.oneOf(
                Combinators.combine(text, bool, bytes).as(GlobalRequest::new),
                bytes.map(RequestSuccess::new),
                Arbitraries.just(new RequestFailure()),
                Combinators.combine(text, number, number, number, bytes).as(ChannelOpen::new),
                Combinators.combine(number, number, number, number, bytes).as(ChannelOpenConfirmation::new),
                Combinators.combine(number, number, text, text).as(ChannelOpenFailure::new),
                Combinators.combine(number, number).as(ChannelWindowAdjust::new),
                Combinators.combine(number, bytes).as(ChannelData::new),
                Combinators.combine(number, number, bytes).as(ChannelExtendedData::new),
                number.map(ChannelEOF::new),
                number.map(ChannelClose::new),
                Combinators.combine(number, text, bool, bytes).as(ChannelRequest::new),
                number.map(ChannelSuccess::new),
                number.map(ChannelFailure::new));
    }

    private static String wellFormed(String text) { // lone surrogates have no UTF-8
        return new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    }
}
