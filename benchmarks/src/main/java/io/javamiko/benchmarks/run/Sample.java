package io.javamiko.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;

/** Files to be carried, and whether they have arrived. */
public final class Sample {
    private static final int BLOCK = 1 << 20;

    private Sample() {}

    /** A file of noise, the same each time. */
    public static Path file(Path path, long bytes) throws IOException {
        var random = new Random(1);
        byte[] block = new byte[BLOCK];
        try (var out = Files.newOutputStream(path)) {
            for (long left = bytes; left > 0; left -= BLOCK) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(left, BLOCK));
            }
        }
        return path;
    }

    /** Removes the copy, which must be what the original is. */
    public static void arrived(Path original, Path copy) throws IOException {
        if (Files.mismatch(original, copy) != -1) {
            throw new IOException("something else arrived");
        }
        Files.delete(copy);
    }

    /** Removes a file, or a directory with all that is in it; nothing if there is none. */
    public static void remove(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (var all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(one -> {
                try {
                    Files.delete(one);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
