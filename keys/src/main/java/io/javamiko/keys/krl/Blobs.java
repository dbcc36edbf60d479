package io.javamiko.keys.krl;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Keys and hashes as bytes, in the numeric order that PROTOCOL.krl §4 asks for. */
final class Blobs {
    /** Stands for the key of an authority where all of them are meant (PROTOCOL.krl §2). */
    static final byte[] ANY_AUTHORITY = {};

    private Blobs() {}

    static SortedSet<byte[]> set() {
        return new TreeSet<>(Arrays::compareUnsigned);
    }

    static <V> Map<byte[], V> map() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }
}
