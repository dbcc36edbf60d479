package io.javamiko.client.auth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Gives the passphrases of key files, when the key is about to be used. Called on the thread that connects. */
@FunctionalInterface
public interface PassphraseSource {
    /** Has none: encrypted files are passed over. */
    PassphraseSource NONE = (file, attempt) -> Optional.empty();

    /**
     * The passphrase of a key file.
     *
     * @param attempt 1 for the first, higher after one that was wrong
     * @return a passphrase, which is wiped after use; empty to pass the key over
     * @throws IOException if nobody can be asked; ends the authentication
     */
    Optional<char[]> passphrase(Path file, int attempt) throws IOException;
}
