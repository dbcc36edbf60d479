package io.javamiko.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.javamiko.SSHException;
import io.javamiko.sftp.server.RootedFiles;
import io.javamiko.sftp.server.SFTPServer;
import io.javamiko.wire.WireWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes: an answer, or an exception of ours; never another one, never a hang. */
class AnyBytesProperties {
    @Property(tries = 500)
    void aServerSurvivesAnyBytes(@ForAll byte[] bytes) throws Exception {
        assertServes(bytes);
        assertServes(join(init(), bytes));
    }

    @Property(tries = 1000)
    void aServerSurvivesAnyPackets(@ForAll("packets") List<byte[]> packets) throws Exception {
        assertServes(join(init(), packets.toArray(byte[][]::new)));
    }

    @Property(tries = 500)
    void aClientSurvivesAnyBytes(@ForAll byte[] bytes) {
        assertAsks(bytes);
        assertAsks(join(version(), bytes));
    }

    @Property(tries = 1000)
    void aClientSurvivesAnyPackets(@ForAll("packets") List<byte[]> packets) {
        assertAsks(join(version(), packets.toArray(byte[][]::new)));
    }

    /** Packets of right lengths, types that exist, ids that were or will be used, and any rest. */
    @Provide
    Arbitrary<List<byte[]>> packets() {
        var types = Arbitraries.integers().between(1, 20);
        var replies = Arbitraries.integers().between(101, 105);
        var rest = Arbitraries.bytes().array(byte[].class).ofMaxSize(30);
        var small = Arbitraries.of(0, 0, 0, 0, 1, 2, 4, 255)
                .map(Integer::byteValue)
                .array(byte[].class)
                .ofMaxSize(30);
        return Combinators.combine(
                        Arbitraries.oneOf(types, replies, Arbitraries.of(200, 201)),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.oneOf(rest, small))
                .as((type, id, body) -> new WireWriter()
                        .uint32(5 + body.length)
                        .uint8(type)
                        .uint32(id)
                        .raw(body)
                        .toByteArray())
                .list()
                .ofMaxSize(8);
    }

    private static void assertServes(byte[] bytes) throws Exception {
        try (var memory = Jimfs.newFileSystem(Configuration.unix())) {
            var root = Files.createDirectory(memory.getPath("/root"));
            Files.writeString(root.resolve("a"), "a");
            var files = RootedFiles.of(root);
            var out = new ByteArrayOutputStream();
            var thrown = catchThrowable(() -> SFTPServer.serve(new ByteArrayInputStream(bytes), out, files));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(SSHException.class);
            }
            assertThat(out.size()).isLessThan(1 << 20);
        }
    }

    private static void assertAsks(byte[] bytes) {
        var thrown = catchThrowable(() -> {
            try (var sftp =
                    SFTPClient.open(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream(), () -> {})) {
                for (var call : List.<Call>of(s -> s.stat("a"), s -> s.open("a"), s -> s.list("a"))) {
                    var refused = catchThrowable(() -> call.on(sftp));
                    if (refused != null) {
                        assertThat(refused).isInstanceOf(SSHException.class);
                    }
                }
            }
        });
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(SSHException.class);
        }
    }

    private interface Call {
        void on(SFTPClient sftp) throws IOException;
    }

    private static byte[] init() {
        return packet(new SFTPRequest.Init(3, Map.of()));
    }

    private static byte[] version() {
        return packet(new SFTPReply.Version(3, Map.of()));
    }

    private static byte[] packet(SFTPMessage message) {
        var out = new WireWriter();
        message.packet(out);
        return out.toByteArray();
    }

    private static byte[] join(byte[] first, byte[]... others) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(first);
        for (byte[] other : others) {
            all.writeBytes(other);
        }
        return all.toByteArray();
    }
}
