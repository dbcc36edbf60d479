package io.javamiko.conformance.checks.sftp;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.checks.sftp.FXP.*;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Variant;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** draft-ietf-secsh-filexfer-02 §4, §6.1, §7: what a client does with VERSION, and with replies that it does not expect. */
final class Clients {
    private static final int MAX = 300 << 10;
    private static final int FEW = 50;
    private static final Set<Integer> WITH_HANDLE = Set.of(READ, WRITE, FSTAT, READDIR);

    /** Answers to INIT that end a session, raw. */
    private static final Variant[] NO_VERSION = {
        new Variant(
                "STATUS",
                packet(STATUS, new WireWriter().uint32(3).uint32(4).utf8("").utf8(""))),
        new Variant("a cut VERSION", packet(VERSION, new WireWriter().raw(new byte[3]))),
        new Variant(
                "a line of text", "Welcome to this machine\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
        new Variant("a packet without a byte", new byte[4])
    };

    static final List<Check> CHECKS = List.of(
            client("sftp-client-01", c -> {
                c.each(
                        (peer, answer) -> {
                            var host = SFTPHost.begun(c, peer);
                            host.sendRaw(new WireWriter().raw(answer.payload()));
                            c.verify(!host.isAsked(), "it sends requests");
                        },
                        NO_VERSION);
                c.each(
                        (peer, version) -> {
                            var host = SFTPHost.begun(c, peer);
                            host.send(VERSION, new WireWriter().uint32(version));
                            boolean goesOn = host.isAsked();
                            c.note("VERSION " + version + " is " + (goesOn ? "taken" : "refused"));
                        },
                        2L,
                        0xffff_ffffL);
                var gone = SFTPHost.begun(c, c.connect());
                gone.session().sendEOF().sendClose();
                c.goesOn(() -> gone.session().expectClose());
            }),
            client("sftp-client-02", c -> {
                var host = SFTPHost.begun(c, c.connect());
                var listed = new WireWriter().uint32(3).utf8("x@example.com").utf8("9");
                listed.utf8("posix-rename@openssh.com")
                        .utf8("2")
                        .utf8("statvfs@openssh.com")
                        .utf8("1");
                host.send(VERSION, listed.utf8("limits@openssh.com").utf8("7"));
                host.serve();
                c.verify(!host.requests().isEmpty(), "it ends at extensions that it does not know");
                for (var request : host.requests()) {
                    c.verify(
                            request.type() != EXTENDED,
                            "it sends an extended request that VERSION does not list in the version it knows");
                }
            }),
            client("sftp-client-03", Clients::backwards),
            client(
                    "sftp-client-04",
                    c -> c.each(
                            (peer, ids) -> {
                                var answered = new HashSet<Integer>();
                                var host = SFTPHost.agreed(c, peer);
                                SFTPHost.Answer stray = (h, request) -> {
                                    if (answered.add(request.type())) {
                                        h.send(
                                                STATUS,
                                                new WireWriter()
                                                        .uint32(request.id() + 1000)
                                                        .uint32(0)
                                                        .utf8("")
                                                        .utf8(""));
                                    }
                                    h.honest(request);
                                    if (ids.equals("twice")) {
                                        h.honest(request);
                                    }
                                };
                                host.on(STAT, stray)
                                        .on(OPENDIR, stray)
                                        .on(OPEN, stray)
                                        .serve();
                            },
                            "of no request",
                            "twice")),
            client("sftp-client-05", c -> {
                wrong(c, OPEN, "STATUS OK", (host, request) -> host.status(request, OK));
                wrong(c, OPEN, "DATA", (host, request) -> host.reply(request, DATA, new WireWriter().utf8("x")));
                wrong(c, OPENDIR, "STATUS OK", (host, request) -> host.status(request, OK));
                wrong(c, OPENDIR, "ATTRS", (host, request) -> host.reply(request, ATTRS, new WireWriter().uint32(0)));
                for (int type : new int[] {STAT, READDIR, READ, REALPATH}) {
                    other(c, type, (host, request) -> host.status(request, OK));
                    other(c, type, (host, request) -> host.reply(request, HANDLE, new WireWriter().utf8("h")));
                    other(c, type, (host, request) -> host.reply(request, 250, new WireWriter().utf8("h")));
                }
            }),
            client("sftp-client-06", c -> {
                for (int more : new int[] {1, 60_000}) {
                    var host = SFTPHost.agreed(c, c.connect());
                    host.on(READ, (h, request) -> h.reply(request, DATA, longer(request, more)));
                    host.serve();
                    c.assume(host.wasAsked(READ), "it reads no file");
                    c.verify(host.uploaded().length == 0, "it takes DATA longer than it asked for");
                }
                var cut = SFTPHost.agreed(c, c.connect());
                cut.on(
                        READ,
                        (h, request) -> h.reply(
                                request, DATA, new WireWriter().uint32(32_768).uint32(1)));
                cut.serve();
                c.verify(cut.uploaded().length == 0, "it takes DATA that are longer than their packet");
            }),
            client("sftp-client-08", c -> {
                var one = SFTPHost.name("kit-file");
                var cases = List.of(
                        new WireWriter().uint32(0),
                        counted(5, one),
                        counted(0xffff_ffffL, one),
                        counted(1, one).raw(one.toByteArray()));
                for (var names : cases) {
                    other(c, READDIR, (host, request) -> {
                        if (host.asked(READDIR) < FEW) {
                            host.reply(request, NAME, names);
                        } else {
                            host.status(request, EOF);
                        }
                    });
                }
                other(c, REALPATH, (host, request) -> host.reply(request, NAME, new WireWriter().uint32(0)));
                other(c, REALPATH, (host, request) -> host.reply(request, NAME, counted(2, one)));
            }),
            client("sftp-client-11", c -> {
                for (var fields : List.of(
                        new WireWriter().uint32(NO_SUCH_FILE),
                        new WireWriter().uint32(FAILURE).utf8("no"),
                        new WireWriter()
                                .uint32(99)
                                .string(new byte[] {(byte) 0xc3, 0x28, 0x1b})
                                .utf8(""),
                        new WireWriter().uint32(0xffff_ffffL).utf8("").utf8(""))) {
                    other(c, OPEN, (host, request) -> host.reply(request, STATUS, fields));
                }
            }),
            client("sftp-client-12", c -> {
                byte[] binary = new byte[256];
                for (int i = 0; i < binary.length; i++) {
                    binary[i] = (byte) (255 - i);
                }
                for (byte[] handle : List.of(binary, new byte[0], new byte[257], new byte[100_000])) {
                    var host = SFTPHost.agreed(c, c.connect());
                    host.on(OPEN, (h, request) -> h.reply(request, HANDLE, new WireWriter().string(handle)));
                    host.serve();
                    boolean used = false;
                    for (var request : host.requests()) {
                        if (request.type() == READ || request.type() == WRITE) {
                            byte[] sent = request.fields().string(MAX);
                            c.verify(Arrays.equals(sent, handle), "it changes a handle of " + handle.length + " bytes");
                            used = true;
                        }
                    }
                    c.verify(used || handle != binary, "it does not use a handle of 256 bytes");
                }
            }),
            client("sftp-client-13", c -> {
                for (long length : new long[] {0, 0xffff_ffffL, 0x7fff_ffffL}) {
                    var host = SFTPHost.agreed(c, c.connect());
                    c.verify(host.isAsked(), "it asks for nothing");
                    host.sendRaw(new WireWriter().uint32(length).uint8(STATUS));
                    c.verify(!host.isAsked(), "it goes on after a packet of " + length + " bytes");
                }
            }),
            client("sftp-client-14", c -> {
                for (var attributes : List.of(
                        new WireWriter().uint32(0),
                        new WireWriter().uint32(0xffff_ffffL).uint32(1),
                        new WireWriter().uint32(FileAttributes.EXTENDED).uint32(0xffff_ffffL),
                        new WireWriter().uint32(FileAttributes.SIZE).uint64(-1),
                        new WireWriter().uint32(0x10).uint32(7))) {
                    other(c, STAT, (host, request) -> host.reply(request, ATTRS, attributes));
                }
            }),
            client("sftp-client-16", c -> {
                for (int failing : new int[] {WRITE, CLOSE}) {
                    var host = SFTPHost.agreed(c, c.connect());
                    host.on(failing, (h, request) -> {
                        if (h.wasAsked(WRITE)) {
                            h.status(request, FAILURE);
                        } else {
                            h.honest(request);
                        }
                    });
                    host.serve();
                    c.assume(host.wasAsked(WRITE), "it uploads nothing");
                    c.verify(!host.wasAsked(SYMLINK), "it goes on as if a " + name(failing) + " that failed had not");
                }
            }),
            client("sftp-client-17", c -> {
                var host = SFTPHost.agreed(c, c.connect());
                host.serve();
                c.assume(host.wasAsked(SYMLINK), "it makes no symbolic link");
                for (var request : host.requests()) {
                    if (request.type() == SYMLINK && !request.fields().utf8(MAX).endsWith("kit-target")) {
                        c.warn("it sends the name of a link before its target");
                    }
                }
            }),
            client("sftp-client-18", c -> {
                for (var path : List.of("", "relative", "/\u001b[2J", "/a\0b")) {
                    other(c, REALPATH, (host, request) -> host.reply(request, NAME, SFTPHost.name(path)));
                }
            }));

    private Clients() {}

    private static byte[] packet(int type, WireWriter body) {
        return new WireWriter()
                .uint32(body.size() + 1)
                .uint8(type)
                .raw(body.toByteArray())
                .toByteArray();
    }

    private static WireWriter counted(long count, WireWriter one) {
        return new WireWriter().raw(one.toByteArray()).patchUint32(0, count);
    }

    private static WireWriter longer(SFTPPacket request, int more) throws IOException {
        var in = request.fields();
        in.string(MAX);
        in.uint64();
        return new WireWriter().string(new byte[(int) in.uint32() + more]);
    }

    /** What gives a handle is answered by something else: then nothing may be done with a handle. */
    private static void wrong(Conversation c, int type, String what, SFTPHost.Answer answer) throws IOException {
        var host = SFTPHost.agreed(c, c.connect());
        host.on(type, answer).serve();
        boolean directory = type == OPENDIR;
        for (var request : host.requests()) {
            boolean uses = directory
                    ? request.type() == READDIR
                    : WITH_HANDLE.contains(request.type()) && request.type() != READDIR;
            c.verify(!uses, "it takes " + what + " for a handle, and sends " + request);
        }
    }

    /** The client ends, or goes on, and does not hang. */
    private static void other(Conversation c, int type, SFTPHost.Answer answer) throws IOException {
        SFTPHost.agreed(c, c.connect()).on(type, answer).serve();
    }

    /** Requests that have come together are answered from the last to the first. */
    private static void backwards(Conversation c) throws IOException {
        var host = SFTPHost.agreed(c, c.connect());
        while (host.isAsked()) {
            int first = host.requests().size() - 1;
            host.session().channels().settle();
            boolean more = true;
            while (more && host.session().hasUnread()) {
                more = host.isAsked();
            }
            for (int i = host.requests().size() - 1; i >= first; i--) {
                host.answer(host.requests().get(i));
            }
        }
        c.assume(host.uploaded().length > 0, "it does not upload what it has read");
        c.verify(Arrays.equals(host.uploaded(), SFTPHost.file()), "what it has read is not what was sent");
    }
}
