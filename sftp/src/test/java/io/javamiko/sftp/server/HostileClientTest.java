package io.javamiko.sftp.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import io.javamiko.sftp.SFTPAttributes;
import io.javamiko.sftp.SFTPExtension;
import io.javamiko.sftp.SFTPHandle;
import io.javamiko.sftp.SFTPReply;
import io.javamiko.sftp.SFTPRequest;
import io.javamiko.sftp.SFTPStatus;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may send that none should: the server answers by a status, or ends the session, and takes no harm. */
class HostileClientTest {
    private static final long READ = 1;
    private static final long WRITE = 2;
    private static final long APPEND = 4;
    private static final long CREATE = 8;
    private static final long TRUNCATE = 16;
    private static final long EXCLUSIVE = 32;

    @TempDir
    Path root;

    private RootedFiles files;

    @BeforeEach
    void make() throws Exception {
        Files.writeString(root.resolve("file"), "0123456789");
        Files.createDirectory(root.resolve("dir"));
        files = RootedFiles.of(root);
    }

    private ScriptedClient client() throws Exception {
        return new ScriptedClient(files).greet();
    }

    // the beginning

    @ParameterizedTest
    @ValueSource(longs = {3, 6, 0xffff_ffffL})
    void whoSpeaksVersion3OrMoreIsAnsweredBy3(long version) throws Exception {
        try (var client = new ScriptedClient(files)) {
            client.sends(new SFTPRequest.Init(version, Map.of("frobnicate@example.com", "x", "", "")));
            var reader = new WireReader(client.packet());
            assertThat(reader.uint8()).isEqualTo(SFTPReply.Version.NUMBER);
            assertThat(SFTPReply.Version.decode(reader))
                    .isEqualTo(new SFTPReply.Version(
                            3,
                            Map.of(
                                    "posix-rename@openssh.com", "1",
                                    "statvfs@openssh.com", "2",
                                    "fstatvfs@openssh.com", "2",
                                    "hardlink@openssh.com", "1",
                                    "lsetstat@openssh.com", "1",
                                    "fsync@openssh.com", "1",
                                    "limits@openssh.com", "1",
                                    "expand-path@openssh.com", "1",
                                    "copy-data", "1")));
            client.isAlive();
        }
    }

    static Stream<byte[]> beginnings() {
        return Stream.of(
                ScriptedClient.bytes(new SFTPRequest.Init(2, Map.of())),
                ScriptedClient.bytes(new SFTPRequest.Init(0, Map.of())),
                new byte[] {0, 0, 0, 3, 1, 0, 0},
                new byte[] {0, 0, 0, 10, 1, 0, 0, 0, 3, 0, 0, 0, 9, 'x'},
                ScriptedClient.bytes(new SFTPRequest.Remove(1, "file")),
                ScriptedClient.bytes(new SFTPRequest.Open(1, "new", CREATE | WRITE, SFTPAttributes.none())),
                "GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void whatIsNoInitIsNotServed(byte[] beginning) throws Exception {
        try (var client = new ScriptedClient(files)) {
            client.sends(beginning);
            assertThat(client.end()).isInstanceOf(ProtocolException.class);
            assertThat(root.resolve("file")).exists();
            assertThat(root.resolve("new")).doesNotExist();
        }
    }

    @Test
    void aSecondInitEndsTheSession() throws Exception {
        try (var client = client()) {
            client.sends(new SFTPRequest.Init(3, Map.of()));
            assertThat(client.end()).isInstanceOf(ProtocolException.class);
        }
    }

    // packets

    @Test
    void unknownRequestsAreAnsweredAndTheSessionGoesOn() throws Exception {
        try (var client = client()) {
            for (int type : new int[] {0, 2, 21, 22, 99, 101, 103, 250, 255}) {
                client.sends(type, new WireWriter().uint32(7).uint32(0));
                var status = client.expects(SFTPReply.Status.class);
                assertThat(status.id()).isEqualTo(7);
                assertThat(status.code()).isEqualTo(SFTPStatus.OP_UNSUPPORTED.code());
            }
            for (String name :
                    List.of("frobnicate@example.com", "", "x".repeat(10_000), "users-groups-by-id@openssh.com")) {
                client.sends(200, new WireWriter().uint32(9).utf8(name).raw(new byte[20]));
                assertThat(client.expects(SFTPReply.Status.class).code()).isEqualTo(SFTPStatus.OP_UNSUPPORTED.code());
            }
            client.isAlive();
        }
    }

    @Test
    void everyAnswerHasTheIdOfItsRequest() throws Exception {
        try (var client = client()) {
            var ids = new ArrayList<Integer>(List.of(0, -1, 5, 5, 5, Integer.MIN_VALUE));
            for (int id : ids) {
                client.sends(new SFTPRequest.Stat(id, "."));
            }
            for (int id : ids) {
                assertThat(client.expects(SFTPReply.Attrs.class).id()).isEqualTo(id);
            }
        }
    }

    @Test
    void requestsTakeEffectInOrder() throws Exception {
        try (var client = client()) {
            var h = client.opens("new", READ | WRITE | CREATE);
            var all = new ByteArrayOutputStream();
            for (var request : List.of(
                    new SFTPRequest.Write(1, h, 0, "aaaa".getBytes(US_ASCII)),
                    new SFTPRequest.Write(2, h, 2, "bb".getBytes(US_ASCII)),
                    new SFTPRequest.Read(3, h, 0, 4),
                    new SFTPRequest.FSetStat(4, h, SFTPAttributes.of(a -> a.size(3))),
                    new SFTPRequest.Read(5, h, 0, 4),
                    new SFTPRequest.Close(6, h),
                    new SFTPRequest.Read(7, h, 0, 4))) {
                all.writeBytes(ScriptedClient.bytes(request));
            }
            client.sends(all.toByteArray());
            assertThat(code(client)).isEqualTo(0);
            assertThat(code(client)).isEqualTo(0);
            assertThat(client.expects(SFTPReply.Data.class).data()).asString().isEqualTo("aabb");
            assertThat(code(client)).isEqualTo(0);
            assertThat(client.expects(SFTPReply.Data.class).data()).asString().isEqualTo("aab");
            assertThat(code(client)).isEqualTo(0);
            assertThat(code(client)).isEqualTo(SFTPStatus.FAILURE.code());
        }
    }

    static Stream<byte[]> impossiblePackets() {
        return Stream.of(
                new byte[] {0, 0, 0, 0},
                new byte[] {0, 0, 0, 1, 17},
                new byte[] {0, 0, 0, 4, 17, 0, 0, 0},
                new byte[] {-1, -1, -1, -1, 17},
                new byte[] {-128, 0, 0, 0},
                new WireWriter().uint32(262_145).raw(new byte[1000]).toByteArray());
    }

    @ParameterizedTest
    @MethodSource("impossiblePackets")
    void impossiblePacketsEndTheSession(byte[] packet) throws Exception {
        try (var client = client()) {
            client.sends(packet);
            assertThat(client.end()).isInstanceOf(ProtocolException.class);
            assertThatThrownBy(client::expects).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void theLargestPacketIsTaken() throws Exception {
        try (var client = client()) {
            var h = client.opens("new", READ | WRITE | CREATE);
            int most = 256 * 1024 - 1 - 4 - 4 - h.bytes().length - 8 - 4;
            byte[] data = new byte[most];
            data[most - 1] = 1;
            assertThat(client.status(id -> new SFTPRequest.Write(id, h, 0, data)))
                    .isEqualTo(SFTPStatus.OK);
            assertThat(root.resolve("new")).hasBinaryContent(data);
        }
    }

    @Test
    void packetsMayComeInPiecesAndInHeaps() throws Exception {
        try (var client = client()) {
            for (byte b : ScriptedClient.bytes(new SFTPRequest.Stat(1, "file"))) {
                client.sends(new byte[] {b});
            }
            assertThat(client.expects(SFTPReply.Attrs.class).attributes().size())
                    .hasValue(10);
            var heap = new ByteArrayOutputStream();
            for (int i = 0; i < 500; i++) {
                heap.writeBytes(ScriptedClient.bytes(new SFTPRequest.Stat(i, "file")));
            }
            client.sends(heap.toByteArray());
            for (int i = 0; i < 500; i++) {
                assertThat(client.expects(SFTPReply.Attrs.class).id()).isEqualTo(i);
            }
        }
    }

    static Stream<SFTPRequest> requests() {
        var h = new SFTPHandle(new byte[8]);
        var a = SFTPAttributes.of(b -> b.size(1).owner(2, 3).permissions(4).extended("n@x", "v"));
        return Stream.of(
                new SFTPRequest.Open(1, "new", WRITE | CREATE, a),
                new SFTPRequest.Close(1, h),
                new SFTPRequest.Read(1, h, 2, 3),
                new SFTPRequest.Write(1, h, 2, new byte[4]),
                new SFTPRequest.LStat(1, "p"),
                new SFTPRequest.FStat(1, h),
                new SFTPRequest.SetStat(1, "p", a),
                new SFTPRequest.FSetStat(1, h, a),
                new SFTPRequest.OpenDir(1, "p"),
                new SFTPRequest.ReadDir(1, h),
                new SFTPRequest.Remove(1, "p"),
                new SFTPRequest.MkDir(1, "p", a),
                new SFTPRequest.RmDir(1, "p"),
                new SFTPRequest.RealPath(1, "p"),
                new SFTPRequest.Stat(1, "p"),
                new SFTPRequest.Rename(1, "p", "q"),
                new SFTPRequest.ReadLink(1, "p"),
                new SFTPRequest.Symlink(1, "p", "q"),
                new SFTPRequest.Extended(1, new SFTPExtension.PosixRename("p", "q")),
                new SFTPRequest.Extended(1, new SFTPExtension.StatVFS("p")),
                new SFTPRequest.Extended(1, new SFTPExtension.FStatVFS(h)),
                new SFTPRequest.Extended(1, new SFTPExtension.HardLink("p", "q")),
                new SFTPRequest.Extended(1, new SFTPExtension.FSync(h)),
                new SFTPRequest.Extended(1, new SFTPExtension.LSetStat("p", a)),
                new SFTPRequest.Extended(1, new SFTPExtension.ExpandPath("p")),
                new SFTPRequest.Extended(1, new SFTPExtension.CopyData(h, 1, 2, h, 3)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestCutAnywhereIsABadMessage(SFTPRequest request) throws Exception {
        byte[] whole = ScriptedClient.bytes(request);
        try (var client = client()) {
            for (int length = 9; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                WireWriter.putUint32(cut, 0, length - 4);
                client.sends(cut);
                var status = client.expects(SFTPReply.Status.class);
                assertThat(status.id()).isEqualTo(1);
                assertThat(status.code()).isEqualTo(SFTPStatus.BAD_MESSAGE.code());
            }
            client.isAlive();
            try (var names = Files.list(root)) {
                assertThat(names.map(p -> p.getFileName().toString())).containsExactlyInAnyOrder("file", "dir");
            }
        }
    }

    @Test
    void lengthsThatLieAreBadMessages() throws Exception {
        try (var client = client()) {
            for (long length : new long[] {5, 0x7fff_ffffL, 0xffff_ffffL}) {
                client.sends(17, new WireWriter().uint32(1).uint32(length).raw("path".getBytes(US_ASCII)));
                assertThat(code(client)).isEqualTo(SFTPStatus.BAD_MESSAGE.code());
                client.sends(
                        14,
                        new WireWriter()
                                .uint32(1)
                                .utf8("new")
                                .uint32(0x8000_0000L)
                                .uint32(length)
                                .utf8("a"));
                assertThat(code(client)).isEqualTo(SFTPStatus.BAD_MESSAGE.code());
            }
            client.sends(17, new WireWriter().uint32(1).utf8("a".repeat(64 * 1024)));
            assertThat(code(client)).isEqualTo(SFTPStatus.BAD_MESSAGE.code());
            assertThat(client.status(id -> new SFTPRequest.Stat(id, "a".repeat(300))))
                    .isNotEqualTo(SFTPStatus.OK);
            assertThat(client.status(id -> new SFTPRequest.Stat(id, "a/".repeat(4000))))
                    .isEqualTo(SFTPStatus.NO_SUCH_FILE);
            client.isAlive();
        }
    }

    @Test
    void whoDoesNotReadIsNotReadFrom() throws Exception {
        Files.write(root.resolve("big"), new byte[1 << 20]);
        var small = new ScriptedClient(files, SFTPServerOptions.defaults(), 64 * 1024).greet();
        var h = small.opens("big", READ);
        byte[] read = ScriptedClient.bytes(new SFTPRequest.Read(1, h, 0, 1 << 20));
        var writer = new Thread(() -> {
            try {
                while (true) {
                    small.sends(read);
                }
            } catch (IOException e) {
                // it was closed
            }
        });
        writer.start();
        try {
            int before;
            int untaken = -1;
            do { // the pipe fills and stays full
                before = untaken;
                writer.join(100);
                untaken = small.untaken();
            } while (untaken != before || untaken < 60 * 1024);
            assertThat(writer.isAlive()).isTrue();
        } finally {
            small.close();
            writer.join(10_000);
        }
    }

    @Test
    void whatWasAskedBeforeTheEndIsDone() throws Exception {
        try (var client = client()) {
            var h = client.opens("new", WRITE | CREATE);
            client.sends(new SFTPRequest.Write(1, h, 0, "abc".getBytes(US_ASCII)));
            client.sends(new SFTPRequest.Close(2, h));
            client.endsItsStream();
            assertThat(code(client)).isEqualTo(0);
            assertThat(code(client)).isEqualTo(0);
            assertThatThrownBy(client::expects).isInstanceOf(EOFException.class);
            assertThat(client.end()).isNull();
            assertThat(root.resolve("new")).hasContent("abc");
        }
    }

    // handles

    @Test
    void handlesAreNeverGivenTwiceAndNoGoodElsewhere() throws Exception {
        try (var client = client();
                var other = client()) {
            var seen = new HashSet<SFTPHandle>();
            for (int i = 0; i < 600; i++) {
                var h = client.opens("file", READ);
                assertThat(seen.add(h)).isTrue();
                assertThat(client.status(id -> new SFTPRequest.Close(id, h))).isEqualTo(SFTPStatus.OK);
                assertThat(client.status(id -> new SFTPRequest.Close(id, h))).isEqualTo(SFTPStatus.FAILURE);
            }
            var h = client.opens("file", READ);
            other.opens("file", READ);
            assertThat(other.status(id -> new SFTPRequest.FStat(id, h))).isEqualTo(SFTPStatus.FAILURE);
        }
    }

    @Test
    void handlesAreLimitedAndFreed() throws Exception {
        try (var client = client()) {
            var open = new ArrayList<SFTPHandle>();
            for (int i = 0; i < 256; i++) {
                open.add(
                        i % 2 == 0
                                ? client.opens("file", READ)
                                : client.handle(id -> new SFTPRequest.OpenDir(id, "dir")));
            }
            assertThat(client.status(id -> new SFTPRequest.Open(id, "file", READ, SFTPAttributes.none())))
                    .isEqualTo(SFTPStatus.FAILURE);
            assertThat(client.status(id -> new SFTPRequest.OpenDir(id, "dir"))).isEqualTo(SFTPStatus.FAILURE);
            assertThat(client.status(id -> new SFTPRequest.Close(id, open.get(7))))
                    .isEqualTo(SFTPStatus.OK);
            client.opens("file", READ);
            assertThat(openInProcess("file")).isEqualTo(129);
        }
        assertThat(openInProcess("file")).isZero();
        assertThat(openInProcess("dir")).isZero();
    }

    /** How many descriptors of this process lead to a file below the root. */
    private long openInProcess(String name) throws Exception {
        var path = root.toRealPath().resolve(name);
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(fd -> {
                        try {
                            return Files.readSymbolicLink(fd).equals(path);
                        } catch (IOException e) {
                            return false; // closed meanwhile
                        }
                    })
                    .count();
        }
    }

    @Test
    void aHandleOfTheWrongKindIsRefused() throws Exception {
        try (var client = client()) {
            var file = client.opens("file", READ);
            var dir = client.handle(id -> new SFTPRequest.OpenDir(id, "dir"));
            for (var handle : List.of(dir, new SFTPHandle(new byte[0]), new SFTPHandle(new byte[256]))) {
                assertThat(client.status(id -> new SFTPRequest.Read(id, handle, 0, 1)))
                        .isEqualTo(SFTPStatus.FAILURE);
                assertThat(client.status(id -> new SFTPRequest.Write(id, handle, 0, new byte[1])))
                        .isEqualTo(SFTPStatus.FAILURE);
                assertThat(client.status(id -> new SFTPRequest.FStat(id, handle)))
                        .isEqualTo(SFTPStatus.FAILURE);
                assertThat(client.status(id -> new SFTPRequest.FSetStat(id, handle, SFTPAttributes.none())))
                        .isEqualTo(SFTPStatus.FAILURE);
                assertThat(client.status(id -> new SFTPRequest.Extended(id, new SFTPExtension.FSync(handle))))
                        .isEqualTo(SFTPStatus.FAILURE);
            }
            assertThat(client.status(id -> new SFTPRequest.ReadDir(id, file))).isEqualTo(SFTPStatus.FAILURE);
            assertThat(client.status(id -> new SFTPRequest.Write(id, file, 0, new byte[1])))
                    .isEqualTo(SFTPStatus.PERMISSION_DENIED);
            assertThat(client.status(id -> new SFTPRequest.FSetStat(id, file, SFTPAttributes.of(a -> a.size(0)))))
                    .isEqualTo(SFTPStatus.PERMISSION_DENIED);
            client.sends(
                    5,
                    new WireWriter().uint32(1).string(new byte[300]).uint64(0).uint32(1));
            assertThat(code(client)).isEqualTo(SFTPStatus.BAD_MESSAGE.code());
            assertThat(root.resolve("file")).hasSize(10);
        }
    }

    // reading, writing, opening

    @Test
    void readsAreCutToWhatThereIsAndMayBe() throws Exception {
        Files.write(root.resolve("big"), new byte[1 << 20]);
        try (var client = client()) {
            var h = client.opens("file", READ);
            for (long offset : new long[] {10, 11, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
                assertThat(client.status(id -> new SFTPRequest.Read(id, h, offset, 1)))
                        .isEqualTo(SFTPStatus.EOF);
            }
            assertThat(((SFTPReply.Data) client.ask(id -> new SFTPRequest.Read(id, h, 8, 100))).data())
                    .hasSize(2);
            client.ask(id -> new SFTPRequest.Read(id, h, 0, 0));
            var big = client.opens("big", READ);
            for (long length : new long[] {0x8000_0000L, 0xffff_ffffL, 300_000}) {
                var data = (SFTPReply.Data) client.ask(id -> new SFTPRequest.Read(id, big, 0, length));
                assertThat(data.data()).hasSize(255 * 1024);
            }
            assertThat(((SFTPReply.Data) client.ask(id -> new SFTPRequest.Read(id, big, 1, 32_768))).data())
                    .hasSize(32_768);
        }
    }

    @Test
    void writesGoWhereTheyCan() throws Exception {
        try (var client = client()) {
            var h = client.opens("file", WRITE);
            assertThat(client.status(id -> new SFTPRequest.Write(id, h, 1, new byte[0])))
                    .isEqualTo(SFTPStatus.OK);
            assertThat(client.status(id -> new SFTPRequest.Write(id, h, 50, new byte[0])))
                    .isEqualTo(SFTPStatus.OK);
            assertThat(root.resolve("file")).hasSize(10);
            for (long offset : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}) {
                assertThat(client.status(id -> new SFTPRequest.Write(id, h, offset, new byte[2])))
                        .isEqualTo(SFTPStatus.FAILURE);
            }
            assertThat(root.resolve("file")).hasSize(10);
            assertThat(client.status(id -> new SFTPRequest.Write(id, h, 100_000, new byte[] {'x'})))
                    .isEqualTo(SFTPStatus.OK);
            assertThat(root.resolve("file")).hasSize(100_001);
        }
    }

    @Test
    void flagsWithoutSenseAreRefused() throws Exception {
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("missing"));
        try (var client = client()) {
            for (long flags : new long[] {
                0,
                APPEND,
                CREATE,
                READ | TRUNCATE | CREATE,
                READ | APPEND,
                WRITE | EXCLUSIVE,
                0x41,
                0x8000_0001L,
                -1L >>> 32
            }) {
                assertThat(client.status(id -> new SFTPRequest.Open(id, "file", flags, SFTPAttributes.none())))
                        .as(Long.toHexString(flags))
                        .isNotEqualTo(SFTPStatus.OK);
            }
            assertThat(root.resolve("file")).hasContent("0123456789");
            assertThat(client.status(id ->
                            new SFTPRequest.Open(id, "dangling", WRITE | CREATE | EXCLUSIVE, SFTPAttributes.none())))
                    .isEqualTo(SFTPStatus.FAILURE);
            assertThat(root.resolve("missing")).doesNotExist();
            var h = client.opens("file", WRITE | APPEND | CREATE | TRUNCATE);
            assertThat(client.status(id -> new SFTPRequest.Write(id, h, 7, new byte[3])))
                    .isEqualTo(SFTPStatus.OK);
            assertThat(root.resolve("file")).hasSize(3);
            var both = client.opens("file", READ | WRITE | APPEND);
            assertThat(client.status(id -> new SFTPRequest.Write(id, both, 0, new byte[3])))
                    .isEqualTo(SFTPStatus.OK);
            assertThat(root.resolve("file")).hasSize(6);
            client.opens("made", READ | CREATE);
            assertThat(root.resolve("made")).exists();
        }
    }

    @Test
    void pipesAndDevicesAreNotOpened() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", root.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (var client = client()) {
            for (long flags : new long[] {READ, WRITE, READ | WRITE | CREATE}) {
                assertThat(client.status(id -> new SFTPRequest.Open(id, "pipe", flags, SFTPAttributes.none())))
                        .isEqualTo(SFTPStatus.FAILURE);
            }
            assertThat(client.status(id -> new SFTPRequest.Stat(id, "pipe/x"))).isEqualTo(SFTPStatus.NO_SUCH_FILE);
            assertThat(client.status(
                            id -> new SFTPRequest.SetStat(id, "pipe", SFTPAttributes.of(a -> a.permissions(0)))))
                    .isEqualTo(SFTPStatus.FAILURE);
            assertThat(client.status(id -> new SFTPRequest.Extended(id, new SFTPExtension.HardLink("pipe", "q"))))
                    .isEqualTo(SFTPStatus.PERMISSION_DENIED);
        }
    }

    @Test
    void aFileIsTheSameWithoutItsName() throws Exception {
        try (var client = client()) {
            var h = client.opens("file", READ | WRITE);
            Files.move(root.resolve("file"), root.resolve("moved"));
            Files.writeString(root.resolve("file"), "another");
            assertThat(((SFTPReply.Attrs) client.ask(id -> new SFTPRequest.FStat(id, h)))
                            .attributes()
                            .size())
                    .hasValue(10);
            assertThat(client.status(id -> new SFTPRequest.FSetStat(id, h, SFTPAttributes.of(a -> a.size(3)))))
                    .isEqualTo(SFTPStatus.OK);
            assertThat(client.status(id -> new SFTPRequest.FSetStat(id, h, SFTPAttributes.of(a -> a.permissions(0)))))
                    .isEqualTo(SFTPStatus.FAILURE);
            Files.delete(root.resolve("moved"));
            assertThat(((SFTPReply.Attrs) client.ask(id -> new SFTPRequest.FStat(id, h)))
                            .attributes()
                            .size())
                    .hasValue(3);
            assertThat(root.resolve("file")).hasContent("another");
            assertThat(Files.getPosixFilePermissions(root.resolve("file"))).isNotEmpty();
        }
    }

    @Test
    void aCopyOfAFileBehindItsOwnEndEnds() throws Exception {
        try (var client = client()) {
            var from = client.opens("file", READ);
            var to = client.opens("file", WRITE);
            assertThat(client.status(id -> copy(id, from, 0, 0, to, 10))).isEqualTo(SFTPStatus.OK);
            assertThat(root.resolve("file")).hasContent("01234567890123456789");
            assertThat(client.status(id -> copy(id, from, 0, -1, to, 20))).isEqualTo(SFTPStatus.OK);
            assertThat(root.resolve("file")).hasSize(40);
            assertThat(client.status(id -> copy(id, from, 1000, 10, to, 0))).isEqualTo(SFTPStatus.OK);
            assertThat(client.status(id -> copy(id, from, -1, 10, to, 0))).isEqualTo(SFTPStatus.FAILURE);
            assertThat(client.status(id -> copy(id, from, 0, 10, to, -1))).isEqualTo(SFTPStatus.FAILURE);
            assertThat(client.status(id -> copy(id, from, 0, 10, to, Long.MAX_VALUE)))
                    .isEqualTo(SFTPStatus.FAILURE);
            assertThat(client.status(id -> copy(id, to, 0, 10, from, 0))).isEqualTo(SFTPStatus.PERMISSION_DENIED);
            assertThat(root.resolve("file")).hasSize(40);
        }
    }

    private static SFTPRequest copy(int id, SFTPHandle from, long at, long length, SFTPHandle to, long toAt) {
        return new SFTPRequest.Extended(id, new SFTPExtension.CopyData(from, at, length, to, toAt));
    }

    @Test
    void aListedDirectoryMayVanish() throws Exception {
        for (int i = 0; i < 500; i++) {
            Files.createFile(root.resolve("dir/" + i));
        }
        try (var client = client()) {
            var h = client.handle(id -> new SFTPRequest.OpenDir(id, "dir"));
            client.ask(id -> new SFTPRequest.ReadDir(id, h));
            for (int i = 0; i < 500; i++) {
                Files.delete(root.resolve("dir/" + i));
            }
            Files.delete(root.resolve("dir"));
            while (!(client.ask(id -> new SFTPRequest.ReadDir(id, h)) instanceof SFTPReply.Status)) {
                // names that were read before
            }
            assertThat(client.status(id -> new SFTPRequest.ReadDir(id, h))).isEqualTo(SFTPStatus.EOF);
            assertThat(client.status(id -> new SFTPRequest.Close(id, h))).isEqualTo(SFTPStatus.OK);
        }
    }

    @Test
    void namesFitIntoThePacketsOfTheDraft() throws Exception {
        String longName = "n".repeat(240);
        for (int i = 0; i < 300; i++) {
            Files.createFile(root.resolve("dir/" + longName + i));
        }
        try (var client = client()) {
            var h = client.handle(id -> new SFTPRequest.OpenDir(id, "dir"));
            int names = 0;
            while (true) {
                client.sends(new SFTPRequest.ReadDir(1, h));
                byte[] packet = client.packet();
                assertThat(packet.length).isLessThanOrEqualTo(34_000);
                if (packet[0] == SFTPReply.Status.NUMBER) {
                    break;
                }
                names += (int) new WireReader(packet, 5, 4).uint32();
            }
            assertThat(names).isEqualTo(300);
        }
    }

    @Test
    void noTextTellsOfTheServersMachine() throws Exception {
        Files.createDirectory(root.resolve("dir/sub"));
        try (var client = client()) {
            var asked = List.<IntFunction<SFTPRequest>>of(
                    id -> new SFTPRequest.Stat(id, "missing"),
                    id -> new SFTPRequest.RmDir(id, "dir"),
                    id -> new SFTPRequest.MkDir(id, "dir", SFTPAttributes.none()),
                    id -> new SFTPRequest.Open(id, "dir", WRITE, SFTPAttributes.none()),
                    id -> new SFTPRequest.Remove(id, "/"),
                    id -> new SFTPRequest.Rename(id, "dir", "dir/sub/x"),
                    id -> new SFTPRequest.ReadLink(id, "file"));
            for (var request : asked) {
                var status = (SFTPReply.Status) client.ask(request);
                assertThat(status.code()).isNotZero();
                assertThat(status.message())
                        .isNotEmpty()
                        .doesNotContain(root.toString())
                        .doesNotContain("Exception");
            }
        }
    }

    private static long code(ScriptedClient client) throws Exception {
        return client.expects(SFTPReply.Status.class).code();
    }
}
