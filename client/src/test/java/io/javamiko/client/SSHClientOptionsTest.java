package io.javamiko.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.client.auth.Identity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SSHClientOptionsTest {
    @Test
    void withMakesAVariantAndChangesNothing() {
        var one = SSHClientOptions.of(c -> c.user("deploy").identity(Path.of("a")));
        var two = one.with(c -> c.user("root").identity(Path.of("b")).identificationTimeout(Duration.ofSeconds(3)));
        assertThat(one.user()).isEqualTo("deploy");
        assertThat(one.identities()).containsExactly(new Identity.KeyFile(Path.of("a"), false));
        assertThat(two.identities()).hasSize(2);
        assertThat(two.limits().identificationTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(one.limits().identificationTimeout()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void whoKeepsTheBuilderChangesNothingAfterwards() {
        var kept = new AtomicReference<SSHClientOptionsBuilder>();
        var options = SSHClientOptions.of(c -> kept.set(c.user("me")));
        kept.get().user("somebody else");
        assertThat(options.user()).isEqualTo("me");
    }

    @Test
    void defaultKeysAreOfferedOnlyWhereNoneIsNamed() {
        assertThat(SSHClientOptions.of(c -> {}).identities())
                .hasSize(3)
                .allSatisfy(identity ->
                        assertThat(((Identity.KeyFile) identity).optional()).isTrue());
        assertThat(SSHClientOptions.of(c -> c.noDefaultIdentities()).identities())
                .isEmpty();
    }

    @Test
    void whatCannotBeIsRefusedWhereItIsSet() {
        assertThatThrownBy(() -> SSHClientOptions.of(c -> c.port(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SSHClientOptions.of(c -> c.user(""))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SSHClientOptions.of(c -> c.authentications("gssapi")))
                .hasMessageContaining("gssapi");
        assertThatThrownBy(() -> SSHClientOptions.of(c -> c.overallTimeout(Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
