package io.javamiko.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Key files and signatures, to and from the ssh-keygen of this machine. */
@Tag("peers")
class OpenSSHToolsIT {
    private static final String PASSPHRASE = "pass phrase";

    @TempDir
    private Path directory;

    private String keygen(String... arguments) throws Exception {
        var command =
                Stream.concat(Stream.of("ssh-keygen"), Stream.of(arguments)).toList();
        Path output = directory.resolve("output");
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    static List<SSHKeyPair> everyType() {
        return TestKeys.openSSH();
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("everyType")
    void itReadsWhatWeWrite(SSHKeyPair made) throws Exception {
        var pair = made.withComment("me@host ☃");
        for (String passphrase : List.of("", PASSPHRASE, "Pässwörd")) {
            pair.write(directory.resolve("key"), passphrase.toCharArray());
            assertThat(keygen("-y", "-P", passphrase, "-f", "key").strip())
                    .isEqualTo(pair.publicKey().format(pair.comment()));
        }
        Files.writeString(directory.resolve("key.pub"), pair.publicKey().format("c"));
        assertThat(keygen("-l", "-f", "key.pub"))
                .startsWith(pair.publicKey().bits() + " " + pair.publicKey().fingerprint());
        assertThat(keygen("-l", "-E", "md5", "-f", "key.pub"))
                .startsWith(pair.publicKey().bits() + " " + pair.publicKey().fingerprintMD5());
    }

    static Stream<Arguments> everyTypeAndCipher() {
        var ciphers = List.of(
                "aes128-ctr",
                "aes192-ctr",
                "aes256-ctr",
                "aes128-cbc",
                "aes192-cbc",
                "aes256-cbc",
                "3des-cbc",
                "aes128-gcm@openssh.com",
                "aes256-gcm@openssh.com",
                "chacha20-poly1305@openssh.com");
        return Stream.of("ed25519 256", "ecdsa 256", "ecdsa 384", "ecdsa 521", "rsa 2048")
                .flatMap(type -> ciphers.stream().map(cipher -> Arguments.of(type, cipher)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyTypeAndCipher")
    void weReadWhatItWrites(String type, String cipher) throws Exception {
        String[] words = type.split(" ", -1);
        keygen(
                "-q",
                "-t",
                words[0],
                "-b",
                words[1],
                "-Z",
                cipher,
                "-a",
                "2",
                "-N",
                PASSPHRASE,
                "-C",
                "c o",
                "-f",
                "key");
        var line = PublicKeyLine.parse(Files.readString(directory.resolve("key.pub")));
        try (var pair = SSHKeyPair.read(directory.resolve("key"), PASSPHRASE.toCharArray())) {
            assertThat(pair.publicKey()).isEqualTo(line.key());
            assertThat(pair.comment()).isEqualTo("c o");
        }
    }

    // sshsig (PROTOCOL.sshsig): the one way to have ssh-keygen sign and verify

    private static byte[] signedData(byte[] message) {
        return new WireWriter()
                .raw("SSHSIG".getBytes(UTF_8))
                .utf8("file")
                .utf8("")
                .utf8("sha512")
                .string(Fingerprint.hash(new SHA512Digest(), message))
                .toByteArray();
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("everyType")
    void itVerifiesWhatWeSign(SSHKeyPair pair) throws Exception {
        for (String algorithm : pair.signatureAlgorithms()) {
            byte[] blob = new WireWriter()
                    .raw("SSHSIG".getBytes(UTF_8))
                    .uint32(1)
                    .string(pair.publicKey().blob())
                    .utf8("file")
                    .utf8("")
                    .utf8("sha512")
                    .string(pair.sign(algorithm, signedData("message".getBytes(UTF_8))))
                    .toByteArray();
            Files.writeString(
                    directory.resolve("sig"),
                    "-----BEGIN SSH SIGNATURE-----\n"
                            + Base64.getMimeEncoder(68, new byte[] {'\n'}).encodeToString(blob)
                            + "\n-----END SSH SIGNATURE-----\n");
            Files.writeString(
                    directory.resolve("signers"), "me " + pair.publicKey().format(""));
            Files.writeString(directory.resolve("message"), "message");
            var process = new ProcessBuilder(
                            "ssh-keygen", "-Y", "verify", "-f", "signers", "-I", "me", "-n", "file", "-s", "sig")
                    .directory(directory.toFile())
                    .redirectInput(directory.resolve("message").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output").toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(directory.resolve("output"))).startsWith("Good \"file\" signature for me");
            assertThat(process.exitValue()).isZero();
        }
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("everyType")
    void weVerifyWhatItSigns(SSHKeyPair pair) throws Exception {
        pair.write(directory.resolve("key"));
        Files.writeString(directory.resolve("message"), "message");
        keygen("-Y", "sign", "-f", "key", "-n", "file", "message");
        String text = Files.readString(directory.resolve("message.sig")).replaceAll("-----[A-Z ]+-----", "");
        var in = new WireReader(Base64.getMimeDecoder().decode(text));
        in.raw(6);
        in.uint32();
        assertThat(SSHPublicKey.decode(in.string(10_000))).isEqualTo(pair.publicKey());
        in.string(100);
        in.string(100);
        assertThat(in.utf8(100)).isEqualTo("sha512");
        byte[] signature = in.string(10_000);
        String algorithm = new WireReader(signature).name(64);
        assertThat(pair.publicKey().verify(algorithm, signedData("message".getBytes(UTF_8)), signature))
                .isTrue();
        assertThat(pair.publicKey().verify(algorithm, signedData("massage".getBytes(UTF_8)), signature))
                .isFalse();
    }

    @Test
    void itReadsAKeyOfManyRounds() throws Exception {
        TestKeys.ed25519().write(directory.resolve("key"), PASSPHRASE.toCharArray(), 200);
        assertThat(keygen("-y", "-P", PASSPHRASE, "-f", "key").strip())
                .isEqualTo(TestKeys.ed25519().publicKey().format(""));
    }
}
