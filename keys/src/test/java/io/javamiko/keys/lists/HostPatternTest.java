package io.javamiko.keys.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "host host true",
                "HOST host true",
                "host HOST true",
                "host hosts false",
                "host hos false",
                "* anything true",
                "*.example.com a.example.com true",
                "*.example.com a.b.example.com true",
                "*.example.com example.com false",
                "10.0.0.? 10.0.0.7 true",
                "10.0.0.? 10.0.0.17 false",
                "a,b,c b true",
                "a,b,c d false",
                "*.example.com,!secret.example.com secret.example.com false",
                "!secret.example.com,*.example.com secret.example.com false",
                "!secret.example.com other.example.com false",
                "*,!a a false",
                "[host]:2222 [host]:2222 true",
                "[host]:2222 host false",
                "host [host]:2222 false",
                "[*.example.com]:2222 [a.example.com]:2222 true",
                "[*]:* [a]:9 true",
                "*a*b*c xaxbxc true",
                "*a*b*c xaxbxcx false",
                "a**b ab true",
                "?* '' false",
            })
    void patternsMatchAsInOpenSSH(String patterns, String name, boolean expected) {
        assertThat(HostPattern.parse(patterns).matches(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "a,", ",a", "!", "a,!", "|", "|1|", "|1|AAAA|AAAA", "|2|x|y", "|1|!|!", "|1|a|b|c"})
    void whatIsNoPatternIsRefused(String text) {
        assertThatThrownBy(() -> HostPattern.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thereIsALimitToPatterns() {
        HostPattern.parse("a".repeat(1024));
        assertThatThrownBy(() -> HostPattern.parse("a".repeat(1025))).isInstanceOf(IllegalArgumentException.class);
        HostPattern.parse("a,".repeat(1023) + "a");
        assertThatThrownBy(() -> HostPattern.parse("a,".repeat(1024) + "a"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyStarsDoNotTakeForEver() {
        var pattern = HostPattern.parse("*a".repeat(500) + "*b");
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> assertThat(pattern.matches("a".repeat(64 * 1024))).isFalse());
    }

    @Test
    void aHashedNameOfOpenSSHMatches() { // written by ssh-keygen -H for host.example.com and [host.example.com]:2222
        assertThat(HostPattern.parse(KnownHostsTest.HASHED).matches("host.example.com"))
                .isTrue();
        assertThat(HostPattern.parse(KnownHostsTest.HASHED).matches("HOST.example.com"))
                .isTrue();
        assertThat(HostPattern.parse(KnownHostsTest.HASHED).matches("[host.example.com]:2222"))
                .isFalse();
        assertThat(HostPattern.parse(KnownHostsTest.HASHED_WITH_PORT).matches("[host.example.com]:2222"))
                .isTrue();
    }

    @Test
    void aHashedNameIsWrittenAsItIsRead() {
        var hashed = HashedName.of("host", new SecureRandom());
        assertThat(HostPattern.parse(hashed.toString()).matches("host")).isTrue();
        assertThat(hashed.toString())
                .isNotEqualTo(HashedName.of("host", new SecureRandom()).toString());
    }

    @Test
    void aPortOtherThan22IsPartOfTheName() {
        assertThat(HostPattern.name("Host.Example.COM", 22)).isEqualTo("host.example.com");
        assertThat(HostPattern.name("Host", 2222)).isEqualTo("[host]:2222");
        assertThat(HostPattern.name("2001:DB8::1", 22)).isEqualTo("2001:db8::1");
        assertThat(HostPattern.name("fe80::1%eth0", 2222)).isEqualTo("[fe80::1%eth0]:2222");
        for (int port : new int[] {0, -1, 65_536}) {
            assertThatThrownBy(() -> HostPattern.name("host", port)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "h\nevil ssh-ed25519 AAAA",
                "h\r",
                "h,*",
                "*",
                "?",
                "!h",
                "@cert-authority",
                "|1|x|y",
                "[h]:22",
                "#h",
                "h\0",
                "h\t",
                "h\"",
                "h\\",
                "hоst",
                "h\u2028",
                "h\u007f"
            })
    void aNameThatCouldBeReadAsSomethingElseIsNotWritten(String host) {
        assertThatThrownBy(() -> HostPattern.nameToWrite(host, 22)).isInstanceOf(IllegalArgumentException.class);
    }
}
