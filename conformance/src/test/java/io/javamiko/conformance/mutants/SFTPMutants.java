package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.serverThrough;

import io.javamiko.conformance.OwnTargets;
import io.javamiko.conformance.Side;
import io.javamiko.conformance.mutants.SFTPLink.Packet;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** Broken peers for the layer sftp: our own server, whose requests and replies are changed on the way. */
final class SFTPMutants {
    private static final int MAX = 1 << 20;
    private static final int BLOCKS = 70_000; // two, and a bit
    private static final int INIT = 1;
    private static final int VERSION = 2;
    private static final int OPEN = 3;
    private static final int READ = 5;
    private static final int WRITE = 6;
    private static final int SETSTAT = 9;
    private static final int FSETSTAT = 10;
    private static final int READDIR = 12;
    private static final int REALPATH = 16;
    private static final int STAT = 17;
    private static final int RENAME = 18;
    private static final int STATUS = 101;
    private static final int HANDLE = 102;
    private static final int DATA = 103;
    private static final int NAME = 104;
    private static final int ATTRS = 105;
    private static final int EXTENDED = 200;
    private static final int OK = 0;
    private static final int EOF = 1;
    private static final int FAILURE = 4;

    static final List<Mutant> ALL = List.of(
            answering(
                    "it says that all went well",
                    (request, reply) -> reply.type() == STATUS && code(reply) > EOF ? status(reply, OK) : reply,
                    "sftp-dir-03",
                    "sftp-ext-01",
                    "sftp-ext-02",
                    "sftp-ext-03",
                    "sftp-ext-07",
                    "sftp-fs-01",
                    "sftp-fs-02",
                    "sftp-fs-03",
                    "sftp-fs-04",
                    "sftp-handle-01",
                    "sftp-open-01",
                    "sftp-open-02",
                    "sftp-open-07",
                    "sftp-proto-02"),
            answering(
                    "its ATTRS are longer than their flags say",
                    (request, reply) ->
                            reply.type() == ATTRS ? reply.as(ATTRS, reply.rest().uint32(0)) : reply,
                    "sftp-attr-01"),
            asking(
                    "it sets the size whenever it sets anything",
                    request -> request.type() == SETSTAT ? request.as(SETSTAT, cutToo(request)) : request,
                    "sftp-attr-02"),
            asking(
                    "it sets nothing on open files",
                    request -> request.type() == FSETSTAT
                            ? request.as(
                                    FSETSTAT,
                                    new WireWriter()
                                            .string(request.fields().string(MAX))
                                            .uint32(0))
                            : request,
                    "sftp-attr-04"),
            answering(
                    "the end of a directory is a failure",
                    (request, reply) ->
                            request.type() == READDIR && reply.type() == STATUS ? status(reply, FAILURE) : reply,
                    "sftp-dir-01"),
            asking(
                    "lsetstat follows links",
                    request -> isExtended(request, "lsetstat@openssh.com")
                            ? request.as(SETSTAT, behindName(request))
                            : request,
                    "sftp-ext-04"),
            asking(
                    "it is at a loss with extensions of a client",
                    request -> request.type() == INIT && request.body().length > 4
                            ? new Packet(INIT, new WireWriter().uint32(2).toByteArray())
                            : request,
                    "sftp-init-03"),
            asking(
                    "it empties each file that it opens to be written",
                    request -> request.type() == OPEN ? request.as(OPEN, flags(request, 0x1a, 0)) : request,
                    "sftp-open-03"),
            asking(
                    "it knows no APPEND",
                    request -> request.type() == OPEN ? request.as(OPEN, flags(request, 0, 4)) : request,
                    "sftp-open-05"),
            answering(
                    "it has one handle for all files",
                    (request, reply) -> reply.type() == HANDLE ? reply.as(HANDLE, new WireWriter().utf8("h")) : reply,
                    "sftp-open-06"),
            answering(
                    "REALPATH gives back what it gets",
                    (request, reply) -> request.type() == REALPATH && reply.type() == NAME
                            ? reply.as(NAME, sameName(request))
                            : reply,
                    "sftp-path-01"),
            answering(
                    "its replies have another id",
                    (request, reply) -> request.type() == STAT
                            ? new Packet(
                                    ATTRS,
                                    new WireWriter()
                                            .uint32(1)
                                            .raw(reply.fields().rest())
                                            .toByteArray())
                            : reply,
                    "sftp-proto-03"),
            asking(
                    "it writes nothing",
                    request -> request.type() == WRITE ? request.as(WRITE, unwritten(request)) : request,
                    "sftp-proto-04",
                    "sftp-write-01",
                    "sftp-open-03",
                    "sftp-open-05"),
            answering(
                    "the end of a file is DATA without a byte",
                    (request, reply) -> request.type() == READ && reply.type() == STATUS
                            ? reply.as(DATA, new WireWriter().uint32(0))
                            : reply,
                    "sftp-read-01"),
            asking(
                    "RENAME writes over what is there",
                    request -> request.type() == RENAME
                            ? request.as(
                                    EXTENDED,
                                    new WireWriter()
                                            .utf8("posix-rename@openssh.com")
                                            .raw(request.fields().rest()))
                            : request,
                    "sftp-fs-02"),
            client(
                    "a client takes STATUS for VERSION",
                    packet -> packet,
                    packet -> packet.type() == STATUS && packet.id() == 3 ? version(new WireWriter()) : packet,
                    "sftp-client-01"),
            client(
                    "a client does not look at an extension's version",
                    packet -> packet,
                    packet -> packet.type() == VERSION
                            ? version(
                                    new WireWriter().utf8("limits@openssh.com").utf8("1"))
                            : packet,
                    "sftp-client-02"),
            client(
                    "a client mixes up blocks",
                    packet -> packet.type() == READ ? packet.as(READ, firstBlock(packet)) : packet,
                    packet -> packet,
                    "sftp-client-03"));

    private SFTPMutants() {}

    private static Mutant client(String name, SFTPLink.Asking sends, SFTPLink.Asking gets, String... caughtBy) {
        return new Mutant(
                name,
                Side.CLIENT,
                List.of(caughtBy),
                () -> MessageLink.client(name, OwnTargets.sftpClient(), () -> SFTPLink.ofClient(sends, gets)));
    }

    private static Packet version(WireWriter extensions) {
        return new Packet(
                VERSION,
                new WireWriter().uint32(3).raw(extensions.toByteArray()).toByteArray());
    }

    /** The first block in place of the second. */
    private static WireWriter firstBlock(Packet request) throws IOException {
        var in = request.fields();
        byte[] handle = in.string(MAX);
        long offset = in.uint64();
        return new WireWriter()
                .string(handle)
                .uint64(offset > 0 && offset < BLOCKS ? 0 : offset)
                .raw(in.rest());
    }

    private static Mutant asking(String name, SFTPLink.Asking asking, String... caughtBy) {
        return serverThrough(name, () -> new SFTPLink(asking, (request, reply) -> reply), caughtBy);
    }

    private static Mutant answering(String name, SFTPLink.Answering answering, String... caughtBy) {
        return serverThrough(name, () -> new SFTPLink(request -> request, answering), caughtBy);
    }

    private static long code(Packet status) throws IOException {
        return status.fields().uint32();
    }

    private static Packet status(Packet reply, int code) throws IOException {
        return reply.as(STATUS, new WireWriter().uint32(code).utf8("").utf8(""));
    }

    private static boolean isExtended(Packet request, String name) throws IOException {
        return request.type() == EXTENDED && request.fields().utf8(MAX).equals(name);
    }

    private static WireWriter behindName(Packet request) throws IOException {
        var in = request.fields();
        in.utf8(MAX);
        return new WireWriter().raw(in.rest());
    }

    /** The size, too: none. */
    private static WireWriter cutToo(Packet request) throws IOException {
        var in = request.fields();
        byte[] path = in.string(MAX);
        long flags = in.uint32();
        return (flags & 1) != 0
                ? request.rest()
                : new WireWriter().string(path).uint32(flags | 1).uint64(0).raw(in.rest());
    }

    /** OPEN's flags with more or fewer, where WRITE is one of them. */
    private static WireWriter flags(Packet request, int more, int fewer) throws IOException {
        var in = request.fields();
        byte[] path = in.string(MAX);
        long flags = in.uint32();
        long changed = (flags & 2) == 0 ? flags : (flags | more) & ~fewer;
        return new WireWriter().string(path).uint32(changed).raw(in.rest());
    }

    private static WireWriter sameName(Packet request) throws IOException {
        byte[] path = request.fields().string(MAX);
        return new WireWriter().uint32(1).string(path).string(path).uint32(0);
    }

    private static WireWriter unwritten(Packet request) throws IOException {
        var in = request.fields();
        return new WireWriter().string(in.string(MAX)).uint64(in.uint64()).uint32(0);
    }
}
