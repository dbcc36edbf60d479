package io.javamiko.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.javamiko.ProtocolException;
import io.javamiko.connection.SessionRequest.PTY;
import io.javamiko.wire.WireReader;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SessionRequestProperties {
    @Property
    void everyRequestIsReadAsItWasWritten(@ForAll("requests") SessionRequest request) throws Exception {
        assertThat(SessionRequest.decode(request.type(), new WireReader(request.data())))
                .hasValueSatisfying(decoded ->
                        assertThat(decoded).usingRecursiveComparison().isEqualTo(request));
    }

    @Property
    void anyBytesGiveARequestOrAProtocolException(@ForAll("requests") SessionRequest request, @ForAll byte[] bytes) {
        var thrown = catchThrowable(() -> SessionRequest.decode(request.type(), new WireReader(bytes)));
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(ProtocolException.class);
        }
    }

    @Example
    void unknownTypesAreNone() throws ProtocolException {
        assertThat(SessionRequest.decode("frob@example.com", new WireReader(new byte[3])))
                .isEmpty();
    }

    @Example
    void modesEndAtTheEndOrAtTheFirstOpcodeThatHasNoMeaning() throws ProtocolException {
        assertThat(modes(53, 0, 0, 0, 0, 128, 0, 0, 0x25, 0x80, 0)).isEqualTo(Map.of(53, 0L, 128, 9600L));
        assertThat(modes(53, 0, 0, 0, 0, 160, 1, 2, 3, 4, 53, 0, 0, 0, 1, 0)).isEqualTo(Map.of(53, 0L));
        assertThat(modes(53, 0, 0, 0, 0)).isEqualTo(Map.of(53, 0L));
        assertThat(modes()).isEmpty();
        assertThat(modes(0, 9, 9, 9)).isEmpty();
        assertThatThrownBy(() -> modes(53, 0, 0)).isInstanceOf(ProtocolException.class);
    }

    private static Map<Integer, Long> modes(int... bytes) throws ProtocolException {
        byte[] encoded = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            encoded[i] = (byte) bytes[i];
        }
        return TerminalModes.decode(new WireReader(encoded)).values();
    }

    @Example
    void onlyModesOfTheRFCCanBeAsked() {
        assertThatThrownBy(() -> TerminalModes.none().with(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TerminalModes.none().with(160, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TerminalModes.none().with(1, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<SessionRequest> requests() {
        var number = Arbitraries.longs().between(0, 0xffff_ffffL);
        var text = Arbitraries.strings().ascii().ofMaxLength(40);
        var bool = Arbitraries.of(true, false);
        var modes = Arbitraries.maps(Arbitraries.integers().between(1, 159), number)
                .ofMaxSize(20)
                .map(SessionRequestProperties::terminalModes);
        return Arbitraries.oneOf(
                Combinators.combine(text, number, number, number, number, modes).as(PTY::new),
                Combinators.combine(text, text).as(SessionRequest.Env::new),
                Arbitraries.just(new SessionRequest.Shell()),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(100).map(SessionRequest.Exec::new),
                text.map(SessionRequest.Subsystem::new),
                Combinators.combine(number, number, number, number).as(SessionRequest.WindowChange::new),
                bool.map(SessionRequest.XonXoff::new),
                text.map(SessionRequest.Signal::new),
                number.map(SessionRequest.Break::new),
                number.map(SessionRequest.ExitStatus::new),
                Combinators.combine(text, bool, text, text).as(SessionRequest.ExitSignal::new));
    }

    private static TerminalModes terminalModes(Map<Integer, Long> values) {
        TerminalModes modes = TerminalModes.none();
        for (var mode : values.entrySet()) {
            modes = modes.with(mode.getKey(), mode.getValue());
        }
        return modes;
    }
}
