package io.javamiko.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelSuccess;
import org.junit.jupiter.api.Test;

/** A command that no packet holds is its caller's mistake, and must not cost the connection's other channels. */
class RequestSizeTest {
    private static final int MOST = 255 * 1024;

    private final PlayedPeer peer = new PlayedPeer();

    @Test
    void aRequestThatIsTooLongIsNotSentAndTakesNobodysReply() throws Exception {
        Channel channel = peer.opens("session", 1000, 32 * 1024);
        assertThatThrownBy(() -> channel.request("exec", new byte[MOST + 1], PlayedPeer.soon()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exec")
                .hasMessageContaining(Integer.toString(MOST));
        assertThatThrownBy(() -> channel.send("env", new byte[MOST + 1], PlayedPeer.soon()))
                .isInstanceOf(IllegalArgumentException.class);
        peer.expectsNothingMore();

        var longest = PlayedPeer.later(() -> {
            channel.request("exec", new byte[MOST], PlayedPeer.soon());
            return null;
        });
        assertThat(peer.expects(ChannelRequest.class).data()).hasSize(MOST);
        peer.sends(new ChannelSuccess(0));
        longest.get();
    }
}
