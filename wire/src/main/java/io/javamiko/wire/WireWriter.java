package io.javamiko.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** Writes the data types of RFC 4251 §5 into an array that grows. Calls can be chained. Not thread-safe. */
public final class WireWriter {
    private byte[] bytes;
    private int end;

    /** An empty writer with room for a short message. */
    public WireWriter() {
        this(256);
    }

    /** An empty writer with room for {@code capacity} bytes before it must grow. */
    public WireWriter(int capacity) {
        bytes = new byte[Math.max(capacity, 16)];
    }

    /** {@code byte}: the low eight bits of {@code value}. */
    public WireWriter uint8(int value) {
        ensure(1);
        bytes[end++] = (byte) value;
        return this;
    }

    /** {@code boolean}. */
    public WireWriter bool(boolean value) {
        return uint8(value ? 1 : 0);
    }

    /**
     * {@code uint32}.
     *
     * @throws IllegalArgumentException if {@code value} is not in 0…2³²−1
     */
    public WireWriter uint32(long value) {
        if (value >>> 32 != 0) {
            throw new IllegalArgumentException("not a uint32: " + value);
        }
        ensure(4);
        putUint32(bytes, end, (int) value);
        end += 4;
        return this;
    }

    /** {@code uint64}: all 64 bits of {@code value}. */
    public WireWriter uint64(long value) {
        return uint32(value >>> 32).uint32(value & 0xffff_ffffL);
    }

    /** {@code string} of these bytes. */
    public WireWriter string(byte[] value) {
        return string(value, 0, value.length);
    }

    /** {@code string} of {@code length} bytes from {@code offset} on. */
    public WireWriter string(byte[] value, int offset, int length) {
        return uint32(length).raw(value, offset, length);
    }

    /** {@code string} of this text in UTF-8. */
    public WireWriter utf8(String value) {
        return string(value.getBytes(UTF_8));
    }

    /**
     * {@code name-list}.
     *
     * @throws IllegalArgumentException if a name is empty, has a comma or is not printable US-ASCII
     */
    public WireWriter nameList(List<String> names) {
        for (String name : names) {
            NameList.check(name);
        }
        return string(String.join(",", names).getBytes(US_ASCII));
    }

    /** {@code mpint} in its shortest form. */
    public WireWriter mpint(BigInteger value) {
        return value.signum() == 0 ? uint32(0) : string(value.toByteArray());
    }

    /** {@code mpint} of a number that is not negative, given as big-endian bytes. */
    public WireWriter mpint(byte[] unsigned) {
        int from = 0;
        while (from < unsigned.length && unsigned[from] == 0) {
            from++;
        }
        int length = unsigned.length - from;
        boolean sign = length > 0 && unsigned[from] < 0; // a leading zero keeps it positive
        uint32(length + (sign ? 1 : 0));
        if (sign) {
            uint8(0);
        }
        return raw(unsigned, from, length);
    }

    /** These bytes, without a length before them. */
    public WireWriter raw(byte[] value) {
        return raw(value, 0, value.length);
    }

    /** {@code length} bytes from {@code offset} on, without a length before them. */
    public WireWriter raw(byte[] value, int offset, int length) {
        ensure(length);
        System.arraycopy(value, offset, bytes, end, length);
        end += length;
        return this;
    }

    /** Bytes written so far. */
    public int size() {
        return end;
    }

    /** The array that holds the first {@link #size()} bytes; another one after it has grown. */
    public byte[] array() {
        return bytes;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, end);
    }

    /** Writes over the {@code uint32} at {@code position}: for a length that is known only afterwards. */
    public WireWriter patchUint32(int position, long value) {
        if (value >>> 32 != 0 || position < 0 || position > end - 4) {
            throw new IllegalArgumentException("no uint32 " + value + " at " + position + " of " + end);
        }
        putUint32(bytes, position, (int) value);
        return this;
    }

    /** Empties the writer; what was written stays in its array until it is written over. */
    public WireWriter clear() {
        end = 0;
        return this;
    }

    /** Empties the writer and overwrites its array with zeros: for what holds a secret. */
    public void wipe() {
        Arrays.fill(bytes, (byte) 0);
        end = 0;
    }

    /** Writes the four bytes of a {@code uint32} into an array: for packets, which are built in place. */
    public static int putUint32(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
        return at + 4;
    }

    private void ensure(int more) {
        if (more > bytes.length - end) {
            byte[] larger = new byte
                    [Math.max(Math.addExact(end, more), (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8))];
            System.arraycopy(bytes, 0, larger, 0, end);
            Arrays.fill(bytes, (byte) 0); // the old array may hold a part of a secret
            bytes = larger;
        }
    }
}
