package io.javamiko.server.auth;

import io.javamiko.auth.Authenticator;
import io.javamiko.auth.Grant;
import io.javamiko.auth.KeyboardInteractiveMethod;
import io.javamiko.auth.MethodChains;
import io.javamiko.auth.PasswordMethod;
import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.keys.SSHPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a server's options say about who may in, for the client at one address. The methods depend on nothing that a client
 * says, so they tell nobody who exists.
 */
public final class ConfiguredAuthenticator implements Authenticator {
    private final Optional<UserKeys> keys;
    private final Optional<Passwords> passwords;
    private final Optional<Questions> questions;
    private final MethodChains chains;
    private final String address;

    /**
     * @param chains which methods lead in; empty for any one that is set up
     * @param address the client's, in digits
     */
    public ConfiguredAuthenticator(
            Optional<UserKeys> keys,
            Optional<Passwords> passwords,
            Optional<Questions> questions,
            Optional<MethodChains> chains,
            String address) {
        this.keys = keys;
        this.passwords = passwords;
        this.questions = questions;
        this.chains = chains.orElseGet(this::anyMethod);
        this.address = address;
    }

    private MethodChains anyMethod() {
        var methods = new ArrayList<String>();
        keys.ifPresent(any -> methods.add(PublicKeyMethod.NAME));
        passwords.ifPresent(any -> methods.add(PasswordMethod.NAME));
        questions.ifPresent(any -> methods.add(KeyboardInteractiveMethod.NAME));
        return MethodChains.anyOf(methods.toArray(String[]::new));
    }

    @Override
    public MethodChains methods(String user) {
        return chains;
    }

    @Override
    public Optional<Grant> publicKey(String user, SSHPublicKey key) {
        return keys.flatMap(known -> known.find(user, key, address));
    }

    @Override
    public PasswordResult password(String user, char[] password) {
        return passwords.isPresent() && passwords.get().matches(user, password)
                ? new PasswordResult.Accepted(Grant.FULL)
                : new PasswordResult.Refused();
    }

    @Override
    public Optional<Conversation> keyboardInteractive(String user, List<String> submethods) {
        return questions.map(asked -> asked.begin(user, submethods));
    }
}
