package io.javamiko.keys.krl;

import io.javamiko.keys.Signer;
import io.javamiko.keys.krl.Serials.Range;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Writes the binary form of a list (PROTOCOL.krl): as sections of serials those that take the least room. Stateless. */
final class KRLWriter {
    private static final int SECTION = 5; // bytes of type and length
    private static final int BITMAP_BITS = 8192; // of one bitmap; OpenSSH's mpints have at most 16,384
    private static final int BITMAP_GAP = 64; // a larger one costs more bits than the next serial in a list

    private KRLWriter() {}

    static byte[] write(KRL list) {
        return body(list).toByteArray();
    }

    static byte[] writeSigned(KRL list, List<? extends Signer> by) throws IOException {
        var out = body(list);
        for (Signer signer : by) {
            if (signer.signatureAlgorithms().isEmpty()) {
                throw new IllegalArgumentException(
                        "a key of type " + signer.publicKey().type() + " can't sign here");
            }
            out.uint8(KRLReader.SECTION_SIGNATURE).string(signer.publicKey().blob());
            out.string(signer.sign(signer.signatureAlgorithms().get(0), out.toByteArray()));
        }
        return out.toByteArray();
    }

    private static WireWriter body(KRL list) {
        var out = new WireWriter(1024)
                .uint64(KRLReader.MAGIC)
                .uint32(KRLReader.FORMAT_VERSION)
                .uint64(list.version())
                .uint64(list.generatedSeconds())
                .uint64(0)
                .utf8("")
                .utf8(list.comment());
        list.certificates().forEach((authority, revoked) -> {
            var section = new WireWriter().string(authority).utf8("");
            serials(revoked.serials().ranges(), section);
            keyIds(revoked.keyIds(), section);
            section(out, KRLReader.SECTION_CERTIFICATES, section);
        });
        blobs(list.keys(), KRLReader.SECTION_EXPLICIT_KEY, out);
        blobs(list.sha1(), KRLReader.SECTION_FINGERPRINT_SHA1, out);
        blobs(list.sha256(), KRLReader.SECTION_FINGERPRINT_SHA256, out);
        return out;
    }

    private static void blobs(Collection<byte[]> blobs, int type, WireWriter out) {
        if (!blobs.isEmpty()) {
            var section = new WireWriter();
            blobs.forEach(section::string);
            section(out, type, section);
        }
    }

    private static void keyIds(Collection<String> ids, WireWriter out) {
        if (!ids.isEmpty()) {
            var section = new WireWriter();
            ids.forEach(section::utf8);
            section(out, KRLReader.CERT_KEY_ID, section);
        }
    }

    /** Ranges that lie close together share a bitmap or a list, whichever is shorter; one alone is a range or in a list. */
    private static void serials(List<Range> ranges, WireWriter out) {
        var single = new ArrayList<Range>(); // for the one list at the end
        int from = 0;
        while (from < ranges.size()) {
            int to = from + 1;
            while (to < ranges.size() && fits(ranges.get(from), ranges.get(to - 1), ranges.get(to))) {
                to++;
            }
            var group = ranges.subList(from, to);
            long bits = ranges.get(to - 1).last() - ranges.get(from).first() + 1;
            long serials = group.stream().mapToLong(Range::count).sum();
            long rangesCost = group.stream().filter(r -> r.count() > 2).count() * (SECTION + 16L)
                    + 8
                            * group.stream()
                                    .filter(r -> r.count() <= 2)
                                    .mapToLong(Range::count)
                                    .sum();
            if (to > from + 1 && SECTION + 8 + 5 + bits / 8 < rangesCost && serials > 0) {
                bitmap(group, out);
            } else {
                group.stream().filter(r -> r.count() > 2).forEach(r -> range(r, out));
                group.stream().filter(r -> r.count() <= 2).forEach(single::add);
            }
            from = to;
        }
        list(single, out);
    }

    private static boolean fits(Range first, Range before, Range next) {
        return Long.compareUnsigned(next.first() - before.last(), BITMAP_GAP) <= 0
                && Long.compareUnsigned(next.last() - first.first(), BITMAP_BITS) < 0;
    }

    private static void bitmap(List<Range> group, WireWriter out) {
        long offset = group.get(0).first();
        var bits = BigInteger.ZERO;
        for (Range range : group) {
            var ones = BigInteger.ONE.shiftLeft((int) range.count()).subtract(BigInteger.ONE);
            bits = bits.or(ones.shiftLeft((int) (range.first() - offset)));
        }
        section(
                out,
                KRLReader.CERT_SERIAL_BITMAP,
                new WireWriter(2048).uint64(offset).mpint(bits));
    }

    private static void range(Range range, WireWriter out) {
        section(
                out,
                KRLReader.CERT_SERIAL_RANGE,
                new WireWriter().uint64(range.first()).uint64(range.last()));
    }

    private static void list(List<Range> ranges, WireWriter out) {
        if (!ranges.isEmpty()) {
            var section = new WireWriter();
            for (Range range : ranges) {
                for (long i = 0; i < range.count(); i++) {
                    section.uint64(range.first() + i);
                }
            }
            section(out, KRLReader.CERT_SERIAL_LIST, section);
        }
    }

    private static void section(WireWriter out, int type, WireWriter section) {
        out.uint8(type).string(section.array(), 0, section.size());
    }
}
