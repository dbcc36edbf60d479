package io.javamiko.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.keys.files.KeyFileException;
import io.javamiko.keys.files.KeyFileFormat;
import io.javamiko.keys.files.PublicKeyFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in a file of any format, a value or our error comes out. */
class KeyFormatsProperties {
    private static final char[] PASSPHRASE = "pass phrase".toCharArray();
    private static final List<byte[]> PRIVATE = privateFiles();
    private static final List<byte[]> PUBLIC = publicFiles();

    private static List<byte[]> privateFiles() {
        var files = new ArrayList<byte[]>();
        for (String name : List.of("pkcs1", "pkcs1-encrypted", "sec1", "pkcs8", "pkcs8-encrypted", "ppk")) {
            files.add(Fixtures.bytes("otherformats/" + name));
        }
        try {
            for (var pair : Tools.usualKeys()) {
                files.add(pair.format(KeyFileFormat.PKCS8, new char[0]));
                files.add(pair.format(KeyFileFormat.PUTTY, new char[0]));
            }
        } catch (KeyFileException e) {
            throw new IllegalStateException(e);
        }
        return files;
    }

    private static List<byte[]> publicFiles() {
        var files = new ArrayList<byte[]>();
        try {
            for (var pair : Tools.usualKeys()) {
                var line = new PublicKeyLine(pair.publicKey(), "comment");
                for (var format : List.of(PublicKeyFormat.RFC4716, PublicKeyFormat.PKCS8)) {
                    files.add(PublicKeyFile.format(line, format).getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (KeyFileException e) {
            throw new IllegalStateException(e);
        }
        return files;
    }

    @Provide
    Arbitrary<byte[]> privateFile() {
        return Arbitraries.of(PRIVATE);
    }

    @Provide
    Arbitrary<byte[]> publicFile() {
        return Arbitraries.of(PUBLIC);
    }

    @Property(tries = 300)
    void aPrivateFileMutatedInItsTextIsAKeyOrOurError(@ForAll("privateFile") byte[] file, @ForAll long seed) {
        parse(KeysProperties.mutated(file, seed));
    }

    @Property(tries = 500)
    void aPrivateFileMutatedInItsBytesIsAKeyOrOurError(@ForAll("privateFile") byte[] file, @ForAll long seed) {
        parse(mutatedWithin(file, seed));
    }

    @Property(tries = 500)
    void aPublicFileMutatedIsAKeyOrOurError(@ForAll("publicFile") byte[] file, @ForAll long seed) {
        for (byte[] mutated : List.of(KeysProperties.mutated(file, seed), mutatedWithin(file, seed))) {
            try {
                assertThat(PublicKeyFile.parse(mutated).key().type()).isNotEmpty();
            } catch (KeyFileException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    /** Changes the bytes that the Base64 of a PEM file stands for; other files stay as they are. */
    private static byte[] mutatedWithin(byte[] file, long seed) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int from = text.indexOf("-----\n") + 6;
        int to = text.indexOf("\n-----END");
        if (from < 6 || to < 0 || text.contains(":")) {
            return KeysProperties.mutated(file, seed);
        }
        byte[] body = KeysProperties.mutated(Base64.getMimeDecoder().decode(text.substring(from, to)), seed);
        return (text.substring(0, from) + Base64.getEncoder().encodeToString(body) + text.substring(to))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void parse(byte[] file) {
        try (var pair = SSHKeyPair.parse(file, PASSPHRASE)) {
            assertThat(pair.publicKey().type()).isNotEmpty();
        } catch (KeyFileException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
