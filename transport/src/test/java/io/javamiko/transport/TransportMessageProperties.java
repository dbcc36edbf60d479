package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.javamiko.ProtocolException;
import io.javamiko.transport.ExtInfo.Extension;
import io.javamiko.transport.TransportMessage.Debug;
import io.javamiko.transport.TransportMessage.Disconnect;
import io.javamiko.transport.TransportMessage.Ignore;
import io.javamiko.transport.TransportMessage.NewKeys;
import io.javamiko.transport.TransportMessage.Ping;
import io.javamiko.transport.TransportMessage.Pong;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import io.javamiko.transport.TransportMessage.Unimplemented;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TransportMessageProperties {
    @Property
    void everyMessageComesBackAsItWas(@ForAll("messages") TransportMessage message) throws ProtocolException {
        assertThat(decode(message.payload())).usingRecursiveComparison().isEqualTo(message);
    }

    @Property
    void anyBytesGiveAMessageOrAProtocolException(
            @ForAll @IntRange(min = 0, max = 255) int number, @ForAll @Size(max = 300) byte[] bytes) {
        holds(number, bytes);
    }

    @Property
    void soDoesAMessageWithOneByteChangedOrCutShort(
            @ForAll("messages") TransportMessage message, @ForAll int where, @ForAll byte what) {
        byte[] payload = message.payload();
        int at = Math.floorMod(where, payload.length);
        byte[] changed = payload.clone();
        changed[at] = what;
        holds(changed[0] & 0xff, Arrays.copyOfRange(changed, 1, changed.length));
        holds(payload[0] & 0xff, Arrays.copyOfRange(payload, 1, Math.max(1, at)));
    }

    private static void holds(int number, byte[] fields) {
        var thrown = catchThrowable(() -> TransportMessage.decode(number, new WireReader(fields)));
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(ProtocolException.class);
        }
    }

    @Example
    void aDisconnectWithoutLanguageIsUnderstood() throws ProtocolException {
        byte[] payload = new WireWriter().uint8(1).uint32(12).utf8("too many").toByteArray();
        assertThat(decode(payload)).isEqualTo(new Disconnect(12, "too many", ""));
    }

    @Example
    void aTextThatIsNotUTF8IsShownAsFarAsItIs() throws ProtocolException {
        byte[] payload = new WireWriter()
                .uint8(1)
                .uint32(2)
                .string(new byte[] {'a', (byte) 0xff})
                .string(new byte[0])
                .toByteArray();
        assertThat(decode(payload)).isEqualTo(new Disconnect(2, "a\ufffd", ""));
    }

    @Example
    void moreExtensionsThanOnePacketShouldHaveAreRefusedUnread() {
        var out = new WireWriter().uint8(7).uint32(0xffff_ffffL);
        assertThatThrownBy(() -> decode(out.toByteArray()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("64");
        var many = new ExtInfo(java.util.Collections.nCopies(64, Extension.of("x", "")));
        assertThat(catchThrowable(() -> decode(many.payload()))).isNull();
    }

    @Example
    void bytesBehindTheLastFieldAreRefused() {
        for (int number : List.of(2, 3, 4, 5, 6, 7, 20, 21, 192, 193)) {
            byte[] payload = sample(number).payload();
            assertThatThrownBy(() -> decode(Arrays.copyOf(payload, payload.length + 1)))
                    .as("message %d", number)
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @Example
    void aNumberOfAnotherFamilyIsNotDecoded() {
        assertThatThrownBy(() -> TransportMessage.decode(94, new WireReader(new byte[0])))
                .isInstanceOf(ProtocolException.class);
    }

    @Provide
    Arbitrary<TransportMessage> messages() {
        var uint32 = Arbitraries.longs().between(0, 0xffff_ffffL);
        var text =
                Arbitraries.strings().ascii().withCharRange('\u00a0', '\ud7ff').ofMaxLength(80);
        var data = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        var name = Arbitraries.strings()
                .withCharRange('!', '+')
                .withCharRange('-', '~')
                .ofMinLength(1)
                .ofMaxLength(64);
        var extension = Combinators.combine(name, data).as(Extension::new);
        return Arbitraries.oneOf(
                Combinators.combine(uint32, text, text).as(Disconnect::new),
                data.map(Ignore::new),
                uint32.map(Unimplemented::new),
                Combinators.combine(Arbitraries.of(true, false), text, text).as(Debug::new),
                name.map(ServiceRequest::new),
                name.map(ServiceAccept::new),
                extension.list().ofMaxSize(64).map(ExtInfo::new),
                kexInits(name),
                Arbitraries.just(new NewKeys()),
                data.map(Ping::new),
                data.map(Pong::new));
    }

    private static Arbitrary<KexInit> kexInits(Arbitrary<String> name) {
        var lists = name.list().ofMaxSize(10).list().ofSize(10);
        var cookie = Arbitraries.bytes().array(byte[].class).ofSize(16);
        var reserved = Arbitraries.longs().between(0, 0xffff_ffffL);
        return Combinators.combine(lists, cookie, Arbitraries.of(true, false), reserved)
                .as((l, c, follows, r) -> new KexInit(
                        c, l.get(0), l.get(1), l.get(2), l.get(3), l.get(4), l.get(5), l.get(6), l.get(7), l.get(8),
                        l.get(9), follows, r));
    }

    private static TransportMessage sample(int number) {
        return switch (number) {
            case 2 -> new Ignore(new byte[3]);
            case 3 -> new Unimplemented(7);
            case 4 -> new Debug(true, "text", "en");
            case 5 -> new ServiceRequest("ssh-userauth");
            case 6 -> new ServiceAccept("ssh-userauth");
            case 7 -> new ExtInfo(List.of(Extension.of("a", "b")));
            case 20 ->
                Negotiation.propose(
                        Role.CLIENT,
                        Algorithms.modern(),
                        Algorithms.modern().hostKeys(),
                        Negotiation.Markers.ALL,
                        new byte[16],
                        false);
            case 21 -> new NewKeys();
            case 192 -> new Ping(new byte[2]);
            default -> new Pong(new byte[0]);
        };
    }

    private static TransportMessage decode(byte[] payload) throws ProtocolException {
        return TransportMessage.decode(payload[0] & 0xff, new WireReader(payload, 1, payload.length - 1));
    }
}
