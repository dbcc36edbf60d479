package io.javamiko.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.keys.files.KeyFileException;
import io.javamiko.keys.files.KeyFileException.Reason;
import io.javamiko.keys.files.KeyFileFormat;
import io.javamiko.keys.files.PublicKeyFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyFileTest {
    @TempDir
    private Path directory;

    static List<SSHKeyPair> keys() {
        return TestKeys.all();
    }

    static List<SSHKeyPair> usualKeys() {
        return Tools.usualKeys();
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("keys")
    void everyFormatIsReadWithoutBeingNamed(SSHKeyPair pair) throws Exception {
        var line = new PublicKeyLine(pair.publicKey(), "me@host, \"the ☃\" " + "long ".repeat(40) + "end");
        for (var format : PublicKeyFormat.values()) {
            try {
                String file = PublicKeyFile.format(line, format);
                var read = PublicKeyFile.parse(file.getBytes(UTF_8));
                assertThat(read.key()).isEqualTo(line.key());
                boolean commented = format == PublicKeyFormat.OPENSSH || format == PublicKeyFormat.RFC4716;
                assertThat(read.comment()).isEqualTo(commented ? line.comment() : "");
            } catch (KeyFileException e) {
                assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED);
                assertThat(format).isIn(PublicKeyFormat.PKCS8, PublicKeyFormat.PEM);
            }
        }
    }

    @Test
    void anRFC4716FileHasLinesOfAtMost72Bytes() throws Exception {
        var line = new PublicKeyLine(TestKeys.rsa().publicKey(), "☃".repeat(100));
        assertThat(PublicKeyFile.format(line, PublicKeyFormat.RFC4716).lines())
                .allSatisfy(text -> assertThat(text.getBytes(UTF_8).length).isLessThanOrEqualTo(72));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rfc4716.pub", "pem.pub"})
    void filesOfSSHKeygenAreRead(String name) throws Exception {
        assertThat(PublicKeyFile.parse(Fixtures.bytes("otherformats/" + name))
                        .key()
                        .type())
                .isEqualTo("ssh-rsa");
    }

    @Test
    void whatIsNoPublicKeyIsNamed() {
        KeyFileTest.assertRefused(
                        Reason.NOT_A_PUBLIC_KEY,
                        () -> PublicKeyFile.parse(TestKeys.ed25519().format(new char[0], 1)))
                .hasMessageContaining("an OpenSSH private key");
        KeyFileTest.assertRefused(Reason.NOT_A_PUBLIC_KEY, () -> PublicKeyFile.parse(new byte[0]));
    }

    @Test
    void aKeyThatAFormatHasNoFormForIsNamed() {
        var pair = TestKeys.all().get(7);
        for (var format : List.of(KeyFileFormat.PKCS8, KeyFileFormat.PUTTY)) {
            KeyFileTest.assertRefused(Reason.UNSUPPORTED, () -> pair.format(format, new char[0]))
                    .hasMessageContainingAll(pair.publicKey().type(), "OpenSSH's format");
        }
    }

    @Test
    void aCertificateIsNotTakenForAPrivateKey() {
        byte[] line = "ssh-ed25519-cert-v01@openssh.com AAAA me".getBytes(UTF_8);
        KeyFileTest.assertRefused(Reason.NOT_A_PRIVATE_KEY, () -> SSHKeyPair.parse(line))
                .hasMessageContainingAll("an SSH certificate", "-cert.pub");
    }

    @Tag("peers")
    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("usualKeys")
    void theToolsReadAndWriteTheSame(SSHKeyPair pair) throws Exception {
        var tools = new Tools(directory);
        var line = new PublicKeyLine(pair.publicKey(), "c o");
        Files.writeString(tools.path("rfc4716"), PublicKeyFile.format(line, PublicKeyFormat.RFC4716));
        Files.writeString(tools.path("line"), PublicKeyFile.format(line, PublicKeyFormat.OPENSSH));
        Files.writeString(tools.path("pkcs8"), PublicKeyFile.format(line, PublicKeyFormat.PKCS8));
        tools.run("openssl", "pkey", "-pubin", "-in", "pkcs8", "-noout");
        tools.run("puttygen", "line", "-O", "public", "-o", "putty");
        assertThat(PublicKeyFile.read(tools.path("putty"))).isEqualTo(line);
        tools.run("puttygen", "rfc4716", "-O", "public-openssh", "-o", "putty.pub");
        assertThat(PublicKeyFile.read(tools.path("putty.pub"))).isEqualTo(line);
        if (!pair.publicKey().type().equals("ssh-ed448")) { // which OpenSSH does not know
            var imported = PublicKeyLine.parse(
                    tools.run("ssh-keygen", "-i", "-f", "rfc4716").strip());
            assertThat(imported.key()).isEqualTo(pair.publicKey());
            Files.writeString(tools.path("exported"), tools.run("ssh-keygen", "-e", "-f", "line"));
            assertThat(PublicKeyFile.read(tools.path("exported")).key()).isEqualTo(pair.publicKey());
        }
        if (pair.publicKey().type().equals("ssh-rsa")) {
            Files.writeString(tools.path("pem"), PublicKeyFile.format(line, PublicKeyFormat.PEM));
            assertThat(PublicKeyLine.parse(tools.run("ssh-keygen", "-i", "-m", "PEM", "-f", "pem")
                                    .strip())
                            .key())
                    .isEqualTo(pair.publicKey());
        }
    }
}
