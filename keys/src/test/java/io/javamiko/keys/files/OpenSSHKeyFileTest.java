package io.javamiko.keys.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.files.KeyFileException.Reason;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that no honest tool writes, made field by field. */
class OpenSSHKeyFileTest {
    private static final SSHKeyPair PAIR = SSHKeyPair.generate("ssh-ed25519");
    private static final char[] PASSPHRASE = "secret".toCharArray();

    /** A file in the clear whose fields a test changes. */
    private static final class File {
        String magic = "openssh-key-v1\0";
        String cipher = "none";
        String kdf = "none";
        byte[] options = {};
        long keys = 1;
        byte[] publicBlob = PAIR.publicKey().blob();
        byte[] section = section();
        byte[] tag = {};

        private static byte[] section() {
            try {
                var in = new WireReader(decoded(PAIR.format(new char[0], 1)));
                in.raw(15);
                in.string(10);
                in.string(10);
                in.string(10);
                in.uint32();
                in.string(1000);
                return in.string(1000);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        byte[] bytes() {
            byte[] body = new WireWriter()
                    .raw(magic.getBytes(UTF_8))
                    .utf8(cipher)
                    .utf8(kdf)
                    .string(options)
                    .uint32(keys)
                    .string(publicBlob)
                    .string(section)
                    .raw(tag)
                    .toByteArray();
            return ("-----BEGIN OPENSSH PRIVATE KEY-----\n"
                            + Base64.getEncoder().encodeToString(body) + "\n-----END OPENSSH PRIVATE KEY-----\n")
                    .getBytes(UTF_8);
        }

        File encrypted(String cipherName, byte[] salt, long rounds) {
            cipher = cipherName;
            kdf = "bcrypt";
            options = new WireWriter().string(salt).uint32(rounds).toByteArray();
            section = new byte[160];
            return this;
        }
    }

    private static byte[] decoded(byte[] file) {
        return Base64.getMimeDecoder().decode(new String(file, UTF_8).replaceAll("-----[A-Z ]+-----", ""));
    }

    private static void assertRefused(Reason reason, File file) {
        assertThatThrownBy(() -> SSHKeyPair.parse(file.bytes(), PASSPHRASE))
                .isInstanceOfSatisfying(
                        KeyFileException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static File with(UnaryOperator<byte[]> change) {
        var file = new File();
        file.section = change.apply(file.section.clone());
        return file;
    }

    @Test
    void theFileThatTheOthersAreMadeOfIsRead() throws Exception {
        assertThat(SSHKeyPair.parse(new File().bytes()).publicKey()).isEqualTo(PAIR.publicKey());
    }

    @ParameterizedTest
    @ValueSource(longs = {2049, 1L << 31, 0xffff_ffffL})
    void anAbsurdCostIsRefusedAtOnce(long rounds) {
        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(2),
                () -> assertRefused(Reason.UNSUPPORTED, new File().encrypted("aes256-ctr", new byte[16], rounds)));
    }

    @Test
    void theMostRoundsThatAreReadAre2048() {
        byte[] file = new File().encrypted("aes256-ctr", new byte[16], 2048).bytes();
        assertThatThrownBy(() -> SSHKeyPair.parse(file))
                .isInstanceOfSatisfying(
                        KeyFileException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NEEDS_PASSPHRASE));
    }

    @Test
    void noRoundsAndNoSaltAreRefused() {
        assertRefused(Reason.MALFORMED, new File().encrypted("aes256-ctr", new byte[16], 0));
        assertRefused(Reason.MALFORMED, new File().encrypted("aes256-ctr", new byte[0], 1));
        assertRefused(Reason.MALFORMED, new File().encrypted("aes256-ctr", new byte[65], 1));
    }

    @Test
    void anUnknownCipherOrKeyDerivationIsNamed() {
        var file = new File().encrypted("twofish-cbc", new byte[16], 1);
        assertThatThrownBy(() -> SSHKeyPair.parse(file.bytes(), PASSPHRASE)).hasMessageContaining("twofish-cbc");
        assertRefused(Reason.UNSUPPORTED, file);
        var scrypt = new File().encrypted("aes256-ctr", new byte[16], 1);
        scrypt.kdf = "scrypt";
        assertThatThrownBy(() -> SSHKeyPair.parse(scrypt.bytes(), PASSPHRASE)).hasMessageContaining("scrypt");
    }

    @Test
    void anUnknownTypeOfKeyIsNamed() {
        var file = new File();
        file.section = new WireWriter()
                .uint32(1)
                .uint32(1)
                .utf8("ssh-foo")
                .utf8("comment")
                .uint8(1)
                .uint8(2)
                .toByteArray();
        assertThat(file.section.length % 8).isZero();
        assertRefused(Reason.UNSUPPORTED, file);
        assertThatThrownBy(() -> SSHKeyPair.parse(file.bytes())).hasMessageContaining("ssh-foo");
    }

    @Test
    void aTagMustHaveItsLength() {
        var file = new File().encrypted("aes256-gcm@openssh.com", new byte[16], 1);
        assertRefused(Reason.MALFORMED, file);
        file.tag = new byte[16];
        assertRefused(Reason.WRONG_PASSPHRASE, file);
        file.tag = new byte[17];
        assertRefused(Reason.MALFORMED, file);
        var ctr = new File().encrypted("aes256-ctr", new byte[16], 1);
        ctr.tag = new byte[1];
        assertRefused(Reason.MALFORMED, ctr);
    }

    @Test
    void whatIsNotWholeBlocksIsRefused() {
        var file = new File().encrypted("aes256-cbc", new byte[16], 1);
        file.section = new byte[161];
        assertRefused(Reason.MALFORMED, file);
        file.section = new byte[0];
        assertRefused(Reason.MALFORMED, file);
    }

    @Test
    void anotherPublicKeyThanThePrivateOnesIsRefused() {
        var file = new File();
        file.publicBlob = SSHKeyPair.generate("ssh-ed25519").publicKey().blob();
        assertRefused(Reason.MALFORMED, file);
    }

    @Test
    void aPublicHalfReplacedInThePrivateSectionIsRefused() {
        byte[] other = SSHKeyPair.generate("ssh-ed25519").publicKey().blob();
        int point = 8 + 4 + 11 + 4; // check integers, type
        assertRefused(Reason.MALFORMED, with(section -> {
            System.arraycopy(other, other.length - 32, section, point, 32);
            return section;
        }));
        assertRefused(Reason.MALFORMED, with(section -> {
            System.arraycopy(other, other.length - 32, section, point + 32 + 4 + 32, 32);
            return section;
        }));
    }

    @Test
    void checkIntegersThatDifferAndOddPaddingAreRefused() {
        assertRefused(Reason.MALFORMED, with(section -> {
            section[0] ^= 1;
            return section;
        }));
        assertRefused(Reason.MALFORMED, with(section -> {
            section[section.length - 1] ^= 1;
            return section;
        }));
    }

    @Test
    void severalKeysAForeignMagicAndSurplusAreRefused() {
        var two = new File();
        two.keys = 2;
        assertRefused(Reason.UNSUPPORTED, two);
        var magic = new File();
        magic.magic = "openssh-key-v2\0";
        assertRefused(Reason.MALFORMED, magic);
        var surplus = new File();
        surplus.tag = new byte[4];
        assertRefused(Reason.MALFORMED, surplus);
        var options = new File();
        options.options = new byte[1];
        assertRefused(Reason.MALFORMED, options);
    }

    @Test
    void theContentsAreWipedWhenClosed() throws Exception {
        var contents = KeyFiles.open(new File().bytes(), new char[0]);
        contents.close();
        assertThat(contents.bytes()).containsOnly(0);
        assertThat(contents.toString()).doesNotContain("[B").startsWith("private key, ");
    }

    @Test
    void aFileOfManyKiBOfCommentIsWrittenInShortLines() {
        var pair = PAIR.withComment("c".repeat(5000));
        String text = new String(pair.format(new char[0], 1), UTF_8);
        assertThat(text.lines().mapToInt(String::length).max()).hasValue(68);
        assertThat(text)
                .startsWith("-----BEGIN OPENSSH PRIVATE KEY-----\n")
                .endsWith("\n-----END OPENSSH PRIVATE KEY-----\n");
    }

    @Test
    void theSaltIsNewEachTime() throws Exception {
        byte[] contents = {1};
        var random = new SecureRandom();
        byte[] one = OpenSSHKeyFile.format(new KeyFileContents(new byte[0], contents), PASSPHRASE, 1, random);
        byte[] two = OpenSSHKeyFile.format(new KeyFileContents(new byte[0], contents), PASSPHRASE, 1, random);
        assertThat(one).isNotEqualTo(two);
    }
}
