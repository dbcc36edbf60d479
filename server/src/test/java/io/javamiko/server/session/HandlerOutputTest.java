package io.javamiko.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ConnectionLostException;
import io.javamiko.connection.ChannelClosedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HandlerOutputTest {
    static Stream<IOException> whatTheClientsEndLooksLike() {
        return Stream.of(
                new ConnectionLostException(new IOException("reset")),
                new ChannelClosedException("the channel is closed"));
    }

    @ParameterizedTest
    @MethodSource("whatTheClientsEndLooksLike")
    void aWriteThatFindsTheClientGoneSaysSo(IOException end) {
        var output = new HandlerOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw end;
            }
        });
        assertThatThrownBy(() -> output.write(1)).isSameAs(end);
        assertThat(output.isBroken()).isTrue();
    }

    @Test
    void aHandlerThatWritesToAStreamThatItClosedIsAtFaultItself() {
        var output = new HandlerOutput(new ByteArrayOutputStream());
        output.close();
        assertThatThrownBy(() -> output.write(1)).isInstanceOf(ChannelClosedException.class);
        assertThat(output.isBroken()).isFalse();
    }
}
