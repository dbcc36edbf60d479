package io.javamiko.keys.lists;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.TestKeys;
import io.javamiko.keys.files.KeyFileException;
import io.javamiko.keys.lists.KnownHosts.Marker;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownHostsTest {
    static final String HASHED = "|1|XJcAuZbK4uqJ5MubQSAfsuEe4ac=|0fuj0u+mAdwGVaEywmR+FP12TxA=";
    static final String HASHED_WITH_PORT = "|1|0HsNaNJ/uvkxeuJ3lGrry0dnVZs=|c+Dpmgk8INiRzMZzs7fcEj6ffTo=";

    private static final SSHPublicKey A = TestKeys.all().get(0).publicKey();
    private static final SSHPublicKey B = TestKeys.all().get(1).publicKey();
    private static final SSHPublicKey C = SSHKeyPair.generate("ssh-ed25519").publicKey();

    private static KnownHosts parse(String... lines) {
        return KnownHosts.parse(String.join("\n", lines).getBytes(UTF_8), "known_hosts");
    }

    @Test
    void allKeysOfAHostAreFound() {
        var hosts =
                parse("# comment", "", "host " + A.format("c o m"), "other,host " + B.format(""), "no " + C.format(""));
        assertThat(hosts.keys("host", 22)).containsExactly(A, B);
        assertThat(hosts.keys("HOST", 22)).containsExactly(A, B);
        assertThat(hosts.keys("host", 2222)).isEmpty();
        assertThat(hosts.warnings()).isEmpty();
        assertThat(hosts.entries().get(0).line()).isEqualTo(3);
        assertThat(hosts.entries().get(0).comment()).isEqualTo("c o m");
    }

    @Test
    void anotherPortIsAnotherHost() {
        var hosts = parse("[host]:2222 " + A.format(""), "host " + B.format(""));
        assertThat(hosts.keys("host", 2222)).containsExactly(A);
        assertThat(hosts.keys("host", 22)).containsExactly(B);
        assertThat(hosts.keys("host", 222)).isEmpty();
    }

    @Test
    void hashedNamesAreFound() {
        var hosts = parse(HASHED + " " + A.format(""), HASHED_WITH_PORT + " " + B.format(""));
        assertThat(hosts.keys("host.example.com", 22)).containsExactly(A);
        assertThat(hosts.keys("host.example.com", 2222)).containsExactly(B);
    }

    @Test
    void aRevokedKeyIsNobodysWhereverItsLineStands() {
        String good = "host " + A.format("");
        String revoked = "@revoked * " + A.format("");
        for (var hosts : new KnownHosts[] {parse(good, revoked), parse(revoked, good)}) {
            assertThat(hosts.keys("host", 22)).isEmpty();
            assertThat(hosts.isRevoked(A, "host", 22)).isTrue();
            assertThat(hosts.isRevoked(B, "host", 22)).isFalse();
            assertThat(hosts.find("host", 22)).hasSize(2);
        }
    }

    @Test
    void aRevocationOfOneHostIsNoneOfAnother() {
        var hosts = parse("a,b " + A.format(""), "@revoked a " + A.format(""));
        assertThat(hosts.keys("a", 22)).isEmpty();
        assertThat(hosts.keys("b", 22)).containsExactly(A);
    }

    @Test
    void anAuthorityIsKeptAndIsNoHostsKey() {
        var hosts = parse("@cert-authority *.example.com " + A.format(""));
        assertThat(hosts.keys("a.example.com", 22)).isEmpty();
        assertThat(hosts.find("a.example.com", 22))
                .singleElement()
                .satisfies(entry -> assertThat(entry.marker()).isEqualTo(Marker.CERT_AUTHORITY));
    }

    @Test
    void anAuthorityThatIsRevokedIsSaidToBe() {
        var hosts = parse("@cert-authority * " + A.format(""), "@revoked * " + A.format(""));
        assertThat(hosts.isRevoked(A, "host", 22)).isTrue();
    }

    @Test
    void aKeyOfAnUnknownTypeIsKept() throws Exception {
        byte[] blob =
                new WireWriter().utf8("ssh-new@example.com").string(new byte[9]).toByteArray();
        var hosts = parse("host ssh-new@example.com " + Base64.getEncoder().encodeToString(blob));
        assertThat(hosts.keys("host", 22)).containsExactly(SSHPublicKey.decode(blob));
    }

    @Test
    void anOldShortRSAKeyIsKeptSoThatAnotherIsSeenAsAChange() throws Exception {
        String line = new String(
                KnownHostsTest.class
                        .getResourceAsStream("/keyfiles/rsa-1024-plain.pub")
                        .readAllBytes(),
                UTF_8);
        assertThat(parse("host " + line).keys("host", 22))
                .singleElement()
                .satisfies(key -> assertThat(key.bits()).isEqualTo(1024));
        assertThatThrownBy(() -> SSHPublicKey.parse(line)).isInstanceOf(KeyFileException.class);
    }

    static String[] badLines() {
        String a = A.format("");
        String ed25519 = a.split(" ", -1)[1];
        return new String[] {
            "host",
            "host ssh-ed25519",
            "host ssh-ed25519 !!!",
            "host ssh-rsa " + ed25519,
            "host 1024 65537 123456789",
            "@unknown host " + a,
            "@revoked",
            "@revoked host",
            "@REVOKED host " + a,
            "|1|x|y " + a,
            "|1| " + a,
            ", " + a,
            a,
            "host ssh-ed25519 " + ed25519.substring(0, ed25519.length() - 4),
            "host " + a + "\revil",
            "host " + a.replace(' ', '\u00a0'),
            "host " + a + "\0",
            "host " + a + " " + "x".repeat(70_000),
            "\u0000",
        };
    }

    @ParameterizedTest
    @MethodSource("badLines")
    void aLineThatCannotBeReadGrantsNothingAndHarmsNone(String bad) {
        var hosts = parse("host " + B.format(""), bad, "host " + C.format(""));
        assertThat(hosts.keys("host", 22)).containsExactly(B, C);
        assertThat(hosts.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.line()).isEqualTo(2);
            assertThat(warning.toString()).startsWith("known_hosts:2: ");
        });
    }

    @Test
    void theTailOfATooLongLineIsNoLine() {
        for (int length : new int[] {8191, 8192, 8193, 65_536, 65_537, 100_000}) {
            var hosts = parse("x ssh-ed25519 AAAA " + "x".repeat(length) + "\rhost " + A.format(""));
            assertThat(hosts.keys("host", 22)).isEmpty();
            assertThat(hosts.warnings()).hasSize(1);
        }
    }

    @Test
    void aLineHasAtMost64KiB() {
        String line = "host " + A.format("x");
        String longest = line + "x".repeat(64 * 1024 - line.length());
        assertThat(parse(longest).keys("host", 22)).containsExactly(A);
        assertThat(parse(longest + "x").keys("host", 22)).isEmpty();
    }

    @Test
    void onlyALineFeedEndsALine() {
        for (var separator : new String[] {"\r", "\f", "\u000b", "\u0085", "\u2028", "\u2029"}) {
            var hosts = parse("a " + A.format("comment") + separator + "host " + B.format(""));
            assertThat(hosts.keys("host", 22))
                    .as("%04x", (int) separator.charAt(0))
                    .isEmpty();
        }
    }

    @Test
    void lineEndsOfWindowsAndBlanksDoNotMatter() {
        var hosts =
                parse("  host\t " + A.format("").replace(" ", "\t \t") + " \r", "\r", "host " + B.format("") + "\r");
        assertThat(hosts.keys("host", 22)).containsExactly(A, B);
        assertThat(hosts.warnings()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsNamed(@TempDir Path directory) {
        assertThatThrownBy(() -> KnownHosts.read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("known_hosts file " + directory);
    }

    @Test
    void severalFilesAreReadAsOneAndMissingOnesAsEmpty(@TempDir Path directory) throws Exception {
        Path user = Files.writeString(directory.resolve("user"), "host " + A.format("") + "\nbad\n");
        Path global = Files.writeString(directory.resolve("global"), "@revoked * " + A.format(""));
        var hosts = KnownHosts.read(user, directory.resolve("none"), global);
        assertThat(hosts.keys("host", 22)).isEmpty();
        assertThat(hosts.warnings())
                .singleElement()
                .extracting(LineWarning::source)
                .isEqualTo(user.toString());
        assertThat(hosts.entries().get(1).source()).isEqualTo(global.toString());
    }

    @Test
    void aFileThatCannotBeReadIsAnErrorForItsRevocationsWouldBeMissed(@TempDir Path directory) {
        assertThatThrownBy(() -> KnownHosts.read(directory)).isInstanceOf(java.io.IOException.class);
    }

    @Test
    void aKeyThatIsListedTwiceIsOneKey() {
        assertThat(parse("host " + A.format(""), "*" + " " + A.format("")).keys("host", 22))
                .containsExactly(A);
    }
}
