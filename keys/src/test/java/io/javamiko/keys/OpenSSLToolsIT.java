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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PEM and PKCS#8, to and from the openssl and ssh-keygen of this machine. */
@Tag("peers")
class OpenSSLToolsIT {
    private static final String PASSPHRASE = "pass phräse";
    private static final byte[] DATA = "data".getBytes(UTF_8);

    /** Keys of ours, written in the clear, are what openssl converts. */
    private static final List<SSHKeyPair> KEYS = Tools.usualKeys();

    /** How {@code openssl pkcs8 -topk8} encrypts. */
    private static final List<List<String>> PKCS8 = List.of(
            List.of("-v2", "aes256"),
            List.of("-v2", "aes-192-cbc", "-v2prf", "hmacWithSHA512"),
            List.of("-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA384"),
            List.of("-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA224"),
            List.of("-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA512-256"),
            List.of("-v2", "des3", "-v2prf", "hmacWithSHA1", "-iter", "10000"),
            List.of("-scrypt"),
            List.of("-scrypt", "-scrypt_N", "1024", "-scrypt_r", "4", "-scrypt_p", "3"),
            List.of("-v1", "PBE-SHA1-3DES"),
            List.of("-v1", "PBE-MD5-DES", "-provider", "legacy", "-provider", "default"),
            List.of("-v1", "PBE-SHA1-DES", "-provider", "legacy", "-provider", "default"));

    /** How {@code openssl pkey -traditional} encrypts. */
    private static final List<List<String>> TRADITIONAL = List.of(
            List.of("-aes128"),
            List.of("-aes192"),
            List.of("-aes256"),
            List.of("-des3"),
            List.of("-des", "-provider", "legacy", "-provider", "default"));

    @TempDir
    private Path directory;

    private Tools tools;

    @BeforeEach
    void tools() {
        tools = new Tools(directory);
    }

    static List<SSHKeyPair> keys() {
        return KEYS;
    }

    private static List<SSHKeyPair> traditionalKeys() {
        return KEYS.stream()
                .filter(pair -> pair.publicKey().type().matches("ssh-rsa|ssh-dss|ecdsa-.*"))
                .toList();
    }

    static Stream<Arguments> someOfPKCS8() { // one key with each, each key with one
        return Stream.concat(
                PKCS8.stream().map(options -> Arguments.of(KEYS.get(1), options)),
                KEYS.stream().map(key -> Arguments.of(key, PKCS8.get(0))));
    }

    static Stream<Arguments> allOfPKCS8() {
        return KEYS.stream().flatMap(key -> PKCS8.stream().map(options -> Arguments.of(key, options)));
    }

    @ParameterizedTest(name = "{0} {1}", autoCloseArguments = false)
    @MethodSource("someOfPKCS8")
    void weReadItsPKCS8(SSHKeyPair made, List<String> options) throws Exception {
        made.write(tools.path("plain"), KeyFileFormat.PKCS8, new char[0]);
        var command = new ArrayList<>(List.of("openssl", "pkcs8", "-topk8", "-in", "plain", "-out", "key"));
        command.addAll(List.of("-passout", "pass:" + PASSPHRASE));
        command.addAll(options);
        tools.run(command);
        assertRead(made, "a PKCS#8 private key");
    }

    @Tag("full")
    @ParameterizedTest(name = "{0} {1}", autoCloseArguments = false)
    @MethodSource("allOfPKCS8")
    void weReadItsPKCS8InEveryWay(SSHKeyPair made, List<String> options) throws Exception {
        weReadItsPKCS8(made, options);
    }

    static Stream<Arguments> traditional() {
        return traditionalKeys().stream()
                .flatMap(key -> TRADITIONAL.stream().map(options -> Arguments.of(key, options)));
    }

    @ParameterizedTest(name = "{0} {1}", autoCloseArguments = false)
    @MethodSource("traditional")
    void weReadItsTraditionalFormats(SSHKeyPair made, List<String> options) throws Exception {
        made.write(tools.path("plain"), KeyFileFormat.PKCS8, new char[0]);
        var command = new ArrayList<>(List.of("openssl", "pkey", "-traditional", "-in", "plain", "-out", "key"));
        command.addAll(List.of("-passout", "pass:" + PASSPHRASE));
        command.addAll(options);
        tools.run(command);
        assertThat(Files.readString(tools.path("key"))).contains("DEK-Info: ");
        assertRead(made, "a PEM ");

        tools.run("openssl", "pkey", "-traditional", "-in", "plain", "-out", "key");
        try (var pair = SSHKeyPair.read(tools.path("key"))) {
            assertThat(pair.publicKey()).isEqualTo(made.publicKey());
        }
    }

    private void assertRead(SSHKeyPair made, String format) throws Exception {
        byte[] file = Files.readAllBytes(tools.path("key"));
        try (var pair = SSHKeyPair.parse(file, PASSPHRASE.toCharArray())) {
            assertThat(pair.publicKey()).isEqualTo(made.publicKey());
            String algorithm = Tools.algorithm(pair);
            assertThat(made.publicKey().verify(algorithm, DATA, pair.sign(algorithm, DATA)))
                    .isTrue();
        }
        KeyFileTest.assertRefused(Reason.NEEDS_PASSPHRASE, () -> SSHKeyPair.parse(file))
                .hasMessageStartingWith(format);
        KeyFileTest.assertRefused(Reason.WRONG_PASSPHRASE, () -> SSHKeyPair.parse(file, "wrong".toCharArray()))
                .hasMessageStartingWith(format);
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("keys")
    void itReadsOurPKCS8(SSHKeyPair made) throws Exception {
        made.write(tools.path("plain"), KeyFileFormat.PKCS8, new char[0]);
        made.write(tools.path("key"), KeyFileFormat.PKCS8, PASSPHRASE.toCharArray());
        String plain = tools.run("openssl", "pkey", "-in", "plain", "-pubout");
        assertThat(tools.run("openssl", "pkey", "-in", "key", "-passin", "pass:" + PASSPHRASE, "-pubout"))
                .isEqualTo(plain);
        tools.run("openssl", "pkey", "-in", "plain", "-check", "-noout");
        assertThat(tools.run("openssl", "pkey", "-in", "plain")).isEqualTo(Files.readString(tools.path("plain")));
        if (!made.publicKey().type().startsWith("ssh-ed")) { // which OpenSSH reads in PKCS#8 since 9.6 only
            assertThat(tools.run("ssh-keygen", "-y", "-P", PASSPHRASE, "-f", "key")
                            .strip())
                    .isEqualTo(made.publicKey().format(""));
        }
    }

    @Test
    void whatOpenSSLWritesBeforeTheKeyIsPassedOver() throws Exception {
        tools.run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-out", "key");
        assertThat(Files.readString(tools.path("key"))).startsWith("-----BEGIN EC PARAMETERS-----");
        try (var pair = SSHKeyPair.read(tools.path("key"))) {
            assertThat(pair.publicKey().type()).isEqualTo("ecdsa-sha2-nistp256");
        }
    }

    @Test
    void keysThatSSHDoesNotHaveAreNamed() throws Exception {
        tools.run("openssl", "ecparam", "-name", "secp256k1", "-genkey", "-noout", "-out", "koblitz");
        tools.run("openssl", "genpkey", "-algorithm", "X25519", "-out", "x25519");
        tools.run(
                "openssl",
                "ecparam",
                "-name",
                "prime256v1",
                "-param_enc",
                "explicit",
                "-genkey",
                "-noout",
                "-out",
                "explicit");
        KeyFileTest.assertRefused(Reason.UNSUPPORTED, () -> SSHKeyPair.read(tools.path("koblitz")))
                .hasMessageContaining("1.3.132.0.10");
        KeyFileTest.assertRefused(Reason.UNSUPPORTED, () -> SSHKeyPair.read(tools.path("x25519")))
                .hasMessageContaining("X25519");
        KeyFileTest.assertRefused(Reason.UNSUPPORTED, () -> SSHKeyPair.read(tools.path("explicit")))
                .hasMessageContaining("writes out its curve");
    }

    static Stream<Arguments> keygen() {
        return Stream.of("rsa 2048", "ecdsa 256", "ecdsa 384", "ecdsa 521", "dsa 1024")
                .flatMap(type -> Stream.of("PEM", "PKCS8").map(format -> Arguments.of(type, format)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("keygen")
    void weReadWhatSSHKeygenWritesInPEM(String type, String format) throws Exception {
        String[] words = type.split(" ", -1);
        for (String passphrase : List.of("", PASSPHRASE)) {
            Files.deleteIfExists(tools.path("key"));
            tools.run("ssh-keygen", "-q", "-t", words[0], "-b", words[1], "-m", format, "-N", passphrase, "-f", "key");
            var line = PublicKeyLine.parse(Files.readString(tools.path("key.pub")));
            try (var pair = SSHKeyPair.read(tools.path("key"), passphrase.toCharArray())) {
                assertThat(pair.publicKey()).isEqualTo(line.key());
            }
            assertThat(SSHKeyPair.readPublicKey(tools.path("key"))).isEqualTo(line.key()); // key.pub has it
        }
    }
}
