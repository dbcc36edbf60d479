package io.javamiko.keys.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.keys.files.KeyFileException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file may ask for, at the limit and over it; without a passphrase no work is done. */
class KeyCostsTest {
    private static byte[] pkcs8(String derivation, byte[]... parameters) {
        byte[] function = DERWriter.sequence(DERWriter.objectIdentifier(derivation), DERWriter.sequence(parameters));
        byte[] encryption = DERWriter.sequence(
                DERWriter.objectIdentifier("2.16.840.1.101.3.4.1.42"), DERWriter.octetString(new byte[16]));
        byte[] scheme = DERWriter.sequence(
                DERWriter.objectIdentifier("1.2.840.113549.1.5.13"), DERWriter.sequence(function, encryption));
        return PEM.format(
                KeyFormat.PKCS8_ENCRYPTED, DERWriter.sequence(scheme, DERWriter.octetString(new byte[16])), 64);
    }

    /** What is let through is worked off, or refused as a wrong passphrase is: nothing else comes out. */
    @ParameterizedTest
    @CsvSource({"2, 1, 262144", "32768, 1, 1", "2, 8, 1"})
    void anyScryptThatIsLetThroughIsWorkedOff(long n, long r, long p) {
        byte[] salt = DERWriter.octetString(new byte[0]);
        byte[] file =
                pkcs8("1.3.6.1.4.1.11591.4.11", salt, DERWriter.integer(n), DERWriter.integer(r), DERWriter.integer(p));
        assertThatThrownBy(() -> KeyFiles.open(file, "p".toCharArray()))
                .isInstanceOfSatisfying(
                        KeyFileException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_PASSPHRASE));
    }

    private static void assertReason(byte[] file, Reason reason) {
        assertThatThrownBy(() -> KeyFiles.open(file, new char[0]))
                .isInstanceOfSatisfying(
                        KeyFileException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "1, NEEDS_PASSPHRASE",
        "10000000, NEEDS_PASSPHRASE",
        "10000001, UNSUPPORTED",
        "9223372036854775807, UNSUPPORTED",
        "0, MALFORMED"
    })
    void iterationsOfPBKDF2(long iterations, Reason reason) {
        byte[] salt = DERWriter.octetString(new byte[8]);
        assertReason(pkcs8("1.2.840.113549.1.5.12", salt, DERWriter.integer(iterations)), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "262144, 8, 4, NEEDS_PASSPHRASE",
        "262144, 8, 5, UNSUPPORTED",
        "524288, 8, 1, UNSUPPORTED",
        "4611686018427387904, 9223372036854775807, 1, UNSUPPORTED",
        "2, 1, 262144, NEEDS_PASSPHRASE",
        "2, 1, 262145, UNSUPPORTED",
        "32768, 1, 1, NEEDS_PASSPHRASE",
        "65536, 1, 1, MALFORMED",
        "3, 8, 1, MALFORMED",
        "0, 8, 1, MALFORMED",
        "16, 0, 1, MALFORMED"
    })
    void costOfScrypt(long n, long r, long p, Reason reason) {
        byte[] salt = DERWriter.octetString(new byte[8]);
        assertReason(
                pkcs8("1.3.6.1.4.1.11591.4.11", salt, DERWriter.integer(n), DERWriter.integer(r), DERWriter.integer(p)),
                reason);
    }

    @ParameterizedTest
    @CsvSource({
        "262144, 32, 64, NEEDS_PASSPHRASE",
        "262144, 33, 1, UNSUPPORTED",
        "262145, 1, 1, UNSUPPORTED",
        "8192, 1, 65, UNSUPPORTED",
        "8192, 99999999999999999999, 1, UNSUPPORTED",
        "8192, 0, 1, MALFORMED",
        "32, 1, 4, NEEDS_PASSPHRASE",
        "31, 1, 4, MALFORMED",
        "0, 1, 1, MALFORMED",
        "8192, -1, 1, MALFORMED"
    })
    void costOfArgon2(String memory, String passes, String lanes, Reason reason) {
        String file = """
                PuTTY-User-Key-File-3: ssh-ed25519
                Encryption: aes256-cbc
                Comment: c
                Public-Lines: 0
                Key-Derivation: Argon2id
                Argon2-Memory: %s
                Argon2-Passes: %s
                Argon2-Parallelism: %s
                Argon2-Salt: 00
                Private-Lines: 0
                Private-MAC: 00
                """.formatted(memory, passes, lanes);
        assertReason(file.getBytes(US_ASCII), reason);
    }
}
