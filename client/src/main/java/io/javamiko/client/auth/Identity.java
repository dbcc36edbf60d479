package io.javamiko.client.auth;

import io.javamiko.keys.Signer;
import java.nio.file.Path;
import java.util.Objects;

/** A key that a client offers. */
public sealed interface Identity {
    /**
     * A private key file. It is read in {@code connect}, and decrypted only once the server says that it takes the key.
     *
     * @param optional whether it may be missing: so are the default ones
     */
    record KeyFile(Path file, boolean optional) implements Identity {
        public KeyFile {
            Objects.requireNonNull(file);
        }
    }

    /** A key file whose private half an agent holds: the agent signs, and the certificate beside the file is shown. */
    record KeyInAgent(Signer signer, Path file) implements Identity {
        public KeyInAgent {
            Objects.requireNonNull(signer);
            Objects.requireNonNull(file);
        }
    }

    /** A key in hand: a pair in memory, one of an agent's or of a hardware module's. */
    record Key(Signer signer) implements Identity {
        public Key {
            Objects.requireNonNull(signer);
        }
    }
}
