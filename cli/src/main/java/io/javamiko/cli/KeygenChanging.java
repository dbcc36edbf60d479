package io.javamiko.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** {@code keygen -p} and {@code -c}: another passphrase, another comment for a private key file. */
final class KeygenChanging {
    private final KeygenOptions options;
    private final KeygenKeys keys;

    KeygenChanging(KeygenOptions options, KeygenKeys keys) {
        this.options = options;
        this.keys = keys;
    }

    void passphrase() throws IOException {
        Path target = keys.file();
        try (var pair = keys.read(target)) {
            char[] passphrase = keys.newPassphrase(target);
            keys.write(pair, target, passphrase);
            Arrays.fill(passphrase, '\0');
        }
        keys.say("Your identification has been saved with the new passphrase.");
    }

    /** The passphrase, if there is one, stays. */
    void comment() throws IOException {
        Path target = keys.file();
        try (var before = keys.read(target);
                var pair = before.withComment(keys.newComment())) {
            keys.say(before.comment().isEmpty() ? "No existing comment" : "Old comment: " + before.comment());
            char[] passphrase = options.oldPassphrase == null ? new char[0] : options.oldPassphrase.toCharArray();
            keys.write(pair, target, passphrase);
            KeygenKeys.writePublic(pair, target);
            keys.say("Comment '" + pair.comment() + "' applied");
        }
    }
}
