package io.javamiko.client.auth;

import io.javamiko.SSHException;
import io.javamiko.auth.AuthenticationException;
import io.javamiko.auth.ClientAuthentication;
import io.javamiko.auth.KeyboardInteractiveMethod;
import io.javamiko.auth.KeyboardInteractiveMethod.Prompter;
import io.javamiko.auth.Outcome;
import io.javamiko.auth.PasswordMethod;
import io.javamiko.auth.PasswordMethod.PasswordChanger;
import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which credential is tried next: of the methods that the server still takes, the most preferred one that has something
 * left. After a partial success every method may be asked for again, but no key twice. For one connection and one thread.
 */
public final class AuthPlan {
    private static final int MAX_PASSWORDS = 3; // attempts by one method, as OpenSSH's NumberOfPasswordPrompts

    /**
     * What there is to try.
     *
     * @param preference the methods to use, the most preferred first
     * @param prompter answers keyboard-interactive, or {@code null}: then a password answers its one hidden prompt
     */
    public record Credentials(
            List<String> preference,
            List<Identity> identities,
            PassphraseSource passphrases,
            PasswordSource passwords,
            PasswordChanger passwordChanger,
            Prompter prompter) {
        public Credentials {
            preference = List.copyOf(preference);
            identities = List.copyOf(identities);
        }

        /** The same with other identities. */
        public Credentials withIdentities(List<Identity> value) {
            return new Credentials(preference, value, passphrases, passwords, passwordChanger, prompter);
        }
    }

    private final ClientAuthentication authentication;
    private final Credentials credentials;
    private final String user;
    private final String host;
    private final Deque<Identity> identities;
    private final Set<String> exhausted = new HashSet<>();
    private final Set<SSHPublicKey> offered = new HashSet<>();
    private final Deque<Signer> signers = new ArrayDeque<>(); // of the identity whose turn it is
    private Certificates certificates = new Certificates(List.of());
    private int passwords;
    private int dialogues;

    /** A plan for one connection; {@link #run} carries it out. */
    public AuthPlan(ClientAuthentication authentication, Credentials credentials, String user, String host) {
        this.authentication = authentication;
        this.credentials = credentials;
        this.user = user;
        this.host = host;
        this.identities = new ArrayDeque<>(credentials.identities());
    }

    /** Shows the certificates in these files with the keys that they are for; those beside key files are always shown. */
    public AuthPlan withCertificates(List<Path> files) {
        certificates = new Certificates(files);
        return this;
    }

    /**
     * Authenticates.
     *
     * @throws AuthenticationException if nothing is left to try; it lists every attempt
     */
    public void run() throws IOException {
        Outcome outcome = authentication.none(); // asks what the server takes
        while (!(outcome instanceof Outcome.Success)) {
            String method = next();
            if (method == null) {
                throw authentication.failed(AuthenticationException.Reason.NO_METHOD_LEFT);
            }
            outcome = attempt(method);
            if (outcome instanceof Outcome.Failure failure && failure.partialSuccess()) {
                exhausted.clear();
                passwords = 0;
                dialogues = 0;
            }
        }
    }

    private String next() {
        for (String method : credentials.preference()) {
            if (authentication.mayTry(method) && !exhausted.contains(method)) {
                return method;
            }
        }
        return null;
    }

    /** One attempt by a method, or {@code null} if it has nothing left: it is exhausted then. */
    private Outcome attempt(String method) throws IOException {
        var outcome = switch (method) {
            case PublicKeyMethod.NAME -> nextKey();
            case PasswordMethod.NAME -> password();
            case KeyboardInteractiveMethod.NAME -> dialogue();
            default -> null;
        };
        if (outcome == null || outcome instanceof Outcome.Abandoned && !method.equals(PublicKeyMethod.NAME)) {
            exhausted.add(method);
        }
        return outcome;
    }

    private Outcome nextKey() throws IOException {
        while (signers.isEmpty() && !identities.isEmpty()) {
            var identity = identities.poll();
            var signer = signer(identity);
            if (signer != null) {
                signers.addAll(certificates.with(signer, identity, this::skipped)); // first, as ssh does
                signers.add(signer);
                signers.removeIf(key -> !offered.add(key.publicKey())); // an agent may have what lies beside a file
            }
        }
        var next = signers.poll();
        return next == null ? null : authentication.publicKey(next);
    }

    private Signer signer(Identity identity) {
        if (identity instanceof Identity.Key key) {
            return key.signer();
        }
        if (identity instanceof Identity.KeyInAgent held) {
            return held.signer();
        }
        var keyFile = (Identity.KeyFile) identity;
        if (keyFile.optional() && !Files.exists(keyFile.file())) {
            return null;
        }
        try {
            return FileSigner.of(keyFile.file(), credentials.passphrases());
        } catch (SSHException e) {
            authentication.skipped(PublicKeyMethod.NAME, keyFile.file().toString(), e.getMessage());
        } catch (IOException e) {
            authentication.skipped(PublicKeyMethod.NAME, keyFile.file().toString(), "it can't be read: " + e);
        }
        return null;
    }

    private void skipped(Path certificate, String why) {
        authentication.skipped(PublicKeyMethod.NAME, certificate.toString(), why);
    }

    private Outcome password() throws IOException {
        var password = passwords == MAX_PASSWORDS
                ? Optional.<char[]>empty()
                : credentials.passwords().password(user, host, ++passwords);
        if (password.isEmpty()) {
            return null;
        }
        try {
            return authentication.password(password.get(), credentials.passwordChanger());
        } finally {
            Arrays.fill(password.get(), '\0');
        }
    }

    private Outcome dialogue() throws IOException {
        if (++dialogues > MAX_PASSWORDS) {
            return null;
        }
        if (credentials.prompter() != null) {
            return authentication.keyboardInteractive(credentials.prompter());
        }
        int attempt = dialogues;
        return authentication.keyboardInteractive(challenge -> {
            var prompts = challenge.prompts();
            if (prompts.isEmpty()) {
                return Optional.of(List.of());
            }
            if (prompts.size() > 1 || prompts.get(0).echo()) {
                return Optional.empty(); // it does not ask for a password
            }
            return credentials.passwords().password(user, host, attempt).map(List::of);
        });
    }
}
