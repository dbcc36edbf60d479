package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.Deadline;
import io.javamiko.SSHException;
import io.javamiko.transport.io.MemoryLink;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A peer that begins one key exchange after the other. */
class PeerRekeysTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long START = Long.MAX_VALUE - MINUTE / 2; // the clock's numbers wrap

    private final PeerRekeys peer = new PeerRekeys(Limits.of(l -> l.peerRekeys(3)));

    @Test
    void soManyAMinuteAreTakenAndOneMoreIsNot() throws SSHException {
        for (int i = 0; i < 3; i++) {
            peer.begun(0, START + i);
        }
        assertThatThrownBy(() -> peer.begun(PeerRekeys.FAIR_BYTES - 1, START + MINUTE - 1))
                .isInstanceOf(SSHException.class)
                .hasMessageContaining("more than 3 key exchanges");
        assertThatCode(() -> peer.begun(0, START + MINUTE)).doesNotThrowAnyException();
    }

    @Test
    void thoseThatFollowOnMuchDataDoNotCount() throws SSHException {
        for (int i = 0; i < 1_000; i++) {
            peer.begun(PeerRekeys.FAIR_BYTES, START);
        }
        peer.begun(0, START);
    }

    @Test
    void oneMoreEndsTheConnection() throws Exception {
        var limits = Limits.of(l -> l.peerRekeys(2));
        try (var pair = Connected.over(MemoryLink.pair(64 << 10), t -> {}, t -> t.limits(limits))) {
            for (int i = 0; i < 5; i++) {
                pair.server.rekey(Deadline.after(Connected.PATIENCE)); // its own don't count
            }
            assertThat(pair.server.isOpen()).isTrue();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10; i++) {
                            pair.client.rekey(Deadline.after(Connected.PATIENCE));
                        }
                    })
                    .isInstanceOf(SSHException.class);
            assertThat(pair.server.awaitClosed(Deadline.after(Connected.PATIENCE)))
                    .isTrue();
            assertThat(pair.server.failure().orElseThrow()).hasMessageContaining("more than 2 key exchanges");
        }
    }
}
