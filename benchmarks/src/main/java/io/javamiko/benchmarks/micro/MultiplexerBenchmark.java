package io.javamiko.benchmarks.micro;

import io.javamiko.Deadline;
import io.javamiko.connection.Channel;
import io.javamiko.connection.ChannelAcceptor;
import io.javamiko.connection.ChannelHandler;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.ChannelWindowAdjust;
import io.javamiko.connection.GlobalRequestHandler;
import io.javamiko.connection.Multiplexer;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Payload;
import java.io.IOException;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A packet through the connection layer: to the reader of its channel, and from its writer. No cipher, no socket. */
@State(Scope.Thread)
public class MultiplexerBenchmark {
    /** Bytes of data. */
    @Param({"64", "1024", "32768"})
    public int size;

    private Multiplexer multiplexer;
    private Channel channel;
    private Payload arriving;
    private Payload credit;
    private byte[] data;

    @Setup
    public void start() throws IOException {
        multiplexer = new Multiplexer(
                new ForgetfulOutbox(this::opened),
                Limits.DEFAULT,
                task -> {},
                ChannelAcceptor.NONE,
                GlobalRequestHandler.NONE);
        data = new byte[size];
        arriving = payload(new ChannelData(0, data).payload());
        credit = payload(new ChannelWindowAdjust(0, size).payload());
        channel = multiplexer.openChannel("x", new byte[0], ChannelHandler.NONE, Deadline.after(Duration.ofSeconds(5)));
    }

    private void opened() throws IOException {
        multiplexer.message(payload(new ChannelOpenConfirmation(0, 7, 0, 32768, new byte[0]).payload()));
    }

    @Benchmark
    public int dataIn() throws IOException {
        multiplexer.message(arriving);
        return channel.input().read(data);
    }

    @Benchmark
    public void dataOut() throws IOException {
        multiplexer.message(credit);
        channel.output().write(data);
    }

    private static Payload payload(byte[] bytes) {
        return new Payload(bytes, 0, bytes.length);
    }
}
