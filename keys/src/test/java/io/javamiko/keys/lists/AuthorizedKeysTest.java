package io.javamiko.keys.lists;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.TestKeys;
import io.javamiko.keys.lists.AuthorizedKeyOptions.Permission;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizedKeysTest {
    private static final SSHPublicKey A = TestKeys.all().get(0).publicKey();
    private static final SSHPublicKey B = TestKeys.all().get(1).publicKey();
    private static final SSHPublicKey RSA = TestKeys.rsa().publicKey();

    private static AuthorizedKeys parse(String... lines) {
        return AuthorizedKeys.parse(String.join("\n", lines).getBytes(UTF_8), "authorized_keys");
    }

    private static AuthorizedKeyOptions options(String options) {
        var keys = parse(options + " " + A.format("me"));
        assertThat(keys.warnings()).isEmpty();
        assertThat(keys.entries().get(0).comment()).isEqualTo("me");
        return keys.entries().get(0).options();
    }

    @Test
    void aKeyIsFoundWithItsLine() {
        var keys =
                parse("# mine", "", A.format("me@home"), "no-pty " + B.format(""), "\t" + RSA.format("a b\tc") + "\r");
        assertThat(keys.find(A)).singleElement().satisfies(entry -> {
            assertThat(entry.line()).isEqualTo(3);
            assertThat(entry.comment()).isEqualTo("me@home");
            assertThat(entry.options().permits(Permission.PTY)).isTrue();
        });
        assertThat(keys.find(B).get(0).options().permits(Permission.PTY)).isFalse();
        assertThat(keys.find(RSA).get(0).comment()).isEqualTo("a b\tc");
        assertThat(keys.find(TestKeys.all().get(2).publicKey())).isEmpty();
        assertThat(keys.warnings()).isEmpty();
    }

    @Test
    void aKeyMayStandInSeveralLines() {
        var keys = parse("from=\"10.*\" " + A.format(""), A.format("anywhere"));
        assertThat(keys.find(A)).extracting(AuthorizedKeys.Entry::line).containsExactly(1, 2);
    }

    @Test
    void aCertificateAuthorityLetsNobodyInItself() {
        var keys = parse("cert-authority,principals=\"a,b\" " + A.format(""));
        assertThat(keys.find(A)).isEmpty();
        assertThat(keys.entries().get(0).options().isCertAuthority()).isTrue();
        assertThat(keys.entries().get(0).options().principals()).contains("a,b");
    }

    @Test
    void valuesStandInQuotesWithCommasBlanksAndQuotesInside() {
        var options = options("command=\"echo \\\"a, b\\\" \\n # no comment\",no-pty");
        assertThat(options.command()).contains("echo \"a, b\" \\n # no comment");
        assertThat(options.permits(Permission.PTY)).isFalse();
        assertThat(options.permits(Permission.PORT_FORWARDING)).isTrue();
    }

    @Test
    void restrictTakesAllAndWhatFollowsGivesBack() {
        var options = options("restrict,PTY");
        assertThat(options.permits(Permission.PTY)).isTrue();
        for (var permission : Permission.values()) {
            assertThat(options.permits(permission)).isEqualTo(permission == Permission.PTY);
        }
        assertThat(options("pty,restrict").permits(Permission.PTY)).isFalse();
        assertThat(options("no-user-rc,no-x11-forwarding,no-agent-forwarding,no-port-forwarding")
                        .permits(Permission.AGENT_FORWARDING))
                .isFalse();
        assertThat(options("restrict,user-rc,x11-forwarding,agent-forwarding,port-forwarding")
                        .permits(Permission.X11_FORWARDING))
                .isTrue();
    }

    @Test
    void environmentAndForwardsAreLists() {
        var options = options("environment=\"A=1\",environment=\"B=x=y\",environment=\"A=2\",permitopen=\"h:80\","
                + "permitopen=\"[::1]:*\",permitlisten=\"8080\",permitlisten=\"localhost:80\",tunnel=\"0\"");
        assertThat(options.environment()).isEqualTo(Map.of("A", "1", "B", "x=y"));
        assertThat(options.permitOpen()).containsExactly("h:80", "[::1]:*");
        assertThat(options.permitListen()).containsExactly("8080", "localhost:80");
        assertThat(options.tunnel()).contains("0");
    }

    @Test
    void securityKeysHaveOptionsToo() {
        assertThat(options("no-pty").isTouchRequired()).isTrue();
        assertThat(options("no-touch-required").isTouchRequired()).isFalse();
        assertThat(options("no-pty").isVerifyRequired()).isFalse();
        assertThat(options("verify-required").isVerifyRequired()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "20261231, 2026-12-30T22:59:59Z, false",
        "20261231, 2026-12-30T23:00:00Z, true",
        "20261231Z, 2026-12-30T23:59:59Z, false",
        "20261231Z, 2026-12-31T00:00:00Z, true",
        "202612311530, 2026-12-31T14:29:59Z, false",
        "202612311530, 2026-12-31T14:30:00Z, true",
        "20261231153007z, 2026-12-31T15:30:06Z, false",
        "20261231153007z, 2026-12-31T15:30:07Z, true",
    })
    void aKeyExpires(String time, Instant now, boolean expected) {
        var options = options("expiry-time=\"" + time + "\"");
        assertThat(options.isExpired(now, ZoneId.of("Europe/Berlin"))).isEqualTo(expected);
        assertThat(options("no-pty").isExpired(now, ZoneOffset.UTC)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "10.0.0.1;10.0.0.1;true",
                "10.0.0.1;10.0.0.11;false",
                "10.0.0.*;10.0.0.11;true",
                "10.0.0.0/8;10.200.3.4;true",
                "10.0.0.0/8;11.0.0.0;false",
                "10.0.0.128/25;10.0.0.127;false",
                "10.0.0.128/25;10.0.0.129;true",
                "10.0.0.0/8;::ffff:10.1.2.3;true",
                "10.1.2.*;::ffff:10.1.2.3;true",
                "10.0.0.0/8,!10.1.0.0/16;10.1.2.3;false",
                "!10.1.0.0/16,10.0.0.0/8;10.2.2.3;true",
                "*,!10.1.2.3;10.1.2.3:55;false",
                "*;rubbish;false",
                "2001:db8::/32;2001:db8:1::1;true",
                "2001:db8::/32;2001:db9::1;false",
                "2001:DB8::1;2001:db8:0:0:0:0:0:1;true",
                "fe80::/10;fe80::1%eth0;true",
                "::/0;::1;true",
                "::/0;10.0.0.1;false",
                "0.0.0.0/0;10.0.0.1;true",
                "host.example.com;10.0.0.1;true",
                "*.example.com;10.0.0.1;true",
                "*.example.com,!host.*;10.0.0.1;false",
                "other.example.com;10.0.0.1;false",
            })
    void fromSaysWhereThePeerMustComeFrom(String from, String address, boolean expected) {
        var pattern = options("from=\"" + from + "\"").from().orElseThrow();
        assertThat(pattern.matches(address, Optional.of("HOST.example.com"))).isEqualTo(expected);
        assertThat(pattern).hasToString(from);
    }

    @Test
    void aNameIsNoMatchWhereNoneWasLookedFor() {
        assertThat(options("from=\"*.example.com\"").from().orElseThrow().matches("10.0.0.1", Optional.empty()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-such-option",
                "command",
                "command=x",
                "command=\"x",
                "command=\"x\\\"",
                "no-pty=\"yes\"",
                "command=\"a\",command=\"b\"",
                "from=\"a\",from=\"b\"",
                "from=\"\"",
                "from=\"a,,b\"",
                "from=\"10.0.0.1/8\"",
                "from=\"10.0.0.0/33\"",
                "from=\"10.0.0.0/x\"",
                "from=\"2001:db8::/129\"",
                "environment=\"=x\"",
                "environment=\"A B=x\"",
                "environment=\"A\"",
                "permitopen=\"80\"",
                "permitopen=\"h:\"",
                "permitopen=\"h:0\"",
                "permitopen=\"h:65536\"",
                "permitopen=\"::1:80\"",
                "permitlisten=\"x\"",
                "expiry-time=\"2026\"",
                "expiry-time=\"20261301\"",
                "expiry-time=\"tomorrow\"",
                "no-pty,",
                ",no-pty",
                "no-pty,,no-user-rc",
                "no-pty;no-user-rc",
                "command=\"a\"b",
            })
    void anOptionThatIsNotUnderstoodLetsNobodyIn(String options) {
        var keys = parse(options + " " + A.format(""), B.format(""));
        assertThat(keys.find(A)).isEmpty();
        assertThat(keys.find(B)).hasSize(1);
        assertThat(keys.warnings())
                .singleElement()
                .extracting(LineWarning::line)
                .isEqualTo(1);
    }

    @Test
    void restrictionsOfATooLongLineAreNotLostWithItsHead() {
        for (int length : new int[] {1000, 8191, 8192, 8193, 65_400, 65_536, 100_000}) {
            var keys = parse("command=\"x\",environment=\"X=" + "y".repeat(length) + "\" " + A.format("x") + "\r"
                    + A.format(""));
            assertThat(keys.find(A))
                    .allSatisfy(entry -> assertThat(entry.options().command()).contains("x"));
            assertThat(keys.find(A)).hasSize(length < 65_400 ? 1 : 0);
        }
    }

    @Test
    void thereMustBeAFile(@org.junit.jupiter.api.io.TempDir Path directory) {
        assertThatThrownBy(() -> AuthorizedKeys.read(directory.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
