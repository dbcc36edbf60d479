package io.javamiko.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.auth.Authenticator;
import io.javamiko.auth.Authenticator.Conversation.Step;
import io.javamiko.auth.Authenticator.PasswordResult;
import io.javamiko.auth.MethodChains;
import io.javamiko.keys.SSHKeyPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfiguredAuthenticatorTest {
    private static final Passwords PASSWORDS = Passwords.of(Map.of("me", "pä55", "empty", ""));

    private static Authenticator authenticator(UserKeys keys, Passwords passwords, Questions questions, String chains) {
        return new ConfiguredAuthenticator(
                Optional.ofNullable(keys),
                Optional.ofNullable(passwords),
                Optional.ofNullable(questions),
                Optional.ofNullable(chains).map(MethodChains::parse),
                "192.0.2.7");
    }

    @Test
    void whatIsSetUpIsOfferedAndAnyOfItIsEnough() {
        assertThat(authenticator(
                                (user, key, address) -> Optional.empty(),
                                PASSWORDS,
                                Questions.forPassword(PASSWORDS),
                                null)
                        .methods("me"))
                .hasToString("publickey password keyboard-interactive");
        assertThat(authenticator(null, PASSWORDS, null, null).methods("me")).hasToString("password");
        assertThat(authenticator(null, PASSWORDS, null, "publickey,password").methods("nobody"))
                .hasToString("publickey,password");
    }

    @Test
    void aPasswordIsItsUsersOwnAndAnEmptyOneNobodys() {
        var authenticator = authenticator(null, PASSWORDS, null, null);
        assertThat(authenticator.password("me", "pä55".toCharArray())).isInstanceOf(PasswordResult.Accepted.class);
        assertThat(authenticator.password("me", "pa55".toCharArray())).isInstanceOf(PasswordResult.Refused.class);
        assertThat(authenticator.password("me", new char[0])).isInstanceOf(PasswordResult.Refused.class);
        assertThat(authenticator.password("you", "pä55".toCharArray())).isInstanceOf(PasswordResult.Refused.class);
        assertThat(authenticator.password("you", new char[16])).isInstanceOf(PasswordResult.Refused.class);
        assertThat(authenticator.password("empty", new char[0])).isInstanceOf(PasswordResult.Refused.class);
    }

    @Test
    void aQuestionForThePasswordIsTheSameForEverybody() {
        var authenticator = authenticator(null, null, Questions.forPassword(PASSWORDS), null);
        var mine = authenticator.keyboardInteractive("me", List.of()).orElseThrow();
        var nobodys = authenticator.keyboardInteractive("nobody", List.of()).orElseThrow();
        assertThat(mine.begin()).isEqualTo(nobodys.begin());
        assertThat(mine.answered(List.of("pä55".toCharArray()))).isInstanceOf(Step.Accepted.class);
        assertThat(nobodys.answered(List.of("pä55".toCharArray()))).isInstanceOf(Step.Refused.class);
    }

    @Test
    void keysAreLookedUpWithTheClientsAddressAndInEachPlace() {
        var key = SSHKeyPair.generate("ssh-ed25519").publicKey();
        UserKeys here =
                (user, asked, address) -> address.equals("192.0.2.7") ? Optional.of(Permissions.ALL) : Optional.empty();
        UserKeys nowhere = UserKeys.of((user, asked) -> false);
        assertThat(authenticator(nowhere.or(here), null, null, null).publicKey("me", key))
                .isPresent();
        assertThat(authenticator(UserKeys.onlyOf("you", here), null, null, null).publicKey("me", key))
                .isEmpty();
        assertThat(authenticator(UserKeys.onlyOf("me", here), null, null, null).publicKey("me", key))
                .isPresent();
        assertThat(authenticator(null, PASSWORDS, null, null).publicKey("me", key))
                .isEmpty();
    }
}
