package io.javamiko.transport.kex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.javamiko.ProtocolException;
import io.javamiko.transport.kex.KexMessage.DHInit;
import io.javamiko.transport.kex.KexMessage.DHReply;
import io.javamiko.transport.kex.KexMessage.ECDHInit;
import io.javamiko.transport.kex.KexMessage.ECDHReply;
import io.javamiko.transport.kex.KexMessage.GEXGroup;
import io.javamiko.transport.kex.KexMessage.GEXInit;
import io.javamiko.transport.kex.KexMessage.GEXReply;
import io.javamiko.transport.kex.KexMessage.GEXRequest;
import io.javamiko.transport.kex.KexMessage.RSADone;
import io.javamiko.transport.kex.KexMessage.RSAPubkey;
import io.javamiko.transport.kex.KexMessage.RSASecret;
import io.javamiko.wire.WireReader;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class KexMessageProperties {
    private interface Decoder {
        KexMessage decode(WireReader in) throws ProtocolException;
    }

    private static final List<Decoder> DECODERS = List.of(
            ECDHInit::decode,
            ECDHReply::decode,
            DHInit::decode,
            DHReply::decode,
            GEXRequest::decode,
            GEXGroup::decode,
            GEXInit::decode,
            GEXReply::decode,
            RSAPubkey::decode,
            RSASecret::decode,
            RSADone::decode);

    @Property
    void everyMessageComesBackAsItWas(@ForAll("messages") KexMessage message) throws ProtocolException {
        byte[] payload = message.payload();
        assertThat(payload[0]).isEqualTo((byte) message.number());
        assertThat(decoder(message).decode(new WireReader(payload, 1, payload.length - 1)))
                .usingRecursiveComparison()
                .isEqualTo(message);
    }

    @Property
    void anyBytesGiveAMessageOrAProtocolException(@ForAll @Size(max = 300) byte[] bytes) {
        DECODERS.forEach(decoder -> holds(decoder, bytes));
    }

    @Property
    void soDoesAMessageWithOneByteChangedOrCutShort(
            @ForAll("messages") KexMessage message, @ForAll int where, @ForAll byte what) {
        byte[] fields = Arrays.copyOfRange(message.payload(), 1, message.payload().length);
        int at = Math.floorMod(where, fields.length);
        byte[] changed = fields.clone();
        changed[at] = what;
        holds(decoder(message), changed);
        holds(decoder(message), Arrays.copyOf(fields, at));
    }

    private static void holds(Decoder decoder, byte[] bytes) {
        var thrown = catchThrowable(() -> decoder.decode(new WireReader(bytes)));
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(ProtocolException.class);
        }
    }

    private static Decoder decoder(KexMessage message) {
        var types = List.of(
                ECDHInit.class,
                ECDHReply.class,
                DHInit.class,
                DHReply.class,
                GEXRequest.class,
                GEXGroup.class,
                GEXInit.class,
                GEXReply.class,
                RSAPubkey.class,
                RSASecret.class,
                RSADone.class);
        return DECODERS.get(types.indexOf(message.getClass()));
    }

    @Provide
    Arbitrary<KexMessage> messages() {
        var uint32 = Arbitraries.longs().between(0, 0xffff_ffffL);
        var data = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        var number = Arbitraries.bigIntegers();
        return Arbitraries.oneOf(
                data.map(ECDHInit::new),
                Combinators.combine(data, data, data).as(ECDHReply::new),
                number.map(DHInit::new),
                Combinators.combine(data, number, data).as(DHReply::new),
                Combinators.combine(uint32, uint32, uint32).as(GEXRequest::new),
                Combinators.combine(number, number).as(GEXGroup::new),
                number.map(GEXInit::new),
                Combinators.combine(data, number, data).as(GEXReply::new),
                Combinators.combine(data, data).as(RSAPubkey::new),
                data.map(RSASecret::new),
                data.map(RSADone::new));
    }
}
