package io.javamiko.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.javamiko.ProtocolException;
import io.javamiko.auth.KeyboardInteractiveMethod.Prompt;
import io.javamiko.wire.WireReader;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.IntRange;

class AuthMessageProperties {
    private static final List<String> METHODS =
            List.of("none", "publickey", "password", "keyboard-interactive", "other");

    @Property
    void everyMessageIsReadAsItWasWritten(@ForAll("messages") Tuple2<AuthMessage, String> message) throws Exception {
        byte[] payload = message.get1().payload();
        var in = new WireReader(payload);
        var decoded = AuthMessage.decode(in.uint8(), in, message.get2());
        assertThat(decoded)
                .hasSameClassAs(message.get1())
                .usingRecursiveComparison()
                .isEqualTo(message.get1());
        assertThat(decoded.payload()).isEqualTo(payload);
        assertThat((int) payload[0]).isEqualTo(message.get1().number());
    }

    @Property
    void anyBytesGiveAMessageOrAProtocolException(
            @ForAll @IntRange(max = 255) int number, @ForAll byte[] bytes, @ForAll("methods") String method) {
        var thrown = catchThrowable(() -> AuthMessage.decode(number, new WireReader(bytes), method));
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(ProtocolException.class);
        }
    }

    @Property
    void aMessageThatIsCutOrHasMoreBehindItIsAProtocolException(
            @ForAll("messages") Tuple2<AuthMessage, String> message, @ForAll @IntRange(min = 1, max = 4) int by) {
        byte[] payload = message.get1().payload();
        if (message.get1() instanceof AuthMessage.AuthRequest request
                && request.method() instanceof MethodRequest.Unknown) {
            return; // it takes whatever there is
        }
        for (int length : new int[] {Math.max(1, payload.length - by), payload.length + by}) {
            var other = new WireReader(java.util.Arrays.copyOf(payload, length));
            if (length != payload.length) {
                assertThat(catchThrowable(() -> AuthMessage.decode(other.uint8(), other, message.get2())))
                        .isInstanceOf(ProtocolException.class);
            }
        }
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of(METHODS);
    }

    @Provide
    Arbitrary<Tuple2<AuthMessage, String>> messages() {
        var names = Arbitraries.strings()
                .withCharRange('!', '~')
                .excludeChars(',')
                .ofMinLength(1)
                .ofMaxLength(20);
        return Arbitraries.oneOf(
                Combinators.combine(texts(), texts(), methodRequests())
                        .as((user, service, method) -> new AuthMessage.AuthRequest(user, service, method))
                        .map(message -> of(message, "none")),
                Combinators.combine(names.list().ofMaxSize(5), Arbitraries.of(true, false))
                        .as(AuthMessage.AuthFailure::new)
                        .map(message -> of(message, "none")),
                Arbitraries.just(of(new AuthMessage.AuthSuccess(), "none")),
                Combinators.combine(texts(), texts())
                        .as(AuthMessage.AuthBanner::new)
                        .map(message -> of(message, "none")),
                Combinators.combine(texts(), bytes())
                        .as(PublicKeyMethod.PublicKeyOK::new)
                        .map(message -> of(message, "publickey")),
                Combinators.combine(texts(), texts())
                        .as(PasswordMethod.PasswordChangeRequest::new)
                        .map(message -> of(message, "password")),
                Combinators.combine(texts(), texts(), texts(), prompts().list().ofMaxSize(4))
                        .as(KeyboardInteractiveMethod.InfoRequest::new)
                        .map(message -> of(message, "keyboard-interactive")),
                secrets()
                        .list()
                        .ofMaxSize(4)
                        .map(KeyboardInteractiveMethod.InfoResponse::new)
                        .map(message -> of(message, "keyboard-interactive")));
    }

    private static Tuple2<AuthMessage, String> of(AuthMessage message, String method) {
        return Tuple.of(message, method);
    }

    private static Arbitrary<MethodRequest> methodRequests() {
        return Arbitraries.oneOf(
                Arbitraries.just(new MethodRequest.None()),
                Combinators.combine(texts(), bytes()).as(PublicKeyMethod.Query::new),
                Combinators.combine(texts(), bytes(), bytes()).as(PublicKeyMethod.Signed::new),
                secrets().map(PasswordMethod.Password::new),
                Combinators.combine(secrets(), secrets()).as(PasswordMethod.PasswordChange::new),
                Combinators.combine(texts(), texts()).as(KeyboardInteractiveMethod.Start::new),
                bytes().map(fields -> new MethodRequest.Unknown("other@example.com", fields)));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().excludeChars(surrogates()).ofMaxLength(30);
    }

    private static char[] surrogates() {
        var surrogates = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
        for (int i = 0; i < surrogates.length; i++) {
            surrogates[i] = (char) (Character.MIN_SURROGATE + i);
        }
        return surrogates;
    }

    private static Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
    }

    private static Arbitrary<SecretText> secrets() {
        return texts().map(text -> SecretText.of(text.toCharArray()));
    }

    private static Arbitrary<Prompt> prompts() {
        return Combinators.combine(texts(), Arbitraries.of(true, false)).as(Prompt::new);
    }
}
