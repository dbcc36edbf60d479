package io.javamiko.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.javamiko.ProtocolException;
import io.javamiko.sftp.files.FileNames;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MessageProperties {
    @Property
    void everyRequestIsReadAsItWasWritten(@ForAll("requests") SFTPRequest request) throws Exception {
        byte[] packet = packet(request);
        var in = new WireReader(packet);
        assertThat(in.uint32()).isEqualTo(packet.length - 4);
        int number = in.uint8();
        int id = (int) in.uint32();
        assertThat(id).isEqualTo(request.id());
        var read = SFTPRequest.decode(number, id, in).orElseThrow();
        in.expectEnd();
        assertThat(packet(read)).isEqualTo(packet);
        assertThat(read).usingRecursiveComparison().isEqualTo(request);
    }

    @Property
    void everyReplyIsReadAsItWasWritten(@ForAll("replies") SFTPReply reply) throws Exception {
        byte[] packet = packet(reply);
        var in = new WireReader(packet);
        assertThat(in.uint32()).isEqualTo(packet.length - 4);
        int number = in.uint8();
        var read = SFTPReply.decode(number, (int) in.uint32(), in).orElseThrow();
        in.expectEnd();
        assertThat(packet(read)).isEqualTo(packet);
        assertThat(read).usingRecursiveComparison().isEqualTo(reply);
    }

    @Property
    void initAndVersionAreReadAsTheyWereWritten(@ForAll("extensions") Map<String, String> extensions) throws Exception {
        var init = new SFTPRequest.Init(3, extensions);
        assertThat(SFTPRequest.Init.decode(body(packet(init)))).isEqualTo(init);
        var version = new SFTPReply.Version(0xffff_ffffL, extensions);
        assertThat(SFTPReply.Version.decode(body(packet(version)))).isEqualTo(version);
    }

    @Property
    void anyBytesGiveAMessageOrAProtocolException(@ForAll byte number, @ForAll byte[] bytes) {
        for (int candidate : new int[] {number & 0xff, Byte.toUnsignedInt(number) % 20 + 1, 101 + number & 7, 200}) {
            holds(catchThrowable(() -> SFTPRequest.decode(candidate, 1, new WireReader(bytes))));
            holds(catchThrowable(() -> SFTPReply.decode(candidate, 1, new WireReader(bytes))));
        }
        holds(catchThrowable(() -> SFTPRequest.Init.decode(new WireReader(bytes))));
        holds(catchThrowable(() -> SFTPReply.Version.decode(new WireReader(bytes))));
        holds(catchThrowable(() -> FileSystemStatistics.decode(new WireReader(bytes))));
        holds(catchThrowable(() -> SFTPLimits.decode(new WireReader(bytes))));
    }

    @Property
    void aMessageCutAnywhereIsAProtocolExceptionOrShorter(@ForAll("requests") SFTPRequest request, @ForAll int where)
            throws Exception {
        byte[] packet = packet(request);
        int length = 9 + Math.floorMod(where, packet.length - 8);
        var in = new WireReader(packet, 9, Math.min(length, packet.length) - 9);
        holds(catchThrowable(() -> SFTPRequest.decode(packet[4] & 0xff, request.id(), in)));
    }

    @Provide
    Arbitrary<SFTPRequest> requests() {
        var id = Arbitraries.integers();
        var path = paths();
        var handle = handles();
        var attributes = attributes();
        var number = Arbitraries.longs();
        return Arbitraries.oneOf(
                Combinators.combine(id, path, Arbitraries.longs().between(0, 0xffff_ffffL), attributes)
                        .as(SFTPRequest.Open::new),
                Combinators.combine(id, handle).as(SFTPRequest.Close::new),
                Combinators.combine(id, handle, number, Arbitraries.longs().between(0, 0xffff_ffffL))
                        .as(SFTPRequest.Read::new),
                Combinators.combine(id, handle, number, bytes()).as(SFTPRequest.Write::new),
                Combinators.combine(id, path).as(SFTPRequest.LStat::new),
                Combinators.combine(id, handle).as(SFTPRequest.FStat::new),
                Combinators.combine(id, path, attributes).as(SFTPRequest.SetStat::new),
                Combinators.combine(id, handle, attributes).as(SFTPRequest.FSetStat::new),
                Combinators.combine(id, path).as(SFTPRequest.OpenDir::new),
                Combinators.combine(id, handle).as(SFTPRequest.ReadDir::new),
                Combinators.combine(id, path).as(SFTPRequest.Remove::new),
                Combinators.combine(id, path, attributes).as(SFTPRequest.MkDir::new),
                Combinators.combine(id, path).as(SFTPRequest.RmDir::new),
                Combinators.combine(id, path).as(SFTPRequest.RealPath::new),
                Combinators.combine(id, path).as(SFTPRequest.Stat::new),
                Combinators.combine(id, path, path).as(SFTPRequest.Rename::new),
                Combinators.combine(id, path).as(SFTPRequest.ReadLink::new),
                Combinators.combine(id, path, path).as(SFTPRequest.Symlink::new),
                Combinators.combine(id, requestedExtensions()).as(SFTPRequest.Extended::new));
    }

    private Arbitrary<SFTPExtension> requestedExtensions() {
        var number = Arbitraries.longs();
        return Arbitraries.oneOf(
                Combinators.combine(paths(), paths()).as(SFTPExtension.PosixRename::new),
                paths().map(SFTPExtension.StatVFS::new),
                handles().map(SFTPExtension.FStatVFS::new),
                Combinators.combine(paths(), paths()).as(SFTPExtension.HardLink::new),
                handles().map(SFTPExtension.FSync::new),
                Combinators.combine(paths(), attributes()).as(SFTPExtension.LSetStat::new),
                Arbitraries.create(SFTPExtension.Limits::new),
                paths().map(SFTPExtension.ExpandPath::new),
                Combinators.combine(handles(), number, number, handles(), number)
                        .as(SFTPExtension.CopyData::new),
                Combinators.combine(paths().map(p -> p + "@example.com"), bytes())
                        .as(SFTPExtension.Unknown::new));
    }

    @Provide
    Arbitrary<SFTPReply> replies() {
        var id = Arbitraries.integers();
        var entries = Combinators.combine(paths(), paths(), attributes()).as(SFTPEntry::new);
        var text = Arbitraries.strings().ascii();
        return Arbitraries.oneOf(
                Combinators.combine(id, Arbitraries.longs().between(0, 0xffff_ffffL), text, text)
                        .as(SFTPReply.Status::new),
                Combinators.combine(id, handles()).as(SFTPReply.Handle::new),
                Combinators.combine(id, bytes()).as(SFTPReply.Data::new),
                Combinators.combine(id, entries.list().ofMaxSize(5)).as(SFTPReply.Name::new),
                Combinators.combine(id, attributes()).as(SFTPReply.Attrs::new),
                Combinators.combine(id, bytes()).as(SFTPReply.ExtendedReply::new));
    }

    @Provide
    Arbitrary<Map<String, String>> extensions() {
        return Arbitraries.maps(paths(), paths()).ofMaxSize(5);
    }

    private static Arbitrary<SFTPAttributes> attributes() {
        var uint32 = Arbitraries.longs().between(0, 0xffff_ffffL);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 31),
                        Arbitraries.longs().between(0, Long.MAX_VALUE),
                        uint32,
                        uint32,
                        Arbitraries.integers().between(0, 0177777),
                        uint32,
                        uint32,
                        Arbitraries.maps(paths(), paths()).ofMinSize(1).ofMaxSize(3))
                .as((flags, size, uid, gid, mode, accessed, modified, extended) -> SFTPAttributes.of(a -> {
                    if ((flags & 1) != 0) a.size(size);
                    if ((flags & 2) != 0) a.owner(uid, gid);
                    if ((flags & 4) != 0) a.permissions(mode);
                    if ((flags & 8) != 0) a.times(Instant.ofEpochSecond(accessed), Instant.ofEpochSecond(modified));
                    if ((flags & 16) != 0) extended.forEach(a::extended);
                }));
    }

    private static Arbitrary<String> paths() {
        return bytes().map(FileNames::decode);
    }

    private static Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
    }

    private static Arbitrary<SFTPHandle> handles() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(256).map(SFTPHandle::new);
    }

    private static byte[] packet(SFTPMessage message) {
        var out = new WireWriter();
        message.packet(out);
        return out.toByteArray();
    }

    private static WireReader body(byte[] packet) {
        return new WireReader(packet, 5, packet.length - 5);
    }

    private static void holds(Throwable thrown) {
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(ProtocolException.class);
        }
    }
}
