package io.javamiko.auth;

import io.javamiko.auth.KeyboardInteractiveMethod.Challenge;
import io.javamiko.auth.KeyboardInteractiveMethod.Prompt;
import io.javamiko.keys.SSHPublicKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Users for tests; it keeps what it was asked. */
final class Users implements Authenticator {
    private final Map<String, String> passwords = new HashMap<>();
    private final Map<String, List<SSHPublicKey>> keys = new HashMap<>();
    private final List<String> expired = new ArrayList<>();
    private final Map<String, List<String>> answers = new HashMap<>(); // one a round
    final List<String> asked = new ArrayList<>();
    private String chains = "publickey password keyboard-interactive";

    Users password(String user, String password) {
        passwords.put(user, password);
        return this;
    }

    Users expiredPassword(String user, String password) {
        expired.add(user);
        return password(user, password);
    }

    Users key(String user, SSHPublicKey key) {
        keys.computeIfAbsent(user, name -> new ArrayList<>()).add(key);
        return this;
    }

    Users answers(String user, String... rounds) {
        answers.put(user, List.of(rounds));
        return this;
    }

    Users chains(String text) {
        chains = text;
        return this;
    }

    @Override
    public MethodChains methods(String user) {
        return MethodChains.parse(chains);
    }

    @Override
    public Optional<Grant> none(String user) {
        asked.add("none " + user);
        return Optional.of(Grant.FULL);
    }

    @Override
    public Optional<Grant> publicKey(String user, SSHPublicKey key) {
        asked.add("publickey " + user);
        return keys.getOrDefault(user, List.of()).contains(key) ? Optional.of(Grant.FULL) : Optional.empty();
    }

    @Override
    public PasswordResult password(String user, char[] password) {
        asked.add("password " + user);
        if (!new String(password).equals(passwords.get(user))) {
            return new PasswordResult.Refused();
        }
        return expired.contains(user)
                ? new PasswordResult.ChangeRequired("Expired. New password: ")
                : new PasswordResult.Accepted(Grant.FULL);
    }

    @Override
    public PasswordResult changePassword(String user, char[] oldPassword, char[] newPassword) {
        asked.add("change " + user);
        if (!Arrays.equals(oldPassword, passwords.get(user).toCharArray())) {
            return new PasswordResult.Refused();
        }
        if (newPassword.length < 8) {
            return new PasswordResult.ChangeRequired("Too short. New password: ");
        }
        expired.remove(user);
        passwords.put(user, new String(newPassword));
        return new PasswordResult.Accepted(Grant.FULL);
    }

    @Override
    public Optional<Conversation> keyboardInteractive(String user, List<String> submethods) {
        asked.add("keyboard-interactive " + user + " " + submethods);
        Deque<String> expected = new ArrayDeque<>(answers.getOrDefault(user, List.of("\0")));
        return Optional.of(new Conversation() {
            @Override
            public Challenge begin() {
                return new Challenge("Login", "Say what you know", List.of(new Prompt("Word: ", false)));
            }

            @Override
            public Step answered(List<char[]> given) {
                if (!new String(given.get(0)).equals(expected.poll())) {
                    return new Step.Refused();
                }
                return expected.isEmpty()
                        ? new Step.Accepted(Grant.FULL)
                        : new Step.Ask(new Challenge("", "", List.of(new Prompt("Next: ", true))));
            }
        });
    }
}
