package io.javamiko.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.auth.AuthMessage.AuthBanner;
import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.auth.KeyboardInteractiveMethod.InfoRequest;
import io.javamiko.auth.KeyboardInteractiveMethod.InfoResponse;
import io.javamiko.auth.KeyboardInteractiveMethod.Prompt;
import io.javamiko.auth.PasswordMethod.PasswordChangeRequest;
import io.javamiko.auth.PasswordMethod.PasswordChanger;
import io.javamiko.auth.PublicKeyMethod.PublicKeyOK;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.Signer;
import io.javamiko.transport.Message;
import io.javamiko.transport.TransportMessage;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client against servers that break the rules: each plays a script of answers, one list for each message it gets. */
class HostileServerTest {
    private static final SSHKeyPair KEY = SSHKeyPair.generate("ssh-ed25519");
    private static final SSHKeyPair RSA = SSHKeyPair.generate("ssh-rsa", 2048);
    private static final Message ACCEPT = new TransportMessage.ServiceAccept("ssh-userauth");
    private static final Message FAILURE = new AuthFailure(List.of("publickey", "password"), false);
    private static final Message SUCCESS = new AuthSuccess();

    /** Sends its script; keeps what it gets. */
    private static final class ScriptedServer implements AuthLink {
        private final Deque<Message> script = new ArrayDeque<>();
        private final List<byte[]> got = new ArrayList<>();
        private final List<Deadline> deadlines = new ArrayList<>();
        private Message always;
        private IOException broken = new SSHTimeoutException("no answer", Duration.ofSeconds(30));
        private int disconnects;

        ScriptedServer says(Message... messages) {
            script.addAll(List.of(messages));
            return this;
        }

        ScriptedServer breaks(IOException failure) {
            broken = failure;
            return this;
        }

        ScriptedServer thenAlways(Message message) {
            always = message;
            return this;
        }

        @Override
        public void send(Message message) {
            got.add(message.payload());
        }

        @Override
        public WireReader receive(Deadline deadline) throws IOException {
            deadlines.add(deadline);
            var next = script.isEmpty() ? always : script.poll();
            if (next == null) {
                throw broken;
            }
            return new WireReader(next.payload());
        }

        @Override
        public byte[] sessionId() {
            return MemoryAuthLink.SESSION_ID;
        }

        @Override
        public Optional<List<String>> serverSignatureAlgorithms() {
            return Optional.empty();
        }

        @Override
        public void disconnect(int reason, String text) {
            disconnects++;
        }

        /** The requests that it got, behind the service request. */
        List<MethodRequest> requests() throws ProtocolException {
            var requests = new ArrayList<MethodRequest>();
            for (byte[] payload : got) {
                if (payload[0] == 50) {
                    var in = new WireReader(payload);
                    requests.add(((AuthRequest) AuthMessage.decode(in.uint8(), in)).method());
                }
            }
            return requests;
        }

        boolean gotNumber(int number) {
            return got.stream().anyMatch(payload -> payload[0] == number);
        }
    }

    /** A message of that number, and these bytes. */
    private record Raw(int number, byte[] fields) implements Message {
        @Override
        public void encode(WireWriter out) {
            out.uint8(number).raw(fields);
        }
    }

    private final ScriptedServer server = new ScriptedServer().says(ACCEPT);
    private final ClientAuthentication client = new ClientAuthentication(server, "me", o -> {});

    private Outcome password() throws IOException {
        return client.password("secret".toCharArray(), PasswordChanger.NONE);
    }

    @Test
    void theServiceIsRequestedOnce() throws Exception {
        server.says(FAILURE, FAILURE);
        client.none();
        password();
        assertThat(server.got.stream().filter(payload -> payload[0] == 5)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("insteadOfServiceAccept")
    void successBeforeAnythingWasAskedIsAViolation(Message message) throws Exception {
        var other = new ScriptedServer().says(message).thenAlways(FAILURE);
        var early = new ClientAuthentication(other, "me", o -> {});
        assertThatThrownBy(early::none).isInstanceOf(ProtocolException.class);
        assertThat(early.isAuthenticated()).isFalse();
        assertThat(other.disconnects).isEqualTo(1);
        assertThat(other.requests()).isEmpty();
    }

    static Stream<Message> insteadOfServiceAccept() {
        return Stream.of(
                SUCCESS,
                FAILURE,
                new AuthBanner("x", ""),
                new TransportMessage.ServiceAccept("ssh-connection"),
                new Raw(6, "\0\0\0\u0001".getBytes(UTF_8)));
    }

    @Test
    void aServiceAcceptWithoutANameIsToleratedAsOpenSSHDoes() throws Exception {
        var buggy = new ScriptedServer().says(new Raw(6, new byte[0]), FAILURE);
        assertThat(new ClientAuthentication(buggy, "me", o -> {}).none()).isInstanceOf(Outcome.Failure.class);
    }

    @Test
    void successForAMereQuestionIsAViolation() {
        server.says(SUCCESS);
        assertThatThrownBy(() -> client.publicKey(KEY))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("RFC 4252 §7");
        assertThat(client.isAuthenticated()).isFalse();
    }

    @Test
    void theClientSignsOnlyForTheKeyItAskedAbout() throws Exception {
        server.says(new PublicKeyOK("ssh-ed25519", RSA.publicKey().blob()));
        assertThat(client.publicKey(KEY)).isInstanceOf(Outcome.Abandoned.class);
        server.says(new PublicKeyOK("ssh-ed25519", new byte[0]));
        assertThat(client.publicKey(KEY)).isInstanceOf(Outcome.Abandoned.class);
        assertThat(server.requests()).hasOnlyElementsOfType(PublicKeyMethod.Query.class);
    }

    @Test
    void aServerThatEchoesTheKeysTypeGetsASignatureUnderTheAlgorithmThatWasAskedFor() throws Exception {
        server.says(new PublicKeyOK("ssh-rsa", RSA.publicKey().blob()), SUCCESS);
        assertThat(client.publicKey(RSA)).isEqualTo(new Outcome.Success(true));
        var signed = (PublicKeyMethod.Signed) server.requests().get(1);
        assertThat(signed.algorithm()).isEqualTo("rsa-sha2-512");
        byte[] data = PublicKeyMethod.signedData(
                MemoryAuthLink.SESSION_ID,
                "me",
                "ssh-connection",
                "rsa-sha2-512",
                RSA.publicKey().blob());
        assertThat(RSA.publicKey().verify("rsa-sha2-512", data, signed.signature()))
                .isTrue();
    }

    @Test
    void anotherAlgorithmInTheAnswerIsNoLicenceToSignUnderIt() throws Exception {
        server.says(new PublicKeyOK("rsa-sha2-256", RSA.publicKey().blob()));
        assertThat(client.publicKey(RSA)).isInstanceOf(Outcome.Abandoned.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aSecondPublicKeyOKIsAViolation() {
        var ok = new PublicKeyOK("ssh-ed25519", KEY.publicKey().blob());
        server.says(ok, ok);
        assertThatThrownBy(() -> client.publicKey(KEY)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void questionsWhileAPasswordIsCheckedAreNotAnswered() throws Exception {
        server.says(new InfoRequest("", "", "", List.of(new Prompt("Password: ", false))));
        assertThatThrownBy(this::password).isInstanceOf(ProtocolException.class);
        assertThat(server.gotNumber(61)).isFalse();
    }

    @Test
    void questionsWhileAKeyIsAskedAboutAreNotAnswered() throws Exception {
        server.says(new InfoRequest("", "", "", List.of(new Prompt("Password: ", false))));
        assertThatThrownBy(() -> client.publicKey(KEY)).isInstanceOf(ProtocolException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aMessageThatNoMethodHasIsAViolation() {
        for (int number : new int[] {50, 54, 61, 79, 80, 90}) {
            var other = new ScriptedServer().says(ACCEPT, new Raw(number, new byte[0]));
            assertThatThrownBy(() -> new ClientAuthentication(other, "me", o -> {}).none())
                    .as("message %d", number)
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void partialSuccessForEverEndsAtTheLimit() throws Exception {
        server.thenAlways(new AuthFailure(List.of("password"), true));
        for (int i = 0; i < 20; i++) {
            assertThat(password()).isInstanceOf(Outcome.Failure.class);
        }
        assertThatThrownBy(this::password).isInstanceOf(AuthenticationException.class);
        assertThat(server.requests()).hasSize(20);
    }

    @Test
    void aPasswordChangeWithoutAnyoneToAskIsGivenUpAndNoEmptyPasswordIsSent() throws Exception {
        server.says(new PasswordChangeRequest("expired", ""), new PasswordChangeRequest("expired", ""));
        assertThat(password()).isInstanceOf(Outcome.Abandoned.class);
        assertThat(client.password("secret".toCharArray(), prompt -> Optional.of(new char[0])))
                .isInstanceOf(Outcome.Abandoned.class);
        assertThat(server.requests()).hasOnlyElementsOfType(PasswordMethod.Password.class);
    }

    @Test
    void aPasswordThatIsNeverGoodEnoughIsGivenUp() throws Exception {
        server.thenAlways(new PasswordChangeRequest("again", ""));
        assertThat(client.password("secret".toCharArray(), prompt -> Optional.of("new".toCharArray())))
                .isInstanceOf(Outcome.Abandoned.class);
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void oldAndNewPasswordStandInTheirOrder() throws Exception {
        server.says(new PasswordChangeRequest("expired", ""), SUCCESS);
        client.password("old".toCharArray(), prompt -> Optional.of("new".toCharArray()));
        assertThat(server.requests().get(1))
                .isEqualTo(new PasswordMethod.PasswordChange(
                        SecretText.of("old".toCharArray()), SecretText.of("new".toCharArray())));
    }

    @Test
    void noPromptsAreAnsweredByNoAnswersAndAreShownAllTheSame() throws Exception {
        server.says(new InfoRequest("Title", "Read this", "", List.of()), SUCCESS);
        var shown = new ArrayList<String>();
        var outcome = client.keyboardInteractive(challenge -> {
            shown.add(challenge.name() + challenge.instruction());
            return Optional.of(List.of());
        });
        assertThat(outcome).as("nothing was proved").isEqualTo(new Outcome.Success(false));
        assertThat(shown).containsExactly("TitleRead this");
        assertThat(server.got.get(2)).isEqualTo(new InfoResponse(List.of()).payload());
    }

    @Test
    void roundsWithoutEndAreGivenUp() throws Exception {
        server.thenAlways(new InfoRequest("", "", "", List.of()));
        assertThat(client.keyboardInteractive(challenge -> Optional.of(List.of())))
                .isInstanceOf(Outcome.Abandoned.class);
        assertThat(server.got.stream().filter(payload -> payload[0] == 61)).hasSize(16);
    }

    @Test
    void moreThan32PromptsAreNotAnswered() throws Exception {
        var prompt = new Prompt("?", true);
        server.says(new InfoRequest("", "", "", java.util.Collections.nCopies(33, prompt)));
        assertThat(client.keyboardInteractive(challenge -> Optional.empty()).toString())
                .contains("33 questions");
        server.says(new InfoRequest("", "", "", java.util.Collections.nCopies(32, prompt)), SUCCESS);
        assertThat(client.keyboardInteractive(
                        challenge -> Optional.of(java.util.Collections.nCopies(32, "x".toCharArray()))))
                .isEqualTo(new Outcome.Success(true));
    }

    @Test
    void aCountOfPromptsThatThePacketDoesNotHoldCostsNothing() {
        byte[] fields = new WireWriter()
                .utf8("")
                .utf8("")
                .utf8("")
                .uint32(0xffffffffL)
                .utf8("a")
                .bool(true)
                .toByteArray();
        server.says(new Raw(60, fields));
        assertThatThrownBy(() -> client.keyboardInteractive(challenge -> Optional.empty()))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void whatTheUserSeesMovesNoCursor() throws Exception {
        server.says(
                new InfoRequest("\u001b]2;x\u0007", "\u001b[8mhidden", "", List.of(new Prompt("a\r\b\b\u202e", false))),
                SUCCESS);
        client.keyboardInteractive(challenge -> {
            assertThat(challenge.name()).isEqualTo("\\x1b]2;x\\x07");
            assertThat(challenge.instruction()).isEqualTo("\\x1b[8mhidden");
            assertThat(challenge.prompts().get(0).text()).isEqualTo("a\\r\\x08\\x08\\u{202e}");
            return Optional.of(List.of("x".toCharArray()));
        });
    }

    @Test
    void aPrompterThatMiscountsIsTheCallersMistake() {
        server.says(new InfoRequest("", "", "", List.of(new Prompt("?", true))));
        assertThatThrownBy(() -> client.keyboardInteractive(challenge -> Optional.of(List.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bannersComeAtAnyTimeAndAreNoAnswer() throws Exception {
        var shown = new ArrayList<String>();
        var chatty = new ScriptedServer()
                .says(ACCEPT, new AuthBanner("one", ""), new AuthBanner("two", ""))
                .says(new PublicKeyOK("ssh-ed25519", KEY.publicKey().blob()))
                .says(new AuthBanner("three", "en"), SUCCESS);
        var reader = new ClientAuthentication(chatty, "me", o -> o.banners(shown::add));
        assertThat(reader.publicKey(KEY)).isEqualTo(new Outcome.Success(true));
        assertThat(shown).containsExactly("one", "two", "three");
    }

    @Test
    void bannersWithoutEndAreAViolation() {
        server.thenAlways(new AuthBanner("x", ""));
        assertThatThrownBy(client::none).isInstanceOf(ProtocolException.class).hasMessageContaining("banners");
    }

    @Test
    void bannersDoNotProlongTheDeadline() throws Exception {
        server.says(new AuthBanner("x", ""), new AuthBanner("y", ""), FAILURE, FAILURE);
        client.none();
        client.none();
        assertThat(server.deadlines.get(1)).isSameAs(server.deadlines.get(2)).isSameAs(server.deadlines.get(3));
        assertThat(server.deadlines.get(4)).isNotSameAs(server.deadlines.get(3));
    }

    @Test
    void aServerThatNeverAnswersIsATimeout() {
        assertThatThrownBy(client::none).isInstanceOf(SSHTimeoutException.class);
    }

    @Test
    void aServerThatGoesWithoutAWordIsAnAuthenticationErrorWithAllAttempts() throws Exception {
        server.says(FAILURE).breaks(new IOException("Connection reset"));
        client.none();
        assertThatThrownBy(this::password)
                .isInstanceOfSatisfying(AuthenticationException.class, e -> {
                    assertThat(e.reason()).isEqualTo(AuthenticationException.Reason.DISCONNECTED);
                    assertThat(e.attempts()).hasSize(2);
                })
                .hasMessageContaining("Connection reset");
    }

    @Test
    void oddNameListsAreAViolationAndAnEmptyOneIsAnEnd() throws Exception {
        server.says(new AuthFailure(List.of(), false));
        assertThat(client.none()).isEqualTo(new Outcome.Failure(List.of(), false));
        assertThat(client.failed(AuthenticationException.Reason.NO_METHOD_LEFT))
                .hasMessageContaining("takes no method");
        for (String list : List.of(",", "password,,publickey", "pass\u001bword")) {
            var odd = new ScriptedServer().says(ACCEPT, new Raw(51, failure(list)));
            assertThatThrownBy(() -> new ClientAuthentication(odd, "me", o -> {}).none())
                    .isInstanceOf(ProtocolException.class);
        }
    }

    private static byte[] failure(String names) {
        return new WireWriter().utf8(names).bool(false).toByteArray();
    }

    @Test
    void aSignerThatRefusesIsPassedOver() throws Exception {
        server.says(new PublicKeyOK("ssh-ed25519", KEY.publicKey().blob()), SUCCESS);
        var broken = new Signer() {
            @Override
            public SSHPublicKey publicKey() {
                return KEY.publicKey();
            }

            @Override
            public List<String> signatureAlgorithms() {
                return KEY.signatureAlgorithms();
            }

            @Override
            public byte[] sign(String algorithm, byte[] data) throws IOException {
                throw new IOException("agent refused operation");
            }
        };
        assertThat(client.publicKey(broken).toString()).contains("agent refused operation");
        assertThat(password()).isEqualTo(new Outcome.Success(true));
    }

    @Test
    void afterSuccessNothingMoreIsTried() throws Exception {
        server.says(SUCCESS);
        password();
        assertThatThrownBy(this::password).isInstanceOf(IllegalStateException.class);
    }
}
