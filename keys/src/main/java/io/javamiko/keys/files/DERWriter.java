package io.javamiko.keys.files;

import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.util.Arrays;

/** Makes DER (X.690 §10) from the inside out. Each method wipes the bytes that it is given: they may be a part of a key. */
final class DERWriter {
    private DERWriter() {}

    static byte[] sequence(byte[]... values) {
        return tagged(DERReader.SEQUENCE, values);
    }

    /** {@code [number]}, constructed. */
    static byte[] explicit(int number, byte[] value) {
        return tagged(0xa0 | number, value);
    }

    static byte[] integer(BigInteger value) {
        return tagged(DERReader.INTEGER, value.toByteArray());
    }

    static byte[] integer(long value) {
        return integer(BigInteger.valueOf(value));
    }

    static byte[] octetString(byte[] value) {
        return tagged(DERReader.OCTET_STRING, value);
    }

    static byte[] bitString(byte[] value) {
        return tagged(DERReader.BIT_STRING, new byte[1], value);
    }

    static byte[] nothing() {
        return tagged(DERReader.NULL);
    }

    /** @param dotted of two or more numbers under 2³¹ */
    static byte[] objectIdentifier(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        var out = new WireWriter();
        base128(out, Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            base128(out, Integer.parseInt(arcs[i]));
        }
        return tagged(DERReader.OBJECT_IDENTIFIER, out.toByteArray());
    }

    private static void base128(WireWriter out, int value) {
        for (int shift = 28; shift > 0; shift -= 7) {
            if (value >>> shift != 0) {
                out.uint8(value >>> shift | 0x80);
            }
        }
        out.uint8(value & 0x7f);
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        var out = new WireWriter(length + 8).uint8(tag);
        if (length < 0x80) {
            out.uint8(length);
        } else {
            int bytes = (39 - Integer.numberOfLeadingZeros(length)) / 8;
            out.uint8(0x80 | bytes);
            for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
                out.uint8(length >>> shift);
            }
        }
        for (byte[] part : parts) {
            out.raw(part);
            Arrays.fill(part, (byte) 0);
        }
        byte[] value = out.toByteArray();
        out.wipe();
        return value;
    }
}
