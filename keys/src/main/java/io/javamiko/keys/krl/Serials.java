package io.javamiko.keys.krl;

import io.javamiko.ProtocolException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Serial numbers of certificates, as the ranges that they make up: sorted, apart from one another. Numbers are unsigned.
 * Immutable.
 */
final class Serials {
    /**
     * Serials from {@code first} to {@code last}, both among them.
     *
     * @param first not zero: that is the serial of certificates that have none
     */
    record Range(long first, long last) implements Comparable<Range> {
        Range {
            if (first == 0 || Long.compareUnsigned(first, last) > 0) {
                throw new IllegalArgumentException("serials are a range from 1 or more up, not "
                        + Long.toUnsignedString(first) + "-" + Long.toUnsignedString(last));
            }
        }

        /** How many they are; 2⁶⁴−1 at most. */
        long count() {
            return last - first + 1;
        }

        @Override
        public int compareTo(Range other) {
            return Long.compareUnsigned(first, other.first);
        }
    }

    /** The most ranges of a list that is read, of all authorities: a bitmap has one for every other bit, and each takes memory. */
    static final int MAX_RANGES = 1 << 20;

    static final Serials NONE = new Serials(List.of());

    private final List<Range> ranges;

    private Serials(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** The union of ranges, which may overlap and come in any order. */
    static Serials of(Collection<Range> ranges) {
        var merged = new ArrayList<Range>();
        Range open = null;
        for (Range range : ranges.stream().sorted().toList()) {
            if (open != null && touches(open, range)) {
                long last = Long.compareUnsigned(range.last, open.last) > 0 ? range.last : open.last;
                open = new Range(open.first, last);
            } else {
                if (open != null) {
                    merged.add(open);
                }
                open = range;
            }
        }
        if (open != null) {
            merged.add(open);
        }
        return new Serials(List.copyOf(merged));
    }

    /** Whether {@code next}, which begins no earlier, overlaps {@code range} or follows it without a gap. */
    private static boolean touches(Range range, Range next) {
        return range.last == -1 || Long.compareUnsigned(next.first, range.last + 1) <= 0;
    }

    /** Adds a range that was read. */
    static void add(List<Range> ranges, long first, long last) throws ProtocolException {
        if (first == 0 || Long.compareUnsigned(first, last) > 0) {
            throw new ProtocolException("a KRL revokes serials " + Long.toUnsignedString(first) + " to "
                    + Long.toUnsignedString(last) + "; they begin at 1 and go up (PROTOCOL.krl §2)");
        }
        Range before = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
        if (before != null && before.last + 1 == first) {
            ranges.set(ranges.size() - 1, new Range(before.first, last)); // a bitmap's neighbours
        } else {
            ranges.add(new Range(first, last));
        }
    }

    List<Range> ranges() {
        return ranges;
    }

    boolean contains(long serial) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Range range = ranges.get(middle);
            if (Long.compareUnsigned(serial, range.first) < 0) {
                high = middle - 1;
            } else if (Long.compareUnsigned(serial, range.last) > 0) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }
}
