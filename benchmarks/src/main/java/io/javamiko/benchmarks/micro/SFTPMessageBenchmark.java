package io.javamiko.benchmarks.micro;

import io.javamiko.ProtocolException;
import io.javamiko.sftp.SFTPAttributes;
import io.javamiko.sftp.SFTPEntry;
import io.javamiko.sftp.SFTPReply;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.time.Instant;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** SFTP's largest message beside the data: a hundred entries of a directory. */
@State(Scope.Thread)
public class SFTPMessageBenchmark {
    private static final int HEADER = 5; // type and id

    private final SFTPReply.Name names = new SFTPReply.Name(
            1,
            IntStream.range(0, 100)
                    .mapToObj(i -> new SFTPEntry("report-2026-" + i + ".txt", attributes(i)))
                    .toList());
    private final WireWriter out = new WireWriter();
    private final byte[] encoded = encode().toByteArray();

    private static SFTPAttributes attributes(int i) {
        return SFTPAttributes.of(a ->
                a.size(i * 1000L).permissions(0640).owner(1000, 1000).modified(Instant.ofEpochSecond(1_700_000_000)));
    }

    @Benchmark
    public WireWriter encode() {
        out.clear();
        names.encode(out);
        return out;
    }

    @Benchmark
    public Object decode() throws ProtocolException {
        return SFTPReply.decode(SFTPReply.Name.NUMBER, 1, new WireReader(encoded, HEADER, encoded.length - HEADER));
    }
}
