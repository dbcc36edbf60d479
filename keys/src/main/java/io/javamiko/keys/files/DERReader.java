package io.javamiko.keys.files;

import io.javamiko.ProtocolException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads the few types of DER (X.690 §10) that keys are made of.
 *
 * <p>Whatever the bytes are, a method returns a value or throws {@link ProtocolException}; nothing is allocated that is not in
 * the bytes, and nothing descends by itself, so that no nesting exhausts the stack. Not thread-safe.
 */
final class DERReader {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;
    private static final int MAX_OBJECT_IDENTIFIER = 32; // bytes

    private final byte[] bytes;
    private final int end;
    private int at;

    /** Reads all of {@code bytes}, which are not copied. */
    DERReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private DERReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Whether these bytes are one SEQUENCE and nothing else: what comes of a wrong key hardly ever is. */
    static boolean isSequence(byte[] bytes) {
        try {
            var in = new DERReader(bytes);
            in.sequence();
            return !in.hasMore();
        } catch (ProtocolException e) {
            return false;
        }
    }

    boolean hasMore() {
        return at < end;
    }

    /** Whether a value with this tag comes next. */
    boolean isNext(int tag) {
        return hasMore() && (bytes[at] & 0xff) == tag;
    }

    /** A reader of what stands in the SEQUENCE. */
    DERReader sequence() throws ProtocolException {
        return value(SEQUENCE, "a SEQUENCE");
    }

    /** A reader of what stands under the tag {@code [number]}, or {@code null} if something else, or nothing, comes next. */
    DERReader optional(int number) throws ProtocolException {
        int tag = CONTEXT | CONSTRUCTED | number;
        return isNext(tag) ? value(tag, "[" + number + "]") : null;
    }

    /** As {@link #optional}, of a type that is not constructed: {@code [number] IMPLICIT}. */
    DERReader optionalPrimitive(int number) throws ProtocolException {
        int tag = CONTEXT | number;
        return isNext(tag) ? value(tag, "[" + number + "]") : null;
    }

    /**
     * An INTEGER that is not negative.
     *
     * @param maxBytes the most bytes its magnitude may have
     */
    BigInteger integer(int maxBytes) throws ProtocolException {
        var in = value(INTEGER, "an INTEGER");
        int length = in.end - in.at;
        if (length == 0 || length > maxBytes + 1) {
            throw new ProtocolException("an INTEGER has " + length + " bytes; 1 to " + maxBytes + " are allowed here");
        }
        if (bytes[in.at] < 0) {
            throw new ProtocolException("an INTEGER is negative, which none of a key is");
        }
        return new BigInteger(1, bytes, in.at, length);
    }

    /** An INTEGER of 0 to 2⁶³−1. */
    long number() throws ProtocolException {
        var value = integer(8);
        if (value.bitLength() > 63) {
            throw new ProtocolException("an INTEGER has 64 bits; it should be a count");
        }
        return value.longValue();
    }

    byte[] octetString() throws ProtocolException {
        return value(OCTET_STRING, "an OCTET STRING").rest();
    }

    /** A BIT STRING of whole bytes. */
    byte[] bitString() throws ProtocolException {
        return value(BIT_STRING, "a BIT STRING").wholeBytes();
    }

    /** What is left of a BIT STRING: that no bits are unused, then the bytes. */
    byte[] wholeBytes() throws ProtocolException {
        if (!hasMore() || bytes[at++] != 0) {
            throw new ProtocolException("a BIT STRING is not one of whole bytes");
        }
        return rest();
    }

    /** An OBJECT IDENTIFIER with dots. */
    String objectIdentifier() throws ProtocolException {
        var in = value(OBJECT_IDENTIFIER, "an OBJECT IDENTIFIER");
        int length = in.end - in.at;
        if (length == 0 || length > MAX_OBJECT_IDENTIFIER || bytes[in.end - 1] < 0) {
            throw new ProtocolException("an OBJECT IDENTIFIER is empty, too long or cut");
        }
        var text = new StringBuilder();
        BigInteger arc = BigInteger.ZERO;
        for (; in.hasMore(); in.at++) {
            arc = arc.shiftLeft(7).or(BigInteger.valueOf(bytes[in.at] & 0x7f));
            if (bytes[in.at] >= 0) {
                text.append(text.isEmpty() ? firstArcs(arc) : "." + arc);
                arc = BigInteger.ZERO;
            }
        }
        return text.toString();
    }

    /** X.690 §8.19.4: the first two share a number. */
    private static String firstArcs(BigInteger both) {
        int first = both.min(BigInteger.valueOf(80)).intValue() / 40;
        return first + "." + both.subtract(BigInteger.valueOf(40L * first));
    }

    /** NULL, if it comes next: who leaves out what means nothing is not quarrelled with. */
    void skipNull() throws ProtocolException {
        if (isNext(NULL)) {
            value(NULL, "NULL").expectEnd();
        }
    }

    /** Passes over whatever comes next. */
    void skip() throws ProtocolException {
        if (!hasMore()) {
            throw new ProtocolException("DER ends early");
        }
        value(bytes[at] & 0xff, "a value");
    }

    void expectEnd() throws ProtocolException {
        if (hasMore()) {
            throw new ProtocolException("DER has " + (end - at) + " bytes behind its last value");
        }
    }

    /** All that is left, copied. */
    byte[] rest() {
        int from = at;
        at = end;
        return Arrays.copyOfRange(bytes, from, end);
    }

    private DERReader value(int tag, String name) throws ProtocolException {
        if (!isNext(tag)) {
            throw new ProtocolException("DER has no " + name + " where it must have one"
                    + (hasMore() ? "; its tag there is " + (bytes[at] & 0xff) : "; it ends there"));
        }
        at++;
        int length = length();
        at += length;
        return new DERReader(bytes, at - length, at);
    }

    /** X.690 §10.1: definite and in its shortest form. */
    private int length() throws ProtocolException {
        int first = uint8();
        if (first < 0x80) {
            return checked(first);
        }
        int count = first & 0x7f;
        if (count == 0 || count > 4) {
            throw new ProtocolException("a length of DER is indefinite or over 2³²");
        }
        long length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | uint8();
        }
        if (length < 0x80 || length >>> 8 * (count - 1) == 0) {
            throw new ProtocolException("a length of DER is not in its shortest form");
        }
        return checked(length);
    }

    private int checked(long length) throws ProtocolException {
        if (length > end - at) {
            throw new ProtocolException("DER ends early: " + length + " bytes should follow, there are " + (end - at));
        }
        return (int) length;
    }

    private int uint8() throws ProtocolException {
        if (!hasMore()) {
            throw new ProtocolException("DER ends early");
        }
        return bytes[at++] & 0xff;
    }
}
