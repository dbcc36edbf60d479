package io.javamiko.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import io.javamiko.keys.files.KeyFileException;
import io.javamiko.keys.files.KeyFileException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
    private static final byte[] DATA = "data".getBytes(UTF_8);

    @TempDir
    private Path directory;

    static List<String[]> keyFiles() {
        return Fixtures.keyFiles();
    }

    static List<SSHKeyPair> everyType() {
        return TestKeys.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keyFiles")
    void aFileOfSSHKeygenIsRead(String name, String sha256, String md5) throws Exception {
        var line = PublicKeyLine.parse(Fixtures.text("keyfiles/" + name + ".pub"));
        try (var pair = SSHKeyPair.read(Fixtures.path("keyfiles/" + name), Fixtures.passphrase(name))) {
            assertThat(pair.publicKey()).isEqualTo(line.key());
            assertThat(pair.comment()).isEqualTo(line.comment());
            assertThat(pair.publicKey().fingerprint()).isEqualTo(sha256);
            assertThat(pair.publicKey().fingerprintMD5()).isEqualTo(md5);
            assertThat(pair.publicKey().format(pair.comment()))
                    .isEqualTo(Fixtures.text("keyfiles/" + name + ".pub").strip());
            for (var algorithm : pair.signatureAlgorithms()) {
                assertThat(line.key().verify(algorithm, DATA, pair.sign(algorithm, DATA)))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keyFiles")
    void thePublicKeyOfAFileNeedsNoPassphrase(String name, String sha256) throws Exception {
        assertThat(SSHKeyPair.readPublicKey(Fixtures.path("keyfiles/" + name)).fingerprint())
                .isEqualTo(sha256);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "ed25519-aes256-ctr",
                "ed25519-aes128-cbc",
                "ed25519-3des-cbc",
                "ed25519-aes256-gcm",
                "ed25519-chacha20-poly1305",
                "rsa-2048-encrypted"
            })
    void aWrongPassphraseIsToldFromAMissingOne(String name) {
        byte[] file = Fixtures.bytes("keyfiles/" + name);
        assertRefused(Reason.WRONG_PASSPHRASE, () -> SSHKeyPair.parse(file, "pass phrasE".toCharArray()))
                .hasMessageMatching(".*OpenSSH private key \\((aes|3des|chacha).*passphrase is wrong.*");
        assertRefused(Reason.NEEDS_PASSPHRASE, () -> SSHKeyPair.parse(file))
                .hasMessageMatching(".*OpenSSH private key is encrypted \\(.*no passphrase was given");
    }

    @Test
    void theFilesNameIsInTheError() {
        Path file = Fixtures.path("keyfiles/ed25519-default");
        assertRefused(Reason.NEEDS_PASSPHRASE, () -> SSHKeyPair.read(file)).hasMessageContaining(file.toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "pkcs1, ssh-rsa, ''",
        "pkcs1-encrypted, ssh-rsa, pass phrase",
        "sec1, ecdsa-sha2-nistp256, ''",
        "pkcs8, ssh-rsa, ''",
        "pkcs8-encrypted, ssh-rsa, pass phrase",
        "ppk, ssh-ed25519, ''"
    })
    void otherFormatsAreReadWithoutBeingNamed(String name, String type, String passphrase) throws Exception {
        byte[] file = Fixtures.bytes("otherformats/" + name);
        try (var pair = SSHKeyPair.parse(file, passphrase.toCharArray())) {
            assertThat(pair.publicKey().type()).isEqualTo(type);
            String algorithm = pair.signatureAlgorithms().get(0);
            assertThat(pair.publicKey().verify(algorithm, DATA, pair.sign(algorithm, DATA)))
                    .isTrue();
        }
        if (!passphrase.isEmpty()) {
            assertRefused(Reason.NEEDS_PASSPHRASE, () -> SSHKeyPair.parse(file));
            assertRefused(Reason.WRONG_PASSPHRASE, () -> SSHKeyPair.parse(file, "x".toCharArray()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "rfc4716.pub, NOT_A_PRIVATE_KEY, RFC 4716, without .pub",
        "pem.pub, NOT_A_PRIVATE_KEY, public key, without .pub"
    })
    void anotherFormatIsNamedWithWhatToDo(String name, Reason reason, String format, String advice) {
        byte[] file = Fixtures.bytes("otherformats/" + name);
        assertRefused(reason, () -> SSHKeyPair.parse(file)).hasMessageContainingAll(format, advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "\u0000\u0001", "ssh-ed25519 AAAA", "-----BEGIN CERTIFICATE-----"})
    void whatIsNoPrivateKeyIsSaidToBeNone(String text) {
        assertRefused(Reason.NOT_A_PRIVATE_KEY, () -> SSHKeyPair.parse(text.getBytes(UTF_8)));
    }

    @Test
    void lineEndsOfWindowsAByteOrderMarkAndBlanksDoNotMatter() throws Exception {
        String text = Fixtures.text("keyfiles/ed25519-plain");
        var expected = SSHKeyPair.parse(text.getBytes(UTF_8)).publicKey();
        for (var variant : List.of(text.replace("\n", "\r\n"), "\ufeff" + text, "\n  " + text, text.stripTrailing())) {
            assertThat(SSHKeyPair.parse(variant.getBytes(UTF_8)).publicKey()).isEqualTo(expected);
        }
    }

    @Test
    void aShortRSAKeyIsHeldSinceAConnectionDecidesOnIt() throws Exception {
        try (var pair = SSHKeyPair.read(Fixtures.path("keyfiles/rsa-1024-plain"))) {
            assertThat(pair.publicKey().bits()).isEqualTo(1024);
        }
        assertThatThrownBy(() -> SSHPublicKey.parse(Fixtures.text("keyfiles/rsa-1024-plain.pub")))
                .hasMessageContaining("1024 bits");
    }

    @Test
    void aFileThatIsNotThereIsAnOrdinaryIOException() {
        assertThatThrownBy(() -> SSHKeyPair.read(directory.resolve("none")))
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
    }

    @Test
    void aFileWithoutAnEndIsNotReadForEver() {
        var endless = Path.of("/dev/zero");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(endless));
        assertRefused(Reason.NOT_A_PRIVATE_KEY, () -> SSHKeyPair.read(endless)).hasMessageContaining("16 MiB");
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("everyType")
    void whatWeWriteWeRead(SSHKeyPair made) throws Exception {
        var pair = made.withComment("me@host ☃");
        for (var passphrase : List.of("", "secret", "gehéim")) {
            byte[] file = pair.format(passphrase.toCharArray(), 1);
            try (var again = SSHKeyPair.parse(file, passphrase.toCharArray())) {
                assertThat(again.publicKey()).isEqualTo(pair.publicKey());
                assertThat(again.comment()).isEqualTo("me@host ☃");
                String algorithm = SignatureAlgorithms.allOfKeyType(
                                pair.publicKey().type())
                        .get(0);
                assertThat(pair.publicKey().verify(algorithm, DATA, again.sign(algorithm, DATA)))
                        .isTrue();
            }
            if (!passphrase.isEmpty()) {
                assertRefused(Reason.NEEDS_PASSPHRASE, () -> SSHKeyPair.parse(file));
                assertRefused(Reason.WRONG_PASSPHRASE, () -> SSHKeyPair.parse(file, "x".toCharArray()));
            }
        }
    }

    @Test
    void twoFilesOfOneKeyDiffer() {
        char[] passphrase = "secret".toCharArray();
        assertThat(TestKeys.ed25519().format(passphrase, 1))
                .isNotEqualTo(TestKeys.ed25519().format(passphrase, 1));
    }

    @Test
    void thePassphraseIsTheCallersToWipe() throws Exception {
        char[] passphrase = "secret".toCharArray();
        byte[] file = TestKeys.ed25519().format(passphrase, 1);
        SSHKeyPair.parse(file, passphrase).close();
        assertThat(passphrase).isEqualTo("secret".toCharArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 2049, Integer.MAX_VALUE})
    void roundsThatNobodyWouldReadAreNotWritten(int rounds) {
        assertThatThrownBy(() -> TestKeys.ed25519().format("x".toCharArray(), rounds))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClosedPairIsNotWrittenAndLeavesNothing() throws Exception {
        var pair = SSHKeyPair.generate("ssh-ed25519");
        pair.close();
        assertThatThrownBy(() -> pair.write(directory.resolve("key"))).isInstanceOf(IllegalStateException.class);
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void everyCutOfAFileIsRefused() {
        byte[] file = Fixtures.bytes("keyfiles/ed25519-plain");
        for (int length = 0; length < file.length - 2; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> SSHKeyPair.parse(cut)).isInstanceOf(KeyFileException.class);
        }
    }

    static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Reason reason, ThrowingCallable action) {
        return assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        KeyFileException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void anErrorInTheFilesKeyKeepsItsCause() {
        assertThatThrownBy(() -> SSHPublicKey.parse(Fixtures.text("keyfiles/rsa-1024-plain.pub")))
                .hasRootCauseInstanceOf(ProtocolException.class);
    }
}
