package io.javamiko.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.javamiko.ConnectionLostException;
import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.wire.WireWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server may send that none should: the client says what was wrong, at once, and takes no harm. */
class HostileServerTest {
    private static final SFTPHandle HANDLE = new SFTPHandle(new byte[] {1, 2, 3});

    @TempDir
    Path here;

    // the first message

    @Test
    void aGreetingOfTheShellIsShown() throws Exception {
        try (var peer = ScriptedServer.from(
                p -> p.sends("Welcome to \u001b[31mhost!\r\nLast login: today\r\n".getBytes(UTF_8)))) {
            assertThatThrownBy(peer::client)
                    .isInstanceOf(ConnectionLostException.class)
                    .hasRootCauseInstanceOf(ProtocolException.class)
                    .hasMessageContaining("Welcome to \\x1b[31mhost!\\r\\nLast login: today")
                    .hasMessageContaining(".bashrc");
        }
    }

    static Stream<Arguments> firstMessages() {
        var version3 = new WireWriter().uint32(5).uint8(2).uint32(3).toByteArray();
        return Stream.of(
                Arguments.of("a version above", packet(2, new WireWriter().uint32(0xffff_ffffL)), "4294967295"),
                Arguments.of("a version below", packet(2, new WireWriter().uint32(2)), "version 2"),
                Arguments.of("a STATUS", packet(101, new WireWriter().uint32(0).uint32(4)), "type 101"),
                Arguments.of(
                        "a cut version",
                        packet(2, new WireWriter().uint8(0).uint8(0).uint8(0)),
                        ""),
                Arguments.of("a cut pair", packet(2, new WireWriter().uint32(3).utf8("x")), ""),
                Arguments.of("a length of 0", new byte[] {0, 0, 0, 0, 1, 2, 3, 4}, "0 bytes"),
                Arguments.of("a huge length", new byte[] {-1, -1, -1, -1}, "4294967295 bytes"),
                Arguments.of(
                        "a length over the limit",
                        new WireWriter().uint32(262_145).toByteArray(),
                        "262145"),
                Arguments.of("half a message", Arrays.copyOf(version3, 7), "middle"),
                Arguments.of("nothing", new byte[0], "sftp"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("firstMessages")
    void whatIsNoVersion3EndsTheSession(String what, byte[] bytes, String said) throws Exception {
        try (var peer = ScriptedServer.from(p -> {
            p.sends(bytes);
            p.endsItsStream();
        })) {
            assertThatThrownBy(peer::client)
                    .as(what)
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining(said);
        }
    }

    @Test
    void silenceEndsWithTheTimeout() throws Exception {
        try (var peer = ScriptedServer.from(ScriptedServer::readsOn)) {
            assertThatThrownBy(() -> peer.client(Duration.ofMillis(200)))
                    .isInstanceOf(SSHTimeoutException.class)
                    .hasMessageContaining("200 ms");
        }
    }

    @Test
    void extensionsInOtherVersionsAreNotUsed() throws Exception {
        var odd = Map.of("x@example.com", "9", "posix-rename@openssh.com", "2", "statvfs@openssh.com", "1");
        try (var peer = ScriptedServer.after(odd, p -> p.status(p.expects(SFTPRequest.Stat.class), SFTPStatus.EOF));
                var sftp = peer.client()) {
            assertThat(sftp.extensions()).isEqualTo(odd);
            assertThatThrownBy(() -> sftp.posixRename("a", "b"))
                    .satisfies(Operations.is(SFTPStatus.OP_UNSUPPORTED, "a"));
            assertThatThrownBy(() -> sftp.statistics("a")).satisfies(Operations.is(SFTPStatus.OP_UNSUPPORTED, "a"));
            assertThatThrownBy(() -> sftp.stat("a")).isInstanceOf(SFTPException.class); // the first request it got
        }
    }

    // replies that do not fit

    interface Answer {
        void to(SFTPRequest request, ScriptedServer peer) throws Exception;
    }

    static Stream<Arguments> wrongAnswers() {
        var attributes = SFTPAttributes.none();
        return Stream.of(
                wrong("another id", (r, p) -> p.sends(new SFTPReply.Attrs(r.id() + 1000, attributes))),
                wrong("a handle", (r, p) -> p.sends(new SFTPReply.Handle(r.id(), HANDLE))),
                wrong("data", (r, p) -> p.sends(new SFTPReply.Data(r.id(), new byte[3]))),
                wrong("names", (r, p) -> p.sends(new SFTPReply.Name(r.id(), List.of()))),
                wrong("success without an answer", (r, p) -> p.status(r, SFTPStatus.OK)),
                wrong("an unknown type", (r, p) -> p.sends(250, new WireWriter().uint32(r.id()))),
                wrong(
                        "cut attributes",
                        (r, p) -> p.sends(
                                105, new WireWriter().uint32(r.id()).uint32(1).uint32(0))),
                wrong("a cut status", (r, p) -> p.sends(101, new WireWriter().uint32(r.id()))),
                wrong("a message without an id", (r, p) -> p.sends(105, new WireWriter())),
                wrong("the end", (r, p) -> p.endsItsStream()),
                wrong("half an answer", (r, p) -> {
                    p.sends(new byte[] {0, 0, 0, 20, 105});
                    p.endsItsStream();
                }));
    }

    private static Arguments wrong(String what, Answer answer) {
        return Arguments.of(what, answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongAnswers")
    void anAnswerThatDoesNotFitEndsTheSession(String what, Answer answer) throws Exception {
        try (var peer = ScriptedServer.after(p -> {
                    answer.to(p.expects(), p);
                    p.readsOn();
                });
                var sftp = peer.client()) {
            var first = catchThrowable(() -> sftp.stat("a"));
            assertThat(first).isInstanceOf(ConnectionLostException.class).hasCauseInstanceOf(SSHException.class);
            var later = catchThrowable(() -> sftp.stat("a"));
            assertThat(later).isInstanceOf(ConnectionLostException.class).isNotSameAs(first);
            assertThat(later.getCause()).isSameAs(first.getCause());
            assertThat(sftp.isOpen()).isFalse();
        }
    }

    @Test
    void eachReadOfTheLargestFileHasALength() throws Exception {
        var lengths = new ArrayList<Long>();
        try (var peer = ScriptedServer.after(p -> {
                    var largest = SFTPAttributes.of(a -> a.size(Long.MAX_VALUE));
                    p.sends(new SFTPReply.Attrs(
                            p.expects(SFTPRequest.Stat.class).id(), largest));
                    p.sends(new SFTPReply.Handle(
                            p.expects(SFTPRequest.Open.class).id(), HANDLE));
                    SFTPRequest request = p.expects();
                    for (; request instanceof SFTPRequest.Read read; request = p.expects()) {
                        lengths.add(read.length());
                        p.status(read, SFTPStatus.EOF);
                    }
                    p.status(request, SFTPStatus.OK);
                });
                var sftp = peer.client()) {
            sftp.get("largest", OutputStream.nullOutputStream());
        }
        assertThat(lengths).isNotEmpty().allMatch(length -> length > 0);
    }

    @Test
    void aSecondAnswerEndsTheSession() throws Exception {
        try (var peer = ScriptedServer.after(p -> {
                    var request = p.expects();
                    p.sends(new SFTPReply.Attrs(request.id(), SFTPAttributes.none()));
                    p.sends(new SFTPReply.Attrs(request.id(), SFTPAttributes.none()));
                    p.readsOn();
                });
                var sftp = peer.client()) {
            assertThat(sftp.stat("a")).isEqualTo(SFTPAttributes.none());
            assertThatThrownBy(() -> sftp.stat("a")).isInstanceOf(ConnectionLostException.class);
        }
    }

    @Test
    void millionsOfAnswersThatNobodyAskedForAreNotCollected() throws Exception {
        try (var peer = ScriptedServer.after(p -> {
                    for (int i = 0; i < 1_000_000; i++) {
                        p.sends(SFTPReply.Status.of(i + 5000, SFTPStatus.OK, ""));
                    }
                });
                var sftp = peer.client()) {
            assertThatThrownBy(() -> sftp.stat("a"))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("which no request has");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {261_121, 32_769, 100_000})
    void moreDataThanWereAskedForAreRefused(int count) throws Exception {
        try (var peer = ScriptedServer.after(p -> {
                    var request = p.expects();
                    while (!(request instanceof SFTPRequest.Read)) {
                        p.sends(opened(request));
                        request = p.expects();
                    }
                    p.sends(new SFTPReply.Data(request.id(), new byte[count]));
                    p.readsOn();
                });
                var sftp = peer.client()) {
            var out = new ByteArrayOutputStream();
            assertThatThrownBy(() -> sftp.get("a", out)).hasMessageContaining("asked for were 32768");
            assertThat(out.size()).isZero();
        }
    }

    @Test
    void dataBeyondTheirMessageAreRefused() throws Exception {
        try (var peer = ScriptedServer.after(p -> {
                    p.sends(opened(p.expects()));
                    var read = p.expects();
                    p.sends(103, new WireWriter().uint32(read.id()).uint32(1000).raw(new byte[10]));
                    p.readsOn();
                });
                var sftp = peer.client();
                var file = sftp.open("a")) {
            assertThatThrownBy(() -> file.read(0, new byte[2000], 0, 2000)).hasMessageContaining("1000 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, 0xffff_ffffL})
    void oneNameIsOneName(long count) throws Exception {
        try (var peer = ScriptedServer.after(p -> {
                    for (int i = 0; i < 2; i++) {
                        var body = new WireWriter().uint32(p.expects().id()).uint32(count);
                        for (int n = 0; n < Math.min(count, 2); n++) {
                            new SFTPEntry("a", SFTPAttributes.none()).encode(body);
                        }
                        p.sends(104, body);
                    }
                });
                var sftp = peer.client()) {
            assertThatThrownBy(() -> sftp.realPath(".")).isInstanceOf(SSHException.class);
            assertThatThrownBy(() -> sftp.readlink("a")).isInstanceOf(SSHException.class);
        }
    }

    @Test
    void aStatusWithoutTextIsAStatus() throws Exception {
        try (var peer = ScriptedServer.after(p -> {
                    p.sends(101, new WireWriter().uint32(p.expects().id()).uint32(2));
                    p.sends(
                            101,
                            new WireWriter().uint32(p.expects().id()).uint32(3).utf8("no"));
                    byte[] text = {(byte) 0xc3, 0x28, 0x1b, '['};
                    p.sends(
                            101,
                            new WireWriter()
                                    .uint32(p.expects().id())
                                    .uint32(99)
                                    .string(text)
                                    .utf8(""));
                    p.sends(101, new WireWriter().uint32(p.expects().id()).uint32(0xffff_ffffL));
                });
                var sftp = peer.client()) {
            assertThatThrownBy(() -> sftp.stat("a")).satisfies(Operations.is(SFTPStatus.NO_SUCH_FILE, "a"));
            assertThatThrownBy(() -> sftp.stat("b"))
                    .hasMessage("stat \"b\": permission denied (the server says \"no\")");
            assertThatThrownBy(() -> sftp.stat("c"))
                    .satisfies(Operations.is(SFTPStatus.UNKNOWN, "c"))
                    .hasMessageContaining("status 99")
                    .hasMessageContaining("\\x1b[");
            assertThatThrownBy(() -> sftp.stat("d\u001b"))
                    .isInstanceOfSatisfying(
                            SFTPException.class, e -> assertThat(e.code()).isEqualTo(0xffff_ffffL))
                    .hasMessageContaining("d\\x1b");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 256})
    void aHandleIsGivenBackAsItCame(int length) throws Exception {
        byte[] bytes = Operations.random(length);
        try (var peer = ScriptedServer.after(p -> {
                    p.sends(new SFTPReply.Handle(p.expects().id(), new SFTPHandle(bytes)));
                    var close = p.expects(SFTPRequest.Close.class);
                    p.status(close, close.handle().equals(new SFTPHandle(bytes)) ? SFTPStatus.OK : SFTPStatus.FAILURE);
                });
                var sftp = peer.client()) {
            sftp.open("a").close();
        }
    }

    @Test
    void aHandleOver256BytesEndsTheSession() throws Exception {
        try (var peer = ScriptedServer.after(p ->
                        p.sends(102, new WireWriter().uint32(p.expects().id()).string(new byte[257])));
                var sftp = peer.client()) {
            assertThatThrownBy(() -> sftp.open("a")).isInstanceOf(ConnectionLostException.class);
        }
    }

    // transfers

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 40_000})
    void shortAndShuffledAnswersMakeTheFile(int most) throws Exception {
        byte[] content = Operations.random(most == 1 ? 2_000 : 1_000_000);
        try (var peer = ScriptedServer.after(p -> serves(p, content, most));
                var sftp = peer.client()) {
            var out = new ByteArrayOutputStream();
            sftp.get("a", out);
            assertThat(out.toByteArray()).isEqualTo(content);
            try (var in = sftp.read("a")) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
        }
    }

    /** Answers what has come in a random order, and READs with at most so many bytes. */
    private static void serves(ScriptedServer p, byte[] content, int most) throws IOException {
        var random = new Random(most);
        var held = new ArrayList<SFTPRequest>();
        while (true) {
            held.add(p.expects());
            if (held.size() >= 8 || !p.hasMore()) {
                Collections.shuffle(held, random);
                for (var request : held) {
                    p.sends(served(request, content, most));
                }
                held.clear();
            }
        }
    }

    private static SFTPReply served(SFTPRequest request, byte[] content, int most) {
        if (request instanceof SFTPRequest.Read read) {
            int left = (int) Math.max(0, content.length - read.offset());
            int count = (int) Math.min(Math.min(left, read.length()), most);
            return count == 0
                    ? SFTPReply.Status.of(read.id(), SFTPStatus.EOF, "")
                    : new SFTPReply.Data(
                            read.id(), Arrays.copyOfRange(content, (int) read.offset(), (int) read.offset() + count));
        }
        return request instanceof SFTPRequest.Stat || request instanceof SFTPRequest.FStat
                ? new SFTPReply.Attrs(request.id(), SFTPAttributes.of(a -> a.size(content.length)))
                : opened(request);
    }

    @Test
    void answersSplitIntoSingleBytesAreAnswers() throws Exception {
        try (var peer = ScriptedServer.after(p -> {
                    var out = new WireWriter();
                    new SFTPReply.Attrs(p.expects().id(), SFTPAttributes.of(a -> a.size(7))).packet(out);
                    for (byte b : out.toByteArray()) {
                        p.sends(new byte[] {b});
                    }
                });
                var sftp = peer.client()) {
            assertThat(sftp.stat("a").size()).hasValue(7);
        }
    }

    @Test
    void aServerThatKeepsTheFirstPartBackDoesNotFillTheMemory() throws Exception {
        long size = 1L << 40;
        var asked = new AtomicLong();
        try (var peer = ScriptedServer.after(p -> {
                    byte[] data = new byte[32 * 1024];
                    while (true) {
                        var request = p.expects();
                        if (request instanceof SFTPRequest.Stat) {
                            p.sends(new SFTPReply.Attrs(request.id(), SFTPAttributes.of(a -> a.size(size))));
                        } else if (!(request instanceof SFTPRequest.Read read)) {
                            p.sends(opened(request));
                        } else if (read.offset() > 0) {
                            asked.addAndGet(read.length());
                            p.sends(new SFTPReply.Data(read.id(), data));
                        }
                    }
                });
                var sftp = peer.client(Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> sftp.get("a", OutputStream.nullOutputStream()))
                    .isInstanceOf(SSHTimeoutException.class);
            assertThat(asked.get())
                    .isLessThanOrEqualTo(SFTPClientOptions.defaults().maxBytesInFlight());
        }
    }

    @Test
    void theLimitsOfTheServerAreKept() throws Exception {
        byte[] content = Operations.random(100_000);
        var written = new ByteArrayOutputStream();
        try (var peer = ScriptedServer.after(Map.of("limits@openssh.com", "1"), p -> {
                    var limits = new WireWriter();
                    new SFTPLimits(34_000, 1024, 2048, 3).encode(limits);
                    p.sends(new SFTPReply.ExtendedReply(p.expects().id(), limits.toByteArray()));
                    while (true) {
                        var request = p.expects();
                        if (request instanceof SFTPRequest.Read read) {
                            assertThat(read.length()).isLessThanOrEqualTo(1024);
                        } else if (request instanceof SFTPRequest.Write write) {
                            assertThat(write.data()).hasSizeLessThanOrEqualTo(2048);
                            assertThat(write.offset()).isEqualTo(written.size());
                            written.writeBytes(write.data());
                        }
                        p.sends(served(request, content, 100_000));
                    }
                });
                var sftp = peer.client()) {
            var out = new ByteArrayOutputStream();
            sftp.get("a", out);
            assertThat(out.toByteArray()).isEqualTo(content);
            sftp.put(new ByteArrayInputStream(content), "b");
            assertThat(written.toByteArray()).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1})
    void limitsWithoutSenseDoNoHarm(long each) throws Exception {
        byte[] content = Operations.random(3_000);
        try (var peer = ScriptedServer.after(Map.of("limits@openssh.com", "1"), p -> {
                    var limits = new WireWriter()
                            .uint64(each)
                            .uint64(each)
                            .uint64(each)
                            .uint64(each);
                    p.sends(new SFTPReply.ExtendedReply(p.expects().id(), limits.toByteArray()));
                    serves(p, content, 100_000);
                });
                var sftp = peer.client()) {
            var out = new ByteArrayOutputStream();
            sftp.get("a", out);
            assertThat(out.toByteArray()).isEqualTo(content);
        }
    }

    static Stream<Arguments> failingUploads() {
        return Stream.of(
                Arguments.of("a WRITE refused", (Answer) (r, p) -> p.status(
                        r,
                        r instanceof SFTPRequest.Write w && w.offset() == 4 * 32_768
                                ? SFTPStatus.FAILURE
                                : SFTPStatus.OK)),
                Arguments.of("CLOSE refused", (Answer)
                        (r, p) -> p.status(r, r instanceof SFTPRequest.Close ? SFTPStatus.FAILURE : SFTPStatus.OK)),
                Arguments.of("the end in the middle", (Answer) (r, p) -> {
                    if (r instanceof SFTPRequest.Write w && w.offset() > 100_000) {
                        p.hangUp();
                    } else {
                        p.status(r, SFTPStatus.OK);
                    }
                }),
                Arguments.of("no answer", (Answer) (r, p) -> {}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failingUploads")
    void noUploadFailsInSilence(String what, Answer answer) throws Exception {
        ScriptedServer.Script script = p -> {
            while (true) {
                var request = p.expects();
                if (request instanceof SFTPRequest.Open) {
                    p.sends(opened(request));
                } else {
                    answer.to(request, p);
                }
            }
        };
        byte[] content = Operations.random(700_000);
        try (var peer = ScriptedServer.after(script);
                var sftp = peer.client(Duration.ofMillis(500))) {
            assertThatThrownBy(() -> sftp.put(new ByteArrayInputStream(content), "a"))
                    .as(what)
                    .isInstanceOf(IOException.class);
        }
        try (var peer = ScriptedServer.after(script);
                var sftp = peer.client(Duration.ofMillis(500))) {
            assertThatThrownBy(() -> {
                        try (var out = sftp.write("a")) {
                            out.write(content);
                        }
                    })
                    .as(what + ", of a stream")
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatWasOpenedForNobodyIsClosed() throws Exception {
        var closed = new CompletableFuture<SFTPHandle>();
        try (var peer = ScriptedServer.after(p -> {
                    var open = p.expects(SFTPRequest.Open.class);
                    var stat = p.expects(SFTPRequest.Stat.class); // the first call has given up
                    p.sends(new SFTPReply.Handle(open.id(), HANDLE));
                    p.status(stat, SFTPStatus.NO_SUCH_FILE);
                    var close = p.expects(SFTPRequest.Close.class);
                    p.status(close, SFTPStatus.OK);
                    closed.complete(close.handle());
                    p.status(p.expects(), SFTPStatus.NO_SUCH_FILE);
                });
                var sftp = peer.client(Duration.ofMillis(300))) {
            assertThatThrownBy(() -> sftp.open("a")).isInstanceOf(SSHTimeoutException.class);
            assertThatThrownBy(() -> sftp.stat("b")).isInstanceOf(SFTPException.class);
            assertThatThrownBy(() -> sftp.stat("c")).isInstanceOf(SFTPException.class);
            assertThat(closed.get()).isEqualTo(HANDLE);
        }
    }

    // directories

    @Test
    void namesNeverLeadOutOfTheDirectory() throws Exception {
        var names = List.of(
                "../evil",
                "/abs/evil",
                "a/../../evil",
                "..",
                ".",
                "",
                "x\0y",
                "good",
                "same",
                "same",
                "\u001b[2J",
                "new\nline");
        var down = Files.createDirectory(here.resolve("down"));
        try (var peer = ScriptedServer.after(p -> {
                    boolean listed = false;
                    while (true) {
                        var request = p.expects();
                        if (request instanceof SFTPRequest.ReadDir) {
                            if (listed) {
                                p.status(request, SFTPStatus.EOF);
                            } else {
                                var file = SFTPAttributes.of(a -> a.size(4).permissions(0100644));
                                p.sends(new SFTPReply.Name(
                                        request.id(),
                                        names.stream()
                                                .map(n -> new SFTPEntry(n, file))
                                                .toList()));
                            }
                            listed = true;
                        } else {
                            p.sends(served(request, new byte[4], 4));
                        }
                    }
                });
                var sftp = peer.client()) {
            var report = sftp.getTree("d", down, o -> {});
            assertThat(report.skipped())
                    .extracting(TransferReport.Skipped::path)
                    .containsExactlyInAnyOrder("d/../evil", "d//abs/evil", "d/a/../../evil", "d/", "d/x\0y");
            assertThat(report.files()).isEqualTo(5);
        }
        try (var found = Files.walk(here)) {
            assertThat(found.map(path -> here.relativize(path).toString()))
                    .containsExactlyInAnyOrder(
                            "", "down", "down/good", "down/same", "down/\u001b[2J", "down/new\nline");
        }
    }

    @Test
    void aLinkIsNotFollowedNorIsWhatHasItsName() throws Exception {
        var outside = Files.createDirectory(here.resolve("outside"));
        var down = Files.createDirectory(here.resolve("down"));
        var entries = List.of(
                new SFTPEntry("l", SFTPAttributes.of(a -> a.permissions(0120777))),
                new SFTPEntry("p", SFTPAttributes.of(a -> a.permissions(0010644))));
        try (var peer = ScriptedServer.after(p -> lists(p, entries));
                var sftp = peer.client()) {
            var report = sftp.getTree("d", down, o -> {});
            assertThat(report.skipped())
                    .extracting(TransferReport.Skipped::path)
                    .containsExactly("d/l", "d/p");
            assertThat(report.files()).isZero();
        }
        assertThat(down).isEmptyDirectory();
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aTreeWithoutEndEndsAtItsDepth() throws Exception {
        var child = new SFTPEntry("d", SFTPAttributes.of(a -> a.permissions(0040755)));
        try (var peer = ScriptedServer.after(p -> {
                    var listed = new HashSet<SFTPHandle>();
                    for (int opened = 1; ; ) {
                        var request = p.expects();
                        if (request instanceof SFTPRequest.OpenDir) {
                            p.sends(new SFTPReply.Handle(request.id(), new SFTPHandle(new byte[] {(byte) opened++})));
                        } else if (request instanceof SFTPRequest.ReadDir read && listed.add(read.handle())) {
                            p.sends(new SFTPReply.Name(request.id(), List.of(child)));
                        } else {
                            p.status(request, request instanceof SFTPRequest.ReadDir ? SFTPStatus.EOF : SFTPStatus.OK);
                        }
                    }
                });
                var sftp = peer.client()) {
            assertThatThrownBy(() -> sftp.getTree("", here, o -> {})).hasMessageContaining("64 directories deep");
        }
    }

    @Test
    void aListWithoutEndEndsAtItsLimit() throws Exception {
        var entries = Collections.nCopies(500, new SFTPEntry("a", SFTPAttributes.none()));
        try (var peer = ScriptedServer.after(p -> {
                    p.sends(new SFTPReply.Handle(p.expects().id(), HANDLE));
                    while (true) {
                        var request = p.expects();
                        if (request instanceof SFTPRequest.ReadDir) {
                            p.sends(new SFTPReply.Name(request.id(), entries));
                        } else if (request instanceof SFTPRequest.OpenDir) {
                            p.sends(new SFTPReply.Handle(request.id(), HANDLE));
                        } else {
                            p.status(request, SFTPStatus.OK);
                        }
                    }
                });
                var sftp = peer.client(o -> o.maxEntries(10_000))) {
            assertThatThrownBy(() -> sftp.list("a")).hasMessageContaining("10000 entries");
            try (var stream = sftp.entries("a")) {
                assertThat(stream.limit(50_000).count()).isEqualTo(50_000);
            }
        }
    }

    @Test
    void aListOfNothingForEverEnds() throws Exception {
        try (var peer = ScriptedServer.after(p -> {
                    while (true) {
                        var request = p.expects();
                        p.sends(
                                request instanceof SFTPRequest.ReadDir
                                        ? new SFTPReply.Name(request.id(), List.of())
                                        : opened(request));
                    }
                });
                var sftp = peer.client()) {
            assertThatThrownBy(() -> sftp.list("a")).isInstanceOf(ProtocolException.class);
        }
    }

    private static void lists(ScriptedServer p, List<SFTPEntry> entries) throws IOException {
        boolean listed = false;
        while (true) {
            var request = p.expects();
            if (request instanceof SFTPRequest.ReadDir && !listed) {
                p.sends(new SFTPReply.Name(request.id(), entries));
                listed = true;
            } else if (request instanceof SFTPRequest.ReadDir) {
                p.status(request, SFTPStatus.EOF);
            } else {
                p.sends(opened(request));
            }
        }
    }

    private static SFTPReply opened(SFTPRequest request) {
        return request instanceof SFTPRequest.Open || request instanceof SFTPRequest.OpenDir
                ? new SFTPReply.Handle(request.id(), HANDLE)
                : SFTPReply.Status.of(
                        request.id(),
                        request instanceof SFTPRequest.Stat ? SFTPStatus.PERMISSION_DENIED : SFTPStatus.OK,
                        "");
    }

    private static byte[] packet(int type, WireWriter body) {
        return new WireWriter()
                .uint32(body.size() + 1)
                .uint8(type)
                .raw(body.toByteArray())
                .toByteArray();
    }
}
