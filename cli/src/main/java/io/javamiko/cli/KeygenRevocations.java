package io.javamiko.cli;

import io.javamiko.Sanitised;
import io.javamiko.keys.files.KeyFiles;
import io.javamiko.keys.krl.KRL;
import io.javamiko.keys.krl.KRLSpecification;
import io.javamiko.keys.krl.KRLSpecification.Authority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;

/** {@code keygen -k} makes a list of revoked keys, {@code keygen -Q} asks one. */
final class KeygenRevocations {
    private final KeygenOptions options;
    private final KeygenKeys keys;

    KeygenRevocations(KeygenOptions options, KeygenKeys keys) {
        this.options = options;
        this.keys = keys;
    }

    /** Of files that hold public keys or specifications; with {@code -u} they are added to the list. */
    void make() throws IOException {
        Path target = options.neededFile("-k");
        var authority = authority();
        var added = new ArrayList<KRL>();
        for (Path file : options.files) {
            keys.say("Revoking from " + file);
            added.add(KRLSpecification.read(KeyFiles.read(file), authority));
        }
        var now = Instant.now();
        var list = options.update ? KRL.read(target) : KRL.of(r -> {});
        var revoked = list.with(r -> {
            added.forEach(r::addAll);
            r.generated(now);
            options.unsignedNumber().ifPresent(r::version);
            if (options.comment != null) {
                r.comment(options.comment);
            }
        });
        Files.write(target, revoked.encode());
    }

    private Authority authority() throws IOException {
        Path file = options.authorityOrSignature;
        if (file == null) {
            return new Authority.None();
        }
        return file.toString().equals("none")
                ? new Authority.Any()
                : new Authority.Of(keys.publicKey(file).key());
    }

    /** The status is 1 if any of the keys is revoked. */
    int query() throws IOException {
        var list = KRL.read(options.neededFile("-Q"));
        if (options.fingerprint) {
            show(list);
        }
        int status = 0;
        for (Path file : options.files) {
            var line = keys.publicKey(file);
            boolean revoked = list.isRevoked(line.key());
            String comment = line.comment().isEmpty() ? file.toString() : line.comment(); // as ssh-keygen has it
            keys.print(file + " (" + Sanitised.of(comment) + "): " + (revoked ? "REVOKED" : "ok"));
            status = revoked ? 1 : status;
        }
        return status;
    }

    private void show(KRL list) {
        keys.print("# KRL version " + Long.toUnsignedString(list.version()));
        keys.print("# Generated at "
                + DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss")
                        .withZone(ZoneId.systemDefault())
                        .format(list.generated()));
        if (!list.comment().isEmpty()) {
            keys.print("# Comment: " + Sanitised.of(list.comment()));
        }
        keys.print("\n" + list.toSpecification().stripTrailing());
    }
}
