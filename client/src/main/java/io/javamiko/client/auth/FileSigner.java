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

/** Signs with a key file, whose private half is read only when a signature is wanted, and wiped right after it. */
final class FileSigner implements Signer {
    private static final int MAX_PASSPHRASES = 3;

    private final Path file;
    private final SSHPublicKey publicKey;
    private final PassphraseSource passphrases;

    private FileSigner(Path file, SSHPublicKey publicKey, PassphraseSource passphrases) {
        this.file = file;
        this.publicKey = publicKey;
        this.passphrases = passphrases;
    }

    static FileSigner of(Path file, PassphraseSource passphrases) throws IOException {
        return new FileSigner(file, SSHKeyPair.readPublicKey(file), passphrases);
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
        try {
            return SSHKeyPair.read(file);
        } catch (KeyFileException e) {
            if (e.reason() != Reason.NEEDS_PASSPHRASE) {
                throw e;
            }
            return decrypt(e);
        }
    }

    private SSHKeyPair decrypt(KeyFileException first) throws IOException {
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
