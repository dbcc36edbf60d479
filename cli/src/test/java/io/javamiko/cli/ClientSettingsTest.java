package io.javamiko.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.cli.ClientSettings.HostKeyChecking;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {
    private static final Path HOME = Path.of("/home/me");

    @Test
    void everyOptionIsReadUnderItsNameInAnyCase() {
        var settings = parse(
                "UserKnownHostsFile=~/a b",
                "globalknownhostsfile none",
                "StrictHostKeyChecking=accept-new",
                "ConnectTimeout 1m30s",
                "PreferredAuthentications=password,publickey",
                "IdentityFile=~/.ssh/x",
                "IdentityFile /k",
                "IdentitiesOnly=yes",
                "BatchMode=yes",
                "User=me",
                "PORT = 2222",
                "HostKeyAlgorithms=ssh-ed25519",
                "PubkeyAcceptedAlgorithms=-rsa*",
                "KexAlgorithms=^curve25519-sha256",
                "Ciphers=+aes128-ctr",
                "MACs=hmac-sha2-256",
                "Compression=no",
                "RekeyLimit=1G 1h",
                "ServerAliveInterval=5",
                "ServerAliveCountMax=2",
                "LogLevel=DEBUG");
        assertThat(settings.userKnownHosts()).containsExactly(HOME.resolve("a"), Path.of("b"));
        assertThat(settings.globalKnownHosts()).isEmpty();
        assertThat(settings.hostKeyChecking()).isEqualTo(HostKeyChecking.ACCEPT_NEW);
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.preferredAuthentications()).containsExactly("password", "publickey");
        assertThat(settings.identityFiles()).containsExactly(HOME.resolve(".ssh/x"), Path.of("/k"));
        assertThat(settings.identitiesOnly()).isTrue();
        assertThat(settings.batchMode()).isTrue();
        assertThat(settings.user()).isEqualTo("me");
        assertThat(settings.port()).isEqualTo(2222);
        assertThat(settings.hostKeyAlgorithms()).isEqualTo("ssh-ed25519");
        assertThat(settings.pubkeyAcceptedAlgorithms()).isEqualTo("-rsa*");
        assertThat(settings.kexAlgorithms()).isEqualTo("^curve25519-sha256");
        assertThat(settings.ciphers()).isEqualTo("+aes128-ctr");
        assertThat(settings.macs()).isEqualTo("hmac-sha2-256");
        assertThat(settings.compression()).isFalse();
        assertThat(settings.rekeyBytes()).isEqualTo(1L << 30);
        assertThat(settings.rekeyTime()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.serverAliveInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.serverAliveCountMax()).isEqualTo(2);
        assertThat(settings.logLevel()).isEqualTo("debug");
    }

    @Test
    void theFirstValueCounts() {
        assertThat(parse("Port=1", "Port=2").port()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Prot=22",
                "Port=0",
                "Port=x",
                "Port",
                "BatchMode=perhaps",
                "StrictHostKeyChecking=maybe",
                "RekeyLimit=1X",
                "RekeyLimit=1",
                "ConnectTimeout=1y",
                "ConnectTimeout=",
                "LogLevel=LOUD",
                "PreferredAuthentications=gssapi",
                "=x"
            })
    void whatCannotBeIsAnErrorEvenBehindAGoodValue(String option) {
        assertThatThrownBy(
                        () -> parse("Port=22", "BatchMode=yes", "StrictHostKeyChecking=yes", "RekeyLimit=1G", option))
                .isInstanceOf(UsageException.class);
    }

    private static ClientSettings parse(String... options) {
        return ClientSettings.parse(List.of(options), HOME);
    }
}
