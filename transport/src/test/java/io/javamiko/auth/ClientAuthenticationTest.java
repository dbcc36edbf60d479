package io.javamiko.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.auth.AuthenticationException.Reason;
import io.javamiko.auth.PasswordMethod.PasswordChanger;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.transport.AuthenticationEvent;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.Limits;
import io.javamiko.transport.PeerDisconnectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Both roles of ours, joined in memory. */
class ClientAuthenticationTest {
    private static final SSHKeyPair KEY = SSHKeyPair.generate("ssh-ed25519");
    private static final SSHKeyPair OTHER = SSHKeyPair.generate("ecdsa-sha2-nistp256");
    private static final SSHKeyPair RSA = SSHKeyPair.generate("ssh-rsa", 2048);

    @Test
    void aKeyLogsIn() throws Exception {
        var both = BothRoles.serverWith(new Users().key("me", KEY.publicKey()));
        var client = both.client("me");
        assertThat(client.publicKey(KEY)).isEqualTo(new Outcome.Success(true));
        assertThat(client.isAuthenticated()).isTrue();
        assertThat(both.authenticated().user()).isEqualTo("me");
        assertThat(both.authenticated().key()).contains(KEY.publicKey());
    }

    @Test
    void anRSAKeyLogsInUnderTheBestAlgorithmThatTheServerTakes() throws Exception {
        var both = BothRoles.serverWith(
                new Users().key("me", RSA.publicKey()), o -> o.signatureAlgorithms(List.of("rsa-sha2-256")));
        both.links.client().serverTakes("ssh-ed25519", "rsa-sha2-256");
        var client = both.client("me");
        assertThat(client.publicKey(RSA)).isEqualTo(new Outcome.Success(true));
        assertThat(client.attempts())
                .extracting(AuthenticationAttempt::algorithm)
                .containsExactly("rsa-sha2-256");
    }

    @Test
    void withoutServerSigAlgsAnRSAKeyIsOfferedUnderEachAlgorithmInTurn() throws Exception {
        var both = BothRoles.serverWith(
                new Users().key("me", RSA.publicKey()), o -> o.signatureAlgorithms(List.of("rsa-sha2-256")));
        var client = both.client("me");
        assertThat(client.publicKey(RSA)).isEqualTo(new Outcome.Success(true));
        assertThat(client.attempts())
                .extracting(AuthenticationAttempt::algorithm)
                .containsExactly("rsa-sha2-512", "rsa-sha2-256");
    }

    @Test
    void sha1IsOfferedOnlyWhereItIsAskedForByName() throws Exception {
        var modern = BothRoles.serverWith(
                new Users().key("me", RSA.publicKey()), o -> o.signatureAlgorithms(List.of("ssh-rsa")));
        assertThat(modern.client("me").publicKey(RSA)).isInstanceOf(Outcome.Failure.class);

        var legacy = BothRoles.serverWith(
                new Users().key("me", RSA.publicKey()), o -> o.signatureAlgorithms(List.of("ssh-rsa")));
        var client = legacy.client("me", o -> o.signatureAlgorithms(List.of("rsa-sha2-512", "ssh-rsa")));
        assertThat(client.publicKey(RSA)).isEqualTo(new Outcome.Success(true));
    }

    @Test
    void aKeyWithoutAnAlgorithmThatBothAllowIsNotSent() throws Exception {
        var both = BothRoles.serverWith(new Users().key("me", RSA.publicKey()));
        both.links.client().serverTakes("ssh-ed25519");
        var client = both.client("me");
        assertThat(client.publicKey(RSA)).isInstanceOf(Outcome.Abandoned.class);
        assertThat(client.attempts().get(0).toString())
                .contains("server-sig-algs")
                .contains(RSA.publicKey().fingerprint());
        assertThat(both.serverIsDone()).isFalse();
    }

    @Test
    void thePasswordLogsInAndAWrongOneDoesNot() throws Exception {
        var both = BothRoles.serverWith(new Users().password("me", "pä55 \uD83D\uDD11"));
        var client = both.client("me");
        assertThat(client.password("wrong".toCharArray(), PasswordChanger.NONE))
                .isEqualTo(new Outcome.Failure(List.of("publickey", "password", "keyboard-interactive"), false));
        assertThat(client.password("pä55 \uD83D\uDD11".toCharArray(), PasswordChanger.NONE))
                .isEqualTo(new Outcome.Success(true));
        assertThat(both.authenticated().proofs())
                .extracting(Authenticated.Proof::method)
                .containsExactly("password");
    }

    @Test
    void anExpiredPasswordIsChangedAndThePromptShownUntilTheServerIsContent() throws Exception {
        var both = BothRoles.serverWith(new Users().expiredPassword("me", "old"));
        var prompts = new ArrayList<String>();
        var outcome = both.client("me").password("old".toCharArray(), prompt -> {
            prompts.add(prompt);
            return Optional.of((prompts.size() == 1 ? "short" : "long enough").toCharArray());
        });
        assertThat(outcome).isEqualTo(new Outcome.Success(true));
        assertThat(prompts).containsExactly("Expired. New password: ", "Too short. New password: ");
    }

    @Test
    void anExpiredPasswordThatNobodyChangesGivesWayToAnotherMethod() throws Exception {
        var both = BothRoles.serverWith(new Users().expiredPassword("me", "old").key("me", KEY.publicKey()));
        var client = both.client("me");
        assertThat(client.password("old".toCharArray(), PasswordChanger.NONE)).isInstanceOf(Outcome.Abandoned.class);
        assertThat(client.publicKey(KEY)).isEqualTo(new Outcome.Success(true));
    }

    @Test
    void questionsAreAnsweredInRounds() throws Exception {
        var both = BothRoles.serverWith(new Users().answers("me", "alpha", "beta"));
        var seen = new ArrayList<String>();
        var outcome = both.client("me").keyboardInteractive(challenge -> {
            seen.add(challenge.prompts().get(0).text());
            return Optional.of(List.of((seen.size() == 1 ? "alpha" : "beta").toCharArray()));
        });
        assertThat(outcome).isEqualTo(new Outcome.Success(true));
        assertThat(seen).containsExactly("Word: ", "Next: ");
    }

    @Test
    void aCancelledPromptLeavesTheConnectionUsable() throws Exception {
        var both = BothRoles.serverWith(new Users().password("me", "secret"));
        var client = both.client("me");
        assertThat(client.keyboardInteractive(challenge -> Optional.empty()))
                .isEqualTo(new Outcome.Abandoned("cancelled"));
        assertThat(client.password("secret".toCharArray(), PasswordChanger.NONE))
                .isEqualTo(new Outcome.Success(true));
    }

    @Test
    void aKeyAndThenAPasswordAreTwoStepsOfWhichTheFirstIsNoSuccess() throws Exception {
        var both = BothRoles.serverWith(
                new Users().key("me", KEY.publicKey()).password("me", "secret").chains("publickey,password"));
        var client = both.client("me");
        assertThat(client.none()).isEqualTo(new Outcome.Failure(List.of("publickey"), false));
        assertThat(client.publicKey(KEY)).isEqualTo(new Outcome.Failure(List.of("password"), true));
        assertThat(client.isAuthenticated()).isFalse();
        assertThat(client.mayTry("publickey")).isFalse();
        assertThat(client.password("secret".toCharArray(), PasswordChanger.NONE))
                .isEqualTo(new Outcome.Success(true));
        assertThat(both.authenticated().proofs())
                .extracting(Authenticated.Proof::method)
                .containsExactly("publickey", "password");
    }

    @Test
    void aServerThatWantsNoProofIsToldApart() throws Exception {
        var both = BothRoles.serverWith(new Users().chains("none"));
        assertThat(both.client("me").none()).isEqualTo(new Outcome.Success(false));
    }

    @Test
    void theErrorTellsOfEveryAttemptInOrder() throws Exception {
        var events = new ArrayList<AuthenticationEvent>();
        var both = BothRoles.serverWith(new Users().password("me", "secret"));
        var client = both.client(
                "me",
                o -> o.listener(new ConnectionListener() {
                    @Override
                    public void authenticationAttempted(AuthenticationEvent attempt) {
                        events.add(attempt);
                        throw new IllegalStateException("a listener decides nothing");
                    }
                }));
        client.none();
        client.skipped("publickey", "", "no key is configured");
        client.publicKey(KEY);
        client.password("wrong".toCharArray(), PasswordChanger.NONE);
        var error = client.failed(Reason.NO_METHOD_LEFT);
        assertThat(error)
                .hasMessage("\"me\" could not be authenticated: no method is left to try. Tried: none: refused; "
                        + "publickey: not completed: no key is configured; publickey ssh-ed25519 "
                        + KEY.publicKey().fingerprint() + ": refused; password: refused. "
                        + "The server takes: publickey, password, keyboard-interactive");
        assertThat(error.attempts()).hasSize(4).isEqualTo(client.attempts());
        assertThat(events)
                .extracting(AuthenticationEvent::method)
                .containsExactly("none", "publickey", "publickey", "password");
    }

    @Test
    void aServerThatDisconnectsAfterTooManyFailuresIsAnAuthenticationErrorThatSaysSo() throws Exception {
        var both = BothRoles.serverWith(new Users(), o -> o.limits(Limits.of(l -> l.authTries(2))));
        var client = both.client("me");
        client.password("a".toCharArray(), PasswordChanger.NONE);
        assertThatThrownBy(() -> client.password("b".toCharArray(), PasswordChanger.NONE))
                .isInstanceOfSatisfying(AuthenticationException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.DISCONNECTED);
                    assertThat(e.attempts()).hasSize(2);
                })
                .hasMessageContaining("Too many authentication failures")
                .hasCauseInstanceOf(PeerDisconnectedException.class);
        assertThat(both.failure()).isInstanceOf(AuthenticationException.class);
    }

    @Test
    void theClientStopsAtItsOwnLimit() throws Exception {
        var both = BothRoles.serverWith(new Users());
        var client = both.client("me", o -> o.limits(Limits.of(l -> l.clientAuthAttempts(2))));
        client.publicKey(KEY);
        client.publicKey(OTHER);
        assertThatThrownBy(() -> client.publicKey(KEY))
                .isInstanceOfSatisfying(
                        AuthenticationException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.TOO_MANY_ATTEMPTS));
    }

    @Test
    void theBannerIsShownBeforeTheFirstAnswer() throws Exception {
        var both = BothRoles.serverWith(
                new Users().password("me", "x"), o -> o.banner("Welcome\r\nto \u001b]0;evil\u0007us"));
        var shown = new ArrayList<String>();
        var client = both.client("me", o -> o.banners(shown::add));
        client.none();
        assertThat(shown).containsExactly("Welcome\nto \\x1b]0;evil\\x07us");
        client.password("x".toCharArray(), PasswordChanger.NONE);
        assertThat(shown).hasSize(1);
    }
}
