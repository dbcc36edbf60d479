package io.javamiko.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ProtocolException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Reads the data types of RFC 4251 §5 from bytes that a peer sent.
 *
 * <p>Whatever the bytes are, a method returns a value or throws {@link ProtocolException}; nothing is allocated before the
 * length has been held against both the bytes that are there and the limit that the caller names. Not thread-safe.
 */
public final class WireReader {
    private static final int MAX_NAME_LIST = 16 * 1024; // bytes
    private static final int MAX_NAMES = 256;

    private final byte[] bytes;
    private final int end;
    private int at;

    /** Reads all of {@code bytes}, which are not copied. */
    public WireReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads {@code length} bytes from {@code offset} on, which are not copied. */
    public WireReader(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    /** {@code byte}: 0 to 255. */
    public int uint8() throws ProtocolException {
        need(1);
        return bytes[at++] & 0xff;
    }

    /** {@code boolean}: every value but zero is true, as §5 asks. */
    public boolean bool() throws ProtocolException {
        return uint8() != 0;
    }

    /** {@code uint32}: 0 to 2³²−1. */
    public long uint32() throws ProtocolException {
        need(4);
        long value = (bytes[at] & 0xffL) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | bytes[at + 3] & 0xff;
        at += 4;
        return value;
    }

    /** {@code uint64} as its 64 bits: values over 2⁶³−1 appear negative ({@link Long#toUnsignedString(long)}). */
    public long uint64() throws ProtocolException {
        return uint32() << 32 | uint32();
    }

    /**
     * {@code string}: a copy of its bytes.
     *
     * @param max the most bytes it may have
     */
    public byte[] string(int max) throws ProtocolException {
        int length = stringLength(max);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /**
     * {@code string} read where it lies: a reader of its bytes, and this one behind it.
     *
     * @param max the most bytes it may have
     */
    public WireReader stringReader(int max) throws ProtocolException {
        int length = stringLength(max);
        at += length;
        return new WireReader(bytes, at - length, length);
    }

    /**
     * {@code string} that is text for people or a name, in UTF-8.
     *
     * @param max the most bytes it may have
     * @throws ProtocolException also if it is not UTF-8
     */
    public String utf8(int max) throws ProtocolException {
        int length = stringLength(max);
        try {
            String text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString();
            at += length;
            return text;
        } catch (CharacterCodingException e) {
            throw new ProtocolException("a string of " + length + " bytes is not UTF-8 (RFC 4251 §5)", e);
        }
    }

    /**
     * {@code string} that is text for people: bytes that are not UTF-8 become U+FFFD instead of an error.
     *
     * @param max the most bytes it may have
     */
    public String text(int max) throws ProtocolException {
        int length = stringLength(max);
        at += length;
        return new String(bytes, at - length, length, UTF_8);
    }

    /**
     * {@code string} that is a name of the protocol: 1 to {@code max} printable US-ASCII characters (RFC 4251 §6).
     *
     * @param max the most bytes it may have
     */
    public String name(int max) throws ProtocolException {
        int length = stringLength(max);
        return NameList.name(bytes, (at += length) - length, length);
    }

    /** {@code name-list}: at most 16 KiB and 256 names, each printable US-ASCII and not empty. */
    public List<String> nameList() throws ProtocolException {
        int length = stringLength(MAX_NAME_LIST);
        at += length;
        return NameList.decode(bytes, at - length, length, MAX_NAMES);
    }

    /**
     * {@code mpint} in its shortest form, which §5 demands.
     *
     * @param maxBytes the most bytes its magnitude may have, without a byte for the sign
     */
    public BigInteger mpint(int maxBytes) throws ProtocolException {
        int length = stringLength(maxBytes + 1);
        at += length;
        var value = MPInt.decode(bytes, at - length, length);
        if (value.bitLength() > maxBytes * 8L) {
            throw new ProtocolException(
                    "an mpint has " + value.bitLength() + " bits; at most " + maxBytes * 8L + " are allowed here");
        }
        return value;
    }

    /**
     * Exactly {@code count} bytes without a length before them, copied.
     *
     * @param count zero or more
     */
    public byte[] raw(int count) throws ProtocolException {
        need(count);
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    /** All bytes that are left, copied. */
    public byte[] rest() {
        int from = at;
        at = end;
        return Arrays.copyOfRange(bytes, from, end);
    }

    /** Bytes that are left. */
    public int remaining() {
        return end - at;
    }

    /** The array that is read; with {@link #position()} for who copies without a middle step. */
    public byte[] array() {
        return bytes;
    }

    /** Index in {@link #array()} of the next byte. */
    public int position() {
        return at;
    }

    /**
     * Passes over {@code count} bytes.
     *
     * @param count zero or more
     */
    public void skip(int count) throws ProtocolException {
        need(count);
        at += count;
    }

    /** @throws ProtocolException if bytes are left: a message is as long as its fields */
    public void expectEnd() throws ProtocolException {
        if (at != end) {
            throw new ProtocolException("a message has " + (end - at) + " bytes behind its last field");
        }
    }

    /** Reads a string's length and checks it; the string itself comes next. */
    private int stringLength(int max) throws ProtocolException {
        long length = uint32();
        if (length > max) {
            throw new ProtocolException(
                    "a string says it has " + length + " bytes; at most " + max + " are allowed here");
        }
        need((int) length);
        return (int) length;
    }

    private void need(int count) throws ProtocolException {
        if (count < 0) {
            throw new IllegalArgumentException("a count of bytes must not be negative: " + count);
        }
        if (count > end - at) {
            throw new ProtocolException("a message ends early: a field of " + count + " bytes was expected, "
                    + (end - at) + " bytes are left");
        }
    }
}
