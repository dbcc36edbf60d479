package io.javamiko.client.auth;

import io.javamiko.SSHException;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.Signer;
import io.javamiko.keys.files.KeyFileException;
import io.javamiko.keys.files.KeyFileException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Signs with a key file, whose private half is read only when a signature is wanted, and wiped right after it. */
final class FileSigner implements Signer {
    private static final int MAX_PASSPHRASES = 3;

    private final Path file;
    private final SSHPublicKey publicKey;
    private final PassphraseSource passphrases;
    private final AtomicReference<SSHKeyPair> decrypted = new AtomicReference<>();

    private FileSigner(Path file, SSHPublicKey publicKey, PassphraseSource passphrases) {
        this.file = file;
        this.publicKey = publicKey;
        this.passphrases = passphrases;
    }

    /** A file that is encrypted as a whole, with no public key beside it, has to be decrypted to know which key it is. */
    static FileSigner of(Path file, PassphraseSource passphrases) throws IOException {
        try {
            return new FileSigner(file, SSHKeyPair.readPublicKey(file), passphrases);
        } catch (KeyFileException e) {
            if (e.reason() != Reason.NEEDS_PASSPHRASE) {
                throw e;
            }
            var pair = decrypt(file, passphrases, e);
            var signer = new FileSigner(file, pair.publicKey(), passphrases);
            signer.decrypted.set(pair); // for the first signature, so that nobody is asked twice
            return signer;
        }
    }

    @Override
    public SSHPublicKey publicKey() {
        return publicKey;
    }

    @Override
    public List<String> signatureAlgorithms() {
        return publicKey.signatureAlgorithms();
    }

    @Override
    public byte[] sign(String algorithm, byte[] data) throws IOException {
        try (var pair = load()) {
            if (!pair.publicKey().equals(publicKey)) {
                throw new SSHException(file + " was changed while it was in use; try again");
            }
            return pair.sign(algorithm, data);
        }
    }

    private SSHKeyPair load() throws IOException {
        var pair = decrypted.getAndSet(null);
        if (pair != null) {
            return pair;
        }
        try {
            return SSHKeyPair.read(file);
        } catch (KeyFileException e) {
            if (e.reason() != Reason.NEEDS_PASSPHRASE) {
                throw e;
            }
            return decrypt(file, passphrases, e);
        }
    }

    private static SSHKeyPair decrypt(Path file, PassphraseSource passphrases, KeyFileException first)
            throws IOException {
        KeyFileException last = first;
        for (int attempt = 1; attempt <= MAX_PASSPHRASES; attempt++) {
            var passphrase = passphrases.passphrase(file, attempt);
            if (passphrase.isEmpty()) {
                break;
            }
            try {
                return SSHKeyPair.read(file, passphrase.get());
            } catch (KeyFileException e) {
                if (e.reason() != Reason.WRONG_PASSPHRASE) {
                    throw e;
                }
                last = e;
            } finally {
                Arrays.fill(passphrase.get(), '\0');
            }
        }
        throw last;
    }
}
