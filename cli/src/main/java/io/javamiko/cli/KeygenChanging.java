package io.javamiko.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** {@code keygen -p} and {@code -c}: another passphrase, another comment for a private key file. */
final class KeygenChanging {
    private final KeygenKeys keys;

    KeygenChanging(KeygenKeys keys) {
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
        try (var opened = keys.open(target);
                var pair = opened.pair().withComment(keys.newComment())) {
            String before = opened.pair().comment();
            keys.say(before.isEmpty() ? "No existing comment" : "Old comment: " + before);
            keys.write(pair, target, opened.passphrase());
            KeygenKeys.writePublic(pair, target);
            keys.say("Comment '" + pair.comment() + "' applied");
        }
    }
}
