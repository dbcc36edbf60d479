package io.javamiko.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.javamiko.ProtocolException;
import io.javamiko.auth.AuthMessage.AuthBanner;
import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.auth.KeyboardInteractiveMethod.InfoRequest;
import io.javamiko.auth.KeyboardInteractiveMethod.InfoResponse;
import io.javamiko.auth.PasswordMethod.PasswordChangeRequest;
import io.javamiko.auth.PublicKeyMethod.PublicKeyOK;
import io.javamiko.auth.ServerExchange.Step;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.transport.DisconnectReason;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Message;
import io.javamiko.transport.TransportMessage;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may send in which order, and what it gets for it. The messages come as bytes, as from a peer. */
class ServerExchangeTest {
    private static final SSHKeyPair KEY = SSHKeyPair.generate("ssh-ed25519");
    private static final SSHKeyPair OTHER = SSHKeyPair.generate("ssh-ed25519");
    private static final byte[] SESSION = MemoryAuthLink.SESSION_ID;

    private final Users users =
            new Users().password("me", "secret").key("me", KEY.publicKey()).answers("me", "alpha");
    private ServerExchange server = server(users);

    private static ServerExchange server(Authenticator users) {
        var exchange = newServer(users, Limits.DEFAULT);
        sends(exchange, new TransportMessage.ServiceRequest("ssh-userauth"));
        return exchange;
    }

    private static ServerExchange newServer(Authenticator users, Limits limits) {
        return new ServerExchange(SESSION, users, new ServerAuthenticationOptions().limits(limits));
    }

    private static Step sends(ServerExchange exchange, Message message) {
        try {
            return exchange.received(new WireReader(message.payload()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Step sends(Message message) {
        return sends(server, message);
    }

    /** What the client gets for the message, if it is one message. */
    private Message gets(Message message) {
        var step = sends(message);
        if (step instanceof Step.Refuse refuse) {
            return refuse.answer();
        }
        if (step instanceof Step.Accept accept) {
            return accept.answer();
        }
        var messages = ((Step.Send) step).messages();
        return messages.isEmpty() ? null : messages.get(0);
    }

    private static AuthRequest request(MethodRequest method) {
        return new AuthRequest("me", "ssh-connection", method);
    }

    private static AuthRequest none() {
        return request(new MethodRequest.None());
    }

    private static AuthRequest password(String password) {
        return password("me", password);
    }

    private static AuthRequest password(String user, String password) {
        return new AuthRequest(
                user, "ssh-connection", new PasswordMethod.Password(SecretText.of(password.toCharArray())));
    }

    private static AuthRequest query(SSHKeyPair key) {
        return request(new PublicKeyMethod.Query(
                key.publicKey().type(), key.publicKey().blob()));
    }

    private static AuthRequest signed(SSHKeyPair key) throws IOException {
        return signed(key, "me", "ssh-connection", SESSION, "ssh-ed25519");
    }

    private static AuthRequest signed(SSHKeyPair key, String user, String service, byte[] session, String algorithm)
            throws IOException {
        byte[] blob = key.publicKey().blob();
        byte[] data = PublicKeyMethod.signedData(session, user, service, algorithm, blob);
        return request(new PublicKeyMethod.Signed(algorithm, blob, key.sign("ssh-ed25519", data)));
    }

    private static AuthRequest ask() {
        return request(new KeyboardInteractiveMethod.Start("", ""));
    }

    private static InfoResponse answer(String... answers) {
        return new InfoResponse(Arrays.stream(answers)
                .map(answer -> SecretText.of(answer.toCharArray()))
                .toList());
    }

    private static AuthFailure refused(String... methods) {
        return new AuthFailure(List.of(methods), false);
    }

    private static final AuthFailure REFUSED = refused("publickey", "password", "keyboard-interactive");

    // --- what a server alone may say, and what comes out of turn

    static Stream<Arguments> messagesThatOnlyAServerSends() {
        return Stream.of(
                arguments(new AuthSuccess()), // CVE-2018-10933
                arguments(new AuthFailure(List.of("password"), true)),
                arguments(new AuthBanner("hello", "")),
                arguments(new TransportMessage.ServiceAccept("ssh-userauth")),
                arguments(new PublicKeyOK("ssh-ed25519", KEY.publicKey().blob())));
    }

    @ParameterizedTest
    @MethodSource("messagesThatOnlyAServerSends")
    void aClientThatPlaysTheServerGetsNowhere(Message message) {
        assertThatThrownBy(() -> server.received(new WireReader(message.payload())))
                .isInstanceOf(ProtocolException.class);
        assertThat(users.asked).isEmpty();
    }

    @Test
    void nothingIsDecidedBeforeTheServiceWasRequested() {
        server = newServer(users, Limits.DEFAULT);
        assertThatThrownBy(
                        () -> server.received(new WireReader(password("secret").payload())))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("RFC 4252 §4");
        assertThat(users.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh-connection", "ssh-foo"})
    void anotherServiceIsNotAvailable(String name) {
        server = newServer(users, Limits.DEFAULT);
        assertThat(sends(new TransportMessage.ServiceRequest(name)))
                .isInstanceOfSatisfying(
                        Step.End.class,
                        end -> assertThat(end.reason()).isEqualTo(DisconnectReason.SERVICE_NOT_AVAILABLE));
        assertThat(gets(password("secret"))).isNull();
    }

    @Test
    void theServiceMayBeRequestedAgainAsParamikoDoesButNotForEver() {
        var again = new TransportMessage.ServiceRequest("ssh-userauth");
        for (int i = 1; i < 32; i++) {
            assertThat(gets(again)).isEqualTo(new TransportMessage.ServiceAccept("ssh-userauth"));
        }
        assertThat(sends(again)).isInstanceOf(Step.End.class);
    }

    @Test
    void anAnswerWithoutAQuestionIsAViolation() {
        for (var before : List.of(none(), password("wrong"), query(KEY))) {
            sends(before);
            assertThatThrownBy(
                            () -> server.received(new WireReader(answer("alpha").payload())))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("RFC 4256 §3.4");
        }
    }

    @Test
    void successIsSaidOnceAndWhatComesLateIsIgnored() {
        assertThat(gets(password("secret"))).isEqualTo(new AuthSuccess());
        assertThat(gets(password("secret"))).isNull();
        assertThat(gets(none())).isNull();
        assertThat(gets(answer("alpha"))).isNull();
    }

    @Test
    void aNewRequestAbortsTheQuestionsAndGetsTheOnlyAnswer() {
        assertThat(gets(ask())).isInstanceOf(InfoRequest.class);
        assertThat(gets(password("secret"))).isEqualTo(new AuthSuccess());
        assertThat(gets(answer("alpha"))).isNull();
    }

    @Test
    void questionsThatAreAbortedCountAsFailures() {
        for (int i = 0; i < 6; i++) {
            assertThat(sends(ask())).isInstanceOf(Step.Send.class);
        }
        assertThat(sends(password("wrong"))).isInstanceOf(Step.End.class);
    }

    // --- methods that are not known, services that do not exist

    @Test
    void anUnknownMethodIsRefusedLikeAnyFailedAttempt() {
        assertThat(gets(request(new MethodRequest.Unknown("frobnicate@example.com", new byte[8]))))
                .isEqualTo(REFUSED);
        assertThat(gets(request(new MethodRequest.Unknown("", new byte[0])))).isEqualTo(REFUSED);
        assertThat(gets(password("secret"))).isEqualTo(new AuthSuccess());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh-nonexistent", "", "ssh-userauth"})
    void nobodyIsAuthenticatedForAServiceThatDoesNotExist(String service) {
        var asked = new AuthRequest("me", service, password("secret").method());
        assertThat(gets(asked)).isEqualTo(REFUSED);
        assertThat(users.asked).isEmpty();
    }

    @Test
    void theFirstNoneIsFreeAndNoneIsNeverListed() {
        users.chains("none password");
        server = server(
                new Authenticator() { // it lists none and lets nobody in by it
                    @Override
                    public MethodChains methods(String user) {
                        return users.methods(user);
                    }
                });
        assertThat(sends(none())).isEqualTo(new Step.Send(List.of(refused("password"))));
        assertThat(sends(none())).isInstanceOf(Step.Refuse.class);
    }

    @Test
    void noneIsNotEvenAskedAboutWhereTheChainsDoNotNameIt() {
        assertThat(gets(none())).isEqualTo(REFUSED);
        assertThat(users.asked).isEmpty();
    }

    // --- names

    @ParameterizedTest
    @ValueSource(strings = {"me\0suffix", "\0me", "me\0", "me\n", "\u0085me"})
    void aNameWithControlCharactersNamesNobody(String user) {
        assertThat(gets(password(user, "secret"))).isEqualTo(REFUSED);
        assertThat(users.asked).isEmpty();
    }

    @Test
    void aNameHasABoundInBytes() {
        String longest = "ü".repeat(128);
        users.password(longest, "secret").password(longest + "x", "secret");
        assertThat(gets(password(longest + "x", "secret"))).isEqualTo(REFUSED);
        assertThat(gets(password("x".repeat(30_000), "secret"))).isEqualTo(REFUSED);
        assertThat(gets(password(longest, "secret"))).isEqualTo(new AuthSuccess());
    }

    @Test
    void aNameThatIsNotUTF8IsNotMappedToAnother() {
        byte[] payload = password("m?", "secret").payload();
        payload[6] = (byte) 0xff; // behind the number and the length, the second byte of the name
        assertThatThrownBy(() -> server.received(new WireReader(payload))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void aPasswordHasABound() {
        users.password("me", "x".repeat(1025));
        assertThat(gets(password("x".repeat(1025)))).isEqualTo(REFUSED);
        assertThat(gets(password("x".repeat(20_000)))).isEqualTo(REFUSED);
        assertThat(users.asked).isEmpty();
        users.password("me", "x".repeat(1024));
        assertThat(gets(password("x".repeat(1024)))).isEqualTo(new AuthSuccess());
    }

    // --- chains

    @Test
    void partialSuccessNamesWhatIsStillToCome() throws Exception {
        users.chains("publickey,password");
        assertThat(gets(password("secret"))).isEqualTo(refused("publickey"));
        assertThat(gets(signed(KEY))).isEqualTo(new AuthFailure(List.of("password"), true));
        assertThat(gets(password("wrong"))).isEqualTo(refused("password"));
        assertThat(gets(password("secret"))).isEqualTo(new AuthSuccess());
    }

    @Test
    void anotherUserBeginsWithNothing() throws Exception {
        users.chains("publickey,password").password("you", "yours");
        assertThat(gets(signed(KEY))).isEqualTo(new AuthFailure(List.of("password"), true));
        assertThat(gets(password("you", "yours"))).isEqualTo(refused("publickey"));
        assertThat(gets(password("secret"))).isEqualTo(refused("publickey")); // and the first one, coming back, too
    }

    @Test
    void anotherServiceInBetweenBeginsWithNothing() throws Exception {
        users.chains("publickey,password");
        assertThat(gets(signed(KEY))).isEqualTo(new AuthFailure(List.of("password"), true));
        sends(new AuthRequest("me", "ssh-other", password("secret").method()));
        assertThat(gets(password("secret"))).isEqualTo(refused("publickey"));
    }

    @Test
    void theSameKeyIsNotTwo() throws Exception {
        users.chains("publickey,publickey").key("me", OTHER.publicKey());
        assertThat(gets(signed(KEY))).isEqualTo(new AuthFailure(List.of("publickey"), true));
        assertThat(gets(signed(KEY))).isEqualTo(refused("publickey"));
        assertThat(sends(signed(OTHER)))
                .isInstanceOfSatisfying(
                        Step.Accept.class,
                        accept -> assertThat(accept.authenticated().key()).contains(KEY.publicKey()));
    }

    // --- publickey

    @Test
    void aQueryIsAnsweredByteForByteAndGrantsNothing() {
        assertThat(gets(query(KEY)))
                .usingRecursiveComparison()
                .isEqualTo(new PublicKeyOK("ssh-ed25519", KEY.publicKey().blob()));
        assertThat(gets(query(OTHER))).isEqualTo(REFUSED);
    }

    @Test
    void theIdentityIsTheKeyThatSignedNotTheOneThatWasAskedAboutLast() throws Exception {
        users.key("me", OTHER.publicKey());
        sends(query(KEY));
        sends(query(OTHER));
        assertThat(sends(signed(KEY)))
                .isInstanceOfSatisfying(
                        Step.Accept.class,
                        accept -> assertThat(accept.authenticated().key()).contains(KEY.publicKey()));
    }

    static Stream<Arguments> signaturesOverSomethingElse() throws IOException {
        byte[] session = SESSION.clone();
        session[0] ^= 1;
        byte[] blob = KEY.publicKey().blob();
        byte[] right = PublicKeyMethod.signedData(SESSION, "me", "ssh-connection", "ssh-ed25519", blob);
        byte[] withoutLength = Arrays.copyOfRange(right, 4, right.length);
        byte[] withoutFlag = right.clone();
        withoutFlag[4 + SESSION.length + 1 + 4 + 2 + 4 + 14 + 4 + 9] = 0;
        byte[] flipped = KEY.sign("ssh-ed25519", right);
        flipped[flipped.length - 1] ^= 1;
        byte[] longer = Arrays.copyOf(KEY.sign("ssh-ed25519", right), 84);
        return Stream.of(
                arguments("another session", signed(KEY, "me", "ssh-connection", session, "ssh-ed25519")),
                arguments("another user", signed(KEY, "you", "ssh-connection", SESSION, "ssh-ed25519")),
                arguments("another service", signed(KEY, "me", "ssh-other", SESSION, "ssh-ed25519")),
                arguments("no length of the session id", signedOver(withoutLength)),
                arguments("the query's flag", signedOver(withoutFlag)),
                arguments("a bit flipped", withSignature(flipped)),
                arguments("a byte more", withSignature(longer)),
                arguments("no signature", withSignature(new byte[0])),
                arguments("a key that is not the user's", signed(OTHER)));
    }

    private static AuthRequest signedOver(byte[] data) throws IOException {
        return withSignature(KEY.sign("ssh-ed25519", data));
    }

    private static AuthRequest withSignature(byte[] signature) {
        return request(new PublicKeyMethod.Signed("ssh-ed25519", KEY.publicKey().blob(), signature));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signaturesOverSomethingElse")
    void aSignatureIsBoundToSessionUserAndService(String what, AuthRequest request) throws IOException {
        assertThat(gets(request)).as(what).isEqualTo(REFUSED);
        assertThat(gets(signed(KEY))).isEqualTo(new AuthSuccess());
    }

    @Test
    void keysThatAreUnknownOrMalformedAreRefusedAndNothingElse() throws IOException {
        byte[] unknown =
                new WireWriter().utf8("ssh-frobnicate").string(new byte[40]).toByteArray();
        assertThat(gets(request(new PublicKeyMethod.Query("ssh-frobnicate", unknown))))
                .isEqualTo(REFUSED);
        assertThat(gets(request(new PublicKeyMethod.Query("ssh-ed25519", unknown))))
                .isEqualTo(REFUSED);
        assertThat(gets(request(new PublicKeyMethod.Query("ssh-ed25519", new byte[0]))))
                .isEqualTo(REFUSED);
        assertThat(gets(request(new PublicKeyMethod.Query(
                        "rsa-sha2-512", KEY.publicKey().blob()))))
                .isEqualTo(REFUSED);
        byte[] surplus = Arrays.copyOf(KEY.publicKey().blob(), 55);
        assertThat(gets(request(new PublicKeyMethod.Query("ssh-ed25519", surplus))))
                .isEqualTo(REFUSED);
        assertThat(gets(signed(KEY))).isEqualTo(new AuthSuccess());
    }

    // --- keyboard-interactive

    @Test
    void aWrongNumberOfAnswersFailsTheAttempt() {
        for (var wrong :
                List.of(answer(), answer("alpha", "alpha"), answer("alpha", "x".repeat(1_025)), answer("beta"))) {
            assertThat(gets(ask())).isInstanceOf(InfoRequest.class);
            assertThat(gets(wrong)).isEqualTo(REFUSED);
        }
        assertThat(gets(ask())).isInstanceOf(InfoRequest.class);
        assertThat(gets(answer("alpha"))).isEqualTo(new AuthSuccess());
    }

    @Test
    void anUnknownUserIsAskedTheSame() {
        var known = gets(ask());
        var unknown = gets(new AuthRequest("nobody", "ssh-connection", ask().method()));
        assertThat(unknown).isEqualTo(known);
        assertThat(gets(answer("alpha"))).isEqualTo(REFUSED);
    }

    @Test
    void sixteenRoundsOfQuestionsAreAskedAndNoMore() {
        users.answers("me", java.util.Collections.nCopies(17, "again").toArray(String[]::new));
        assertThat(gets(ask())).isInstanceOf(InfoRequest.class);
        for (int round = 1; round < 16; round++) {
            assertThat(gets(answer("again"))).isInstanceOf(InfoRequest.class);
        }
        assertThat(gets(answer("again"))).isEqualTo(REFUSED);
    }

    @Test
    void aCountThatThePacketDoesNotHoldIsAViolation() {
        sends(ask());
        byte[] payload =
                new WireWriter().uint8(61).uint32(0xffffffffL).utf8("x").toByteArray();
        assertThatThrownBy(() -> server.received(new WireReader(payload))).isInstanceOf(ProtocolException.class);
    }

    // --- password change

    @Test
    void anExpiredPasswordNeverAuthenticates() {
        users.expiredPassword("me", "secret");
        assertThat(gets(password("secret"))).isInstanceOf(PasswordChangeRequest.class);
        assertThat(gets(password("secret"))).isInstanceOf(PasswordChangeRequest.class);
        assertThat(gets(change("secret", "long enough"))).isEqualTo(new AuthSuccess());
    }

    @Test
    void aChangeThatNobodyAskedForChangesNothing() {
        assertThat(gets(change("secret", "long enough"))).isEqualTo(REFUSED);
        assertThat(users.asked).isEmpty();
        users.expiredPassword("me", "secret");
        sends(password("secret"));
        sends(none()); // the request for a change was answered by something else, that is fine
        assertThat(gets(change("secret", "long enough"))).isEqualTo(new AuthSuccess());
    }

    @Test
    void theRightToChangeAPasswordIsTheUsersOwn() {
        users.expiredPassword("me", "secret").password("you", "yours");
        sends(password("secret"));
        assertThat(gets(new AuthRequest(
                        "you", "ssh-connection", change("yours", "long enough").method())))
                .isEqualTo(REFUSED);
        assertThat(gets(change("secret", "long enough"))).isEqualTo(REFUSED);
    }

    private static AuthRequest change(String old, String changed) {
        return request(new PasswordMethod.PasswordChange(
                SecretText.of(old.toCharArray()), SecretText.of(changed.toCharArray())));
    }

    // --- limits

    @Test
    void failuresAreCountedOverMethodsAndUsers() throws IOException {
        var wrong = List.of(
                password("wrong"),
                password("you", "wrong"),
                signed(OTHER),
                request(new MethodRequest.Unknown("x", new byte[0])),
                password("wrong"));
        for (var attempt : wrong) {
            assertThat(sends(attempt)).isInstanceOf(Step.Refuse.class);
        }
        assertThat(sends(password("wrong"))).isInstanceOfSatisfying(Step.End.class, end -> {
            assertThat(end.reason()).isEqualTo(DisconnectReason.NO_MORE_AUTH_METHODS_AVAILABLE);
            assertThat(end.failures()).isEqualTo(6);
        });
        assertThat(server.attempts()).hasSize(6);
        assertThat(gets(password("secret"))).as("nothing follows the end").isNull();
    }

    @Test
    void fifteenKeysMayBeAskedAboutAndNoMore() {
        for (int i = 0; i < 15; i++) {
            assertThat(gets(query(i == 7 ? KEY : OTHER))).isNotNull();
        }
        assertThat(sends(query(KEY))).isInstanceOf(Step.End.class);
    }

    @Test
    void requestsAreBoundedEvenIfNoneFails() throws IOException {
        users.chains("publickey,password");
        Step step = null;
        int sent = 0;
        for (; sent < 200 && !(step instanceof Step.End); sent++) { // partial successes of two users in turn
            step = sends(sent % 2 == 0 ? signed(KEY) : new AuthRequest("me", "ssh-other", none().method()));
        }
        assertThat(sent).isLessThan(110);
    }

    // --- callbacks

    @Test
    void aCallbackThatThrowsRefuses() {
        server = server(new Authenticator() {
            @Override
            public MethodChains methods(String user) {
                return MethodChains.anyOf("password", "keyboard-interactive");
            }

            @Override
            public PasswordResult password(String user, char[] password) {
                throw new IllegalStateException("the directory is down");
            }
        });
        assertThat(gets(password("secret"))).isEqualTo(refused("password", "keyboard-interactive"));
        assertThat(gets(ask())).isEqualTo(refused("password", "keyboard-interactive"));
    }

    @Test
    void theBannerComesOnceWhenAUserIsNamed() {
        server = new ServerExchange(SESSION, users, new ServerAuthenticationOptions().banner("hi"));
        sends(new TransportMessage.ServiceRequest("ssh-userauth"));
        assertThat(server.takeBanner()).isEmpty();
        sends(none());
        assertThat(server.takeBanner()).contains(new AuthBanner("hi", ""));
        sends(none());
        assertThat(server.takeBanner()).isEmpty();
    }
}
