package io.javamiko.cli;

import io.javamiko.Sanitised;
import io.javamiko.keys.PublicKeyLine;
import io.javamiko.keys.SSHFPRecord;
import io.javamiko.keys.SSHPublicKey;
import java.io.IOException;
import java.util.Locale;

/** {@code keygen -y}, {@code -l} and {@code -r}: a key, its fingerprint, its records for the DNS. */
final class KeygenShowing {
    private final KeygenOptions options;
    private final KeygenKeys keys;

    KeygenShowing(KeygenOptions options, KeygenKeys keys) {
        this.options = options;
        this.keys = keys;
    }

    void publicKey() throws IOException {
        try (var pair = keys.read(keys.file())) {
            keys.print(pair.publicKey().format(pair.comment()));
        }
    }

    void fingerprints() throws IOException {
        for (PublicKeyLine line : keys.publicKeys(keys.file())) {
            String comment = line.comment().isEmpty() ? "no comment" : line.comment();
            keys.print(line.key().bits() + " " + fingerprint(line.key(), options.hash) + " " + Sanitised.of(comment)
                    + " (" + HostKeyPrompt.type(line.key()) + ")");
        }
    }

    void records(String host) throws IOException {
        var key = keys.publicKey(keys.file()).key();
        var records = SSHFPRecord.of(key);
        if (records.isEmpty()) {
            throw new UsageException("there are no SSHFP records for keys of type " + key.type());
        }
        for (SSHFPRecord record : records) {
            keys.print(
                    host + (options.generic ? " IN TYPE44 " + record.formatGeneric() : " IN SSHFP " + record.format()));
        }
    }

    /** A key's fingerprint by the hash that {@code -E} names. */
    static String fingerprint(SSHPublicKey key, String hash) {
        return switch (hash.toLowerCase(Locale.ROOT)) {
            case "sha256" -> key.fingerprint();
            case "md5" -> key.fingerprintMD5();
            default -> throw new UsageException("-E " + hash + ": expected sha256 or md5");
        };
    }
}
