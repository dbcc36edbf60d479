package io.javamiko.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
    @Test
    void aUserMayHaveAnAtSign() {
        assertThat(Destination.parse("me@corp@host", "ssh")).isEqualTo(new Destination("me@corp", "host", null));
        assertThat(Destination.parse("host", "ssh")).isEqualTo(new Destination(null, "host", null));
        assertThat(Destination.parse("::1", "ssh")).isEqualTo(new Destination(null, "::1", null));
    }

    @Test
    void aURIMayHaveAPort() {
        assertThat(Destination.parse("ssh://me@[::1]:2222/", "ssh")).isEqualTo(new Destination("me", "::1", 2222));
        assertThat(Destination.parse("ssh://host", "ssh")).isEqualTo(new Destination(null, "host", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@host", "me@", "me@-oProxyCommand=x", "ssh://"})
    void whatIsNoHostIsRefused(String text) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> Destination.parse(text, "ssh"));
    }

    @Test
    void forwardsAreReadAsOpenSSHWritesThem() {
        assertThat(ForwardSpec.parse("8080:db:5432")).isEqualTo(new ForwardSpec("", 8080, "db", 5432));
        assertThat(ForwardSpec.parse("*:0:[::1]:80")).isEqualTo(new ForwardSpec("*", 0, "::1", 80));
        assertThat(ForwardSpec.parse("[::]:1:a:2")).isEqualTo(new ForwardSpec("::", 1, "a", 2));
        assertThat(HostAndPort.required("-W", "[::1]:22")).isEqualTo(new HostAndPort("::1", 22));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "80:host", "80:host:", "x:host:80", "80::80", "1:2:3:4:5", "80:host:0"})
    void forwardsThatMakeNoSenseAreRefused(String text) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> ForwardSpec.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "host:", ":22", "::1:22", "host:65536"})
    void targetsThatMakeNoSenseAreRefused(String text) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> HostAndPort.required("-W", text));
    }
}
