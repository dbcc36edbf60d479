package io.javamiko.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Files that ssh-keygen wrote (OpenSSH 9.2), in the test resources. */
final class Fixtures {
    private Fixtures() {}

    /** @param name {@code keyfiles/ed25519-plain} and so on */
    static byte[] bytes(String name) {
        try (var in = Fixtures.class.getResourceAsStream("/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), java.nio.charset.StandardCharsets.UTF_8);
    }

    static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(Fixtures.class.getResource("/" + name), name)
                    .toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each key file: name, fingerprint, fingerprint by MD5. */
    static List<String[]> keyFiles() {
        return text("fingerprints.txt")
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(fields -> !fields[0].equals("rsa-1024-plain"))
                .toList();
    }

    static char[] passphrase(String name) {
        if (name.endsWith("-plain") || name.endsWith("-no-comment")) {
            return new char[0];
        }
        return (name.endsWith("-utf8") ? "Pässwörd ☃" : "pass phrase").toCharArray();
    }
}
