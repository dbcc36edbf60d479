package io.javamiko.keys.krl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The revoked certificates of one authority, or of any (PROTOCOL.krl §2). Immutable.
 *
 * @param serials their serial numbers
 * @param keyIds their key ids
 */
record RevokedCertificates(Serials serials, SortedSet<String> keyIds) {
    RevokedCertificates {
        keyIds = Collections.unmodifiableSortedSet(new TreeSet<>(keyIds));
    }

    boolean contains(long serial, String keyId) {
        return keyIds.contains(keyId) || serials.contains(serial); // zero is no serial and in no range
    }

    /** Collects; not thread-safe. */
    static final class Collector {
        final List<Serials.Range> ranges = new ArrayList<>();
        final SortedSet<String> keyIds = new TreeSet<>();

        void add(RevokedCertificates others) {
            ranges.addAll(others.serials.ranges());
            keyIds.addAll(others.keyIds);
        }

        RevokedCertificates collected() {
            return new RevokedCertificates(Serials.of(ranges), keyIds);
        }
    }
}
