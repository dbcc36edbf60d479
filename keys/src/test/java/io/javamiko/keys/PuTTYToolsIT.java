package io.javamiko.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.keys.files.KeyFileException.Reason;
import io.javamiko.keys.files.KeyFileFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Key files, to and from the puttygen of this machine. */
@Tag("peers")
class PuTTYToolsIT {
    private static final String PASSPHRASE = "pass phräse";
    private static final byte[] DATA = "data".getBytes(UTF_8);
    private static final String FAST = "memory=64,passes=3";

    /** What puttygen's options say, by our name of the type. */
    private static final List<List<String>> TYPES = List.of(
            List.of("ssh-ed25519", "ed25519"),
            List.of("ecdsa-sha2-nistp256", "ecdsa", "-b", "256"),
            List.of("ecdsa-sha2-nistp384", "ecdsa", "-b", "384"),
            List.of("ecdsa-sha2-nistp521", "ecdsa", "-b", "521"),
            List.of("ssh-rsa", "rsa", "-b", "2048"),
            List.of("ssh-ed448", "ed448"),
            List.of("ssh-dss", "dsa", "-b", "1024"));

    private static final List<String> PARAMETERS = List.of(
            "version=2",
            "version=3,kdf=argon2id," + FAST,
            "version=3,kdf=argon2i," + FAST + ",parallelism=2",
            "version=3,kdf=argon2d," + FAST + ",parallelism=3");

    @TempDir
    private Path directory;

    private Tools tools;

    @BeforeEach
    void tools() {
        tools = new Tools(directory);
    }

    static Stream<Arguments> everyParameter() { // the first type with each, each type with one
        return Stream.concat(
                PARAMETERS.stream().map(parameter -> Arguments.of(TYPES.get(0), parameter)),
                TYPES.stream().skip(1).map(type -> Arguments.of(type, PARAMETERS.get(1))));
    }

    static Stream<Arguments> everyTypeAndParameter() {
        return TYPES.stream().flatMap(type -> PARAMETERS.stream().map(parameter -> Arguments.of(type, parameter)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyParameter")
    void weReadWhatItWrites(List<String> type, String parameters) throws Exception {
        for (String passphrase : List.of("", PASSPHRASE)) {
            var command = new ArrayList<>(List.of("puttygen", "-q", "-t"));
            command.addAll(type.subList(1, type.size()));
            command.addAll(List.of("--ppk-param", parameters, "-C", "c o ☃", "-o", "key.ppk"));
            command.addAll(List.of("--new-passphrase", tools.passphraseFile(passphrase)));
            tools.run(command);
            var line = PublicKeyLine.parse(
                    tools.run("puttygen", "key.ppk", "-L", "--old-passphrase", tools.passphraseFile(passphrase))
                            .strip());
            byte[] file = Files.readAllBytes(tools.path("key.ppk"));
            assertThat(SSHKeyPair.readPublicKey(tools.path("key.ppk"))).isEqualTo(line.key());
            try (var pair = SSHKeyPair.parse(file, passphrase.toCharArray())) {
                assertThat(pair.publicKey()).isEqualTo(line.key());
                assertThat(pair.publicKey().type()).isEqualTo(type.get(0));
                assertThat(pair.comment()).isEqualTo("c o ☃");
                String algorithm = Tools.algorithm(pair);
                assertThat(line.key().verify(algorithm, DATA, pair.sign(algorithm, DATA)))
                        .isTrue();
            }
            if (!passphrase.isEmpty()) {
                KeyFileTest.assertRefused(Reason.NEEDS_PASSPHRASE, () -> SSHKeyPair.parse(file));
                KeyFileTest.assertRefused(Reason.WRONG_PASSPHRASE, () -> SSHKeyPair.parse(file, "wrong".toCharArray()))
                        .hasMessageContaining("PuTTY private key (aes256-cbc)");
            }
        }
    }

    @Tag("full")
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyTypeAndParameter")
    void weReadWhatItWritesInEveryWay(List<String> type, String parameters) throws Exception {
        weReadWhatItWrites(type, parameters);
    }

    static List<SSHKeyPair> everyKey() {
        return Tools.usualKeys();
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("everyKey")
    void itReadsWhatWeWrite(SSHKeyPair made) throws Exception {
        var pair = made.withComment("me@host ☃");
        for (String passphrase : List.of("", PASSPHRASE)) {
            for (var format : KeyFileFormat.values()) {
                if (format == KeyFileFormat.PKCS8) {
                    continue; // which puttygen does not know
                }
                pair.write(tools.path("key"), format, passphrase.toCharArray());
                var line = tools.run("puttygen", "key", "-L", "--old-passphrase", tools.passphraseFile(passphrase));
                assertThat(line.strip()).isEqualTo(pair.publicKey().format(pair.comment()));
                if (passphrase.isEmpty()) {
                    continue; // the encrypted file says it all
                }
                tools.run(
                        "puttygen",
                        "key",
                        "-O",
                        format == KeyFileFormat.PUTTY ? "private-openssh-new" : "private",
                        "-o",
                        "again",
                        "--old-passphrase",
                        tools.passphraseFile(passphrase),
                        "--new-passphrase",
                        "/dev/null");
                try (var again = SSHKeyPair.read(tools.path("again"))) {
                    assertThat(again.publicKey()).isEqualTo(pair.publicKey());
                    assertThat(again.comment()).isEqualTo(pair.comment());
                }
            }
        }
    }
}
