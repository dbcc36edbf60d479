package io.javamiko.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.agent.AgentException.Reason;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.TestKeys;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keyring as our client sees it, and as a client sees it that says what it should not. */
class AgentKeyringTest {
    private static final byte[] DATA = "data".getBytes(UTF_8);
    private static final byte[] FAILURE = {5};
    private static final byte[] SUCCESS = {6};

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // it may overflow
    private final AtomicReference<KeyConfirmation> confirmation = new AtomicReference<>((key, sessions) -> false);
    private final AgentKeyring keyring = AgentKeyring.create(k -> k.nanoTime(clock::get)
            .maximumKeys(5)
            .confirmation((key, sessions) -> confirmation.get().mayUse(key, sessions)));
    private final AgentClient client = AgentClient.over(AgentLink.to(keyring));
    private final SSHKeyPair ed25519 = copy(TestKeys.ed25519());

    static List<SSHKeyPair> everyKey() {
        return TestKeys.all().subList(0, 5);
    }

    /** A pair of its own, since the keyring wipes what it drops. */
    private static SSHKeyPair copy(SSHKeyPair pair) {
        try {
            return SSHKeyPair.parse(pair.format(new char[0], 16));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AgentException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
    }

    private byte[] answer(byte[] request) {
        return keyring.session().answer(request);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4}) // the pairs themselves JUnit would close
    void aKeyIsListedAndSignsWithEachOfItsAlgorithms(int index) throws IOException {
        var pair = everyKey().get(index);
        client.add(pair.withComment("mine"), KeyConstraints.NONE);

        assertThat(client.keys()).containsExactly(new AgentKey(pair.publicKey(), "mine"));
        var signer = client.signer(client.keys().get(0));
        assertThat(signer.signatureAlgorithms()).isEqualTo(pair.signatureAlgorithms());
        for (String algorithm : signer.signatureAlgorithms()) {
            assertThat(pair.publicKey().verify(algorithm, DATA, signer.sign(algorithm, DATA)))
                    .as(algorithm)
                    .isTrue();
        }
    }

    @Test
    void aKeyThatComesAgainIsReplaced() throws IOException {
        client.add(ed25519, KeyConstraints.NONE.withLifetime(Duration.ofSeconds(1)));
        client.add(ed25519.withComment("again"), KeyConstraints.NONE);
        clock.addAndGet(Duration.ofDays(1).toNanos());

        assertThat(client.keys()).containsExactly(new AgentKey(ed25519.publicKey(), "again"));
    }

    @Test
    void removedKeysAreGoneAndTheOthersKeepTheirOrder() throws IOException {
        for (var pair : everyKey()) {
            client.add(pair, KeyConstraints.NONE);
        }
        client.remove(everyKey().get(1).publicKey());

        assertThat(client.keys())
                .extracting(AgentKey::key)
                .doesNotContain(everyKey().get(1).publicKey())
                .hasSize(4);
        assertRefused(() -> client.remove(everyKey().get(1).publicKey()));
        client.removeAll();
        client.removeAll();
        assertThat(client.keys()).isEmpty();
        assertRefused(() -> client.sign(ed25519.publicKey(), "ssh-ed25519", DATA));
    }

    @Test
    void noMoreKeysAreHeldThanTheLimit() throws IOException {
        for (var pair : everyKey()) {
            client.add(pair, KeyConstraints.NONE);
        }
        assertRefused(() -> client.add(SSHKeyPair.generate("ssh-ed25519"), KeyConstraints.NONE));
        client.add(everyKey().get(0).withComment("one that is there"), KeyConstraints.NONE);
    }

    @Test
    void aRequestToAddIsWiped() throws IOException {
        var out = new WireWriter();
        new AgentKeyFields(ed25519.publicKey(), ed25519).encode(out);
        byte[] fields = out.utf8("").toByteArray();

        assertThat(keyring.add(new AgentRequest.AddIdentity(fields, false))).isTrue();
        assertThat(fields).containsOnly(0);
    }

    @Test
    void aLifetimeEnds() throws IOException {
        client.add(ed25519, KeyConstraints.NONE.withLifetime(Duration.ofSeconds(2)));
        clock.addAndGet(Duration.ofSeconds(2).toNanos() - 1);
        assertThat(client.keys()).hasSize(1);
        clock.incrementAndGet();
        assertThat(client.keys()).isEmpty();
        assertRefused(() -> client.sign(ed25519.publicKey(), "ssh-ed25519", DATA));
    }

    @Test
    void aConfirmationIsAskedForEachSignature() throws IOException {
        var asked = new ArrayList<AgentKey>();
        client.add(ed25519, KeyConstraints.NONE.withConfirmation());

        assertRefused(() -> client.sign(ed25519.publicKey(), "ssh-ed25519", DATA));
        confirmation.set((key, sessions) -> asked.add(key));
        client.sign(ed25519.publicKey(), "ssh-ed25519", DATA);
        client.sign(ed25519.publicKey(), "ssh-ed25519", DATA);
        assertThat(asked).hasSize(2);
        confirmation.set((key, sessions) -> {
            throw new IllegalStateException("the window system is gone");
        });
        assertRefused(() -> client.sign(ed25519.publicKey(), "ssh-ed25519", DATA));
        confirmation.set((key, sessions) -> {
            keyring.lock("now".getBytes(UTF_8));
            return true;
        });
        assertRefused(() -> client.sign(ed25519.publicKey(), "ssh-ed25519", DATA));
    }

    @Test
    void whereNobodyCanBeAskedAKeyThatWantsItIsRefused() {
        assertRefused(() -> AgentClient.over(AgentLink.to(AgentKeyring.create()))
                .add(ed25519, KeyConstraints.NONE.withConfirmation()));
    }

    @Test
    void whileLockedNothingWorks() throws IOException {
        client.add(ed25519, KeyConstraints.NONE);
        client.lock("pässword".toCharArray());

        var other = AgentClient.over(AgentLink.to(keyring));
        assertThat(other.keys()).isEmpty();
        assertRefused(() -> other.sign(ed25519.publicKey(), "ssh-ed25519", DATA));
        assertRefused(() -> other.add(ed25519, KeyConstraints.NONE));
        assertRefused(() -> other.remove(ed25519.publicKey()));
        assertRefused(other::removeAll);
        assertRefused(() -> other.lock("x".toCharArray()));
        assertRefused(() -> other.unlock("wrong".toCharArray()));
        clock.addAndGet(Duration.ofMillis(100).toNanos());
        client.unlock("pässword".toCharArray());
        assertThat(other.keys()).hasSize(1);
        assertRefused(() -> other.unlock("pässword".toCharArray()));
    }

    @Test
    void guessesAreSlowedDown() throws IOException {
        client.lock("right".toCharArray());
        for (int i = 1; i <= 20; i++) {
            assertRefused(() -> client.unlock("wrong".toCharArray()));
            clock.addAndGet(Duration.ofMillis(Math.min(i, 10) * 100L).toNanos() - 1);
            assertRefused(() -> client.unlock("right".toCharArray())); // not even looked at
            clock.incrementAndGet();
        }
        client.unlock("right".toCharArray());
    }

    @Test
    void anEmptyPassphraseLocksNothing() {
        assertRefused(() -> client.lock(new char[0]));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 12, 20, 21, 26, 30, 200, 255})
    void whatIsNotKnownFails(int number) {
        assertThat(answer(new byte[] {(byte) number})).isEqualTo(FAILURE);
        assertThat(answer(new byte[] {(byte) number, 0, 0, 0, 1, 'x'})).isEqualTo(FAILURE);
    }

    @Test
    void constraintsThatAreNotKnownOrComeTwiceOrAreCutRefuseTheKey() {
        assertThat(answer(constrained(1, 0, 0, 0, 9, 2))).isEqualTo(SUCCESS);
        assertThat(answer(new byte[] {19})).isEqualTo(SUCCESS);
        int[][] wrong = {
            {77, 0, 0, 0, 0},
            {255, 0, 0, 0, 1, 'x'},
            {1, 0, 0, 0, 9, 1, 0, 0, 0, 9},
            {2, 2},
            {1, 0, 0},
            {1, 0, 0, 0, 0}
        };
        for (int[] constraints : wrong) {
            assertThat(answer(constrained(constraints))).isEqualTo(FAILURE);
        }
        assertThat(keyring.keys()).isEmpty();
    }

    private byte[] constrained(int... constraints) {
        var out = new WireWriter().uint8(25);
        ed25519.encode(out);
        out.utf8("comment");
        for (int b : constraints) {
            out.uint8(b);
        }
        return out.toByteArray();
    }

    @Test
    void anEd25519KeyOfAnotherLengthOrPublicHalfIsRefused() {
        for (int length = 0; length <= 65; length++) {
            var out = new WireWriter().uint8(17).utf8("ssh-ed25519");
            out.string(new byte[32]).string(new byte[length]).utf8("");
            assertThat(answer(out.toByteArray())).as("%d bytes", length).isEqualTo(FAILURE);
        }
    }

    @Test
    void aKeyThatIsInASecurityKeyIsRefusedForItCouldNotSign() {
        var out = new WireWriter().uint8(17).utf8("sk-ssh-ed25519@openssh.com");
        out.string(ed25519.publicKey().blob(), 19, 32).utf8("ssh:").uint8(1);
        out.string(new byte[8]).string(new byte[0]).utf8("");
        assertThat(answer(out.toByteArray())).isEqualTo(FAILURE);
    }

    @Test
    void theExtensionsAreListed() throws IOException {
        assertThat(client.extensions()).containsExactly("query", "session-bind@openssh.com");
        assertRefused(() -> client.extension("frobnicate@example.com", DATA));
    }

    private static SessionBinding binding(SSHKeyPair host, String session, boolean forwarding) throws IOException {
        byte[] id = session.getBytes(UTF_8);
        byte[] signature = host.sign(host.signatureAlgorithms().get(0), id);
        return forwarding
                ? SessionBinding.forForwarding(host.publicKey(), id, signature)
                : SessionBinding.forAuthentication(host.publicKey(), id, signature);
    }

    @Test
    void aConnectionIsBoundToOneSessionAndTellsTheConfirmation() throws IOException {
        var heard = new ArrayList<SessionBinding>();
        confirmation.set((key, sessions) -> heard.addAll(sessions));
        client.add(ed25519, KeyConstraints.NONE.withConfirmation());
        client.lock("while locked too".toCharArray());

        client.bind(binding(TestKeys.rsa(), "session", false));

        client.unlock("while locked too".toCharArray());
        client.sign(ed25519.publicKey(), "ssh-ed25519", DATA);
        assertThat(heard).singleElement().satisfies(session -> {
            assertThat(session.hostKey()).isEqualTo(TestKeys.rsa().publicKey());
            assertThat(session.sessionId()).isEqualTo("session".getBytes(UTF_8));
        });
        assertRefused(() -> client.bind(binding(TestKeys.rsa(), "session", false)));
        assertRefused(() -> client.bind(binding(TestKeys.rsa(), "another", false)));
    }

    @Test
    void aHostsCertificateProvesASessionByTheKeyInIt() throws IOException {
        var host = TestKeys.all().get(0);
        var certificate = Certificate.issue(host, host.publicKey(), c -> c.host("host"));
        byte[] sessionId = {1, 2, 3};
        byte[] signature = host.sign(host.signatureAlgorithms().get(0), sessionId);

        client.bind(SessionBinding.forAuthentication(certificate.key(), sessionId, signature));
        client.add(ed25519, KeyConstraints.NONE); // it is not taken for a remote one
        assertThat(client.keys()).hasSize(1);
    }

    @Test
    void aForwardedConnectionListsAndSignsAndChangesNothing() throws IOException {
        client.add(ed25519, KeyConstraints.NONE);
        var forwarded = AgentClient.over(AgentLink.to(keyring));
        for (int i = 0; i < 16; i++) {
            forwarded.bind(binding(TestKeys.rsa(), "session " + i, true));
        }

        assertRefused(() -> forwarded.bind(binding(TestKeys.rsa(), "one too many", true)));
        assertThat(forwarded.keys()).hasSize(1);
        forwarded.sign(ed25519.publicKey(), "ssh-ed25519", DATA);
        assertRefused(forwarded::removeAll);
        assertRefused(() -> forwarded.add(TestKeys.rsa(), KeyConstraints.NONE));
        assertRefused(() -> forwarded.lock("x".toCharArray()));
    }

    @Test
    void aBindingThatDoesNotVerifyMakesTheConnectionARemoteOne() throws IOException {
        byte[] signature = TestKeys.rsa().sign("rsa-sha2-256", "another".getBytes(UTF_8));
        var wrong = SessionBinding.forAuthentication(TestKeys.rsa().publicKey(), "id".getBytes(UTF_8), signature);

        assertRefused(() -> client.bind(wrong));
        assertRefused(() -> client.add(ed25519, KeyConstraints.NONE));
    }

    @Test
    void closingWipesTheKeys() throws IOException {
        client.add(ed25519, KeyConstraints.NONE);
        keyring.close();
        assertThat(client.keys()).isEmpty();
        assertRefused(() -> client.add(ed25519, KeyConstraints.NONE));
    }
}
