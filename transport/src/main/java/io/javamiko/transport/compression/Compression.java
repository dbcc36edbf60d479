package io.javamiko.transport.compression;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A row of the compression table (RFC 4253 §6.2). */
public enum Compression {
    /** Payloads go as they are. */
    NONE("none", false, false),
    /** zlib (RFC 1950) that begins once the user is authenticated: nobody unknown reaches the inflater. */
    ZLIB_OPENSSH("zlib@openssh.com", true, true),
    /** zlib from the first NEWKEYS on: the inflater is open to whoever connects. Never offered unless it is named. */
    ZLIB("zlib", true, false);

    private final String name;
    private final boolean compresses;
    private final boolean delayed;

    Compression(String name, boolean compresses, boolean delayed) {
        this.name = name;
        this.compresses = compresses;
        this.delayed = delayed;
    }

    /** All of them. */
    public static List<Compression> all() {
        return List.of(values());
    }

    /** The one of that name. */
    public static Optional<Compression> named(String name) {
        return Arrays.stream(values())
                .filter(compression -> compression.name.equals(name))
                .findFirst();
    }

    /** Its name in negotiation. */
    public String algorithmName() {
        return name;
    }

    /** Whether compression begins, with a new stream, when the user is authenticated. */
    public boolean waitsForAuthentication() {
        return delayed;
    }

    /** Whether payloads are compressed in a connection that is, or is not yet, authenticated. */
    public boolean isActive(boolean authenticated) {
        return compresses && (authenticated || !delayed);
    }
}
