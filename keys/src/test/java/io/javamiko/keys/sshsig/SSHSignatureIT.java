package io.javamiko.keys.sshsig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHKeygen;
import io.javamiko.keys.TestKeys;
import io.javamiko.keys.lists.AllowedSigners;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures to and from the ssh-keygen of this machine. */
@Tag("peers")
class SSHSignatureIT {
    private static final byte[] MESSAGE = "message\n".getBytes(UTF_8);
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    private Path directory;

    private SSHKeygen keygen;
    private Path message;

    static List<SSHKeyPair> everyType() {
        return TestKeys.openSSH();
    }

    @BeforeEach
    void files() throws Exception {
        keygen = new SSHKeygen(directory);
        message = keygen.write("message", MESSAGE);
    }

    private AllowedSigners signers(SSHKeyPair pair) throws Exception {
        Path file = keygen.write(
                "signers",
                "*@example.com,!eve@example.com namespaces=\"file,git*\",valid-after=\"20200101Z\" "
                        + pair.publicKey().format("a comment") + "\n");
        return AllowedSigners.read(file);
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("everyType")
    void itTakesWhatWeSign(SSHKeyPair pair) throws Exception {
        var signers = signers(pair);
        for (MessageHash hash : MessageHash.values()) {
            var signature = SSHSignature.sign(pair, "file", hash, new ByteArrayInputStream(MESSAGE));
            keygen.write("sig", signature.format());
            String key = pair.publicKey().fingerprint();
            assertThat(verify("file", "me@example.com").successful())
                    .contains("Good \"file\" signature for me@example.com with", key);
            assertThat(keygen.run(message, "-Y", "check-novalidate", "-n", "file", "-s", "sig")
                            .successful())
                    .contains("Good \"file\" signature with", key);
            assertThat(keygen.run("-Y", "find-principals", "-f", "signers", "-s", "sig")
                            .successful()
                            .strip())
                    .isEqualTo(String.join("\n", signers.findPrincipals(pair.publicKey(), NOW)));
            assertThat(verify("file", "eve@example.com").exit()).isNotZero();
            assertThat(verify("git", "me@example.com").exit()).isNotZero();
            assertThat(keygen.run("-Y", "match-principals", "-f", "signers", "-I", "me@example.com")
                            .successful()
                            .strip())
                    .isEqualTo(signers.matchPrincipals("me@example.com").get(0).principals());
        }
    }

    private SSHKeygen.Ended verify(String namespace, String principal) throws Exception {
        return keygen.run(message, "-Y", "verify", "-f", "signers", "-I", principal, "-n", namespace, "-s", "sig");
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("everyType")
    void weTakeWhatItSigns(SSHKeyPair pair) throws Exception {
        pair.write(directory.resolve("key"));
        var signers = signers(pair);
        for (MessageHash hash : MessageHash.values()) {
            Files.deleteIfExists(directory.resolve("message.sig"));
            keygen.run("-Y", "sign", "-f", "key", "-n", "git.x", "-O", "hashalg=" + hash.algorithm(), "message")
                    .successful();
            var signature = SSHSignature.parse(Files.readString(directory.resolve("message.sig")));
            assertThat(signature.hash()).isEqualTo(hash);
            try (var in = Files.newInputStream(message)) {
                var entry = signature.verify(in, "git.x", "me@example.com", signers, NOW);
                assertThat(entry.comment()).isEqualTo("a comment");
            }
            // ssh-keygen's own text is made anew to the letter
            assertThat(signature.format()).isEqualTo(Files.readString(directory.resolve("message.sig")));
        }
    }
}
