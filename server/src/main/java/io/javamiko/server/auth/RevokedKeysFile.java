package io.javamiko.server.auth;

import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.krl.KRL;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a {@code RevokedKeys} file (sshd_config(5)), a KRL or a public key a line, which is read again when it has
 * changed. Where it is missing or can't be read every key is revoked, and the log says so. Thread-safe.
 */
public final class RevokedKeysFile implements Predicate<SSHPublicKey> {
    private static final Logger LOG = LoggerFactory.getLogger(RevokedKeysFile.class);

    private final Path file;
    private final AtomicReference<Snapshot> snapshot = new AtomicReference<>(new Snapshot("", Optional.empty()));

    /** What the file held, and by what a change is seen. */
    private record Snapshot(String stamp, Optional<KRL> list) {}

    /** The file is read when a key is first asked about. */
    public RevokedKeysFile(Path file) {
        this.file = file;
    }

    @Override
    public boolean test(SSHPublicKey key) {
        return current().map(list -> list.isRevoked(key)).orElse(true);
    }

    private Optional<KRL> current() {
        var known = snapshot.get();
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            String stamp = attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
            if (!known.stamp().equals(stamp)) {
                known = new Snapshot(stamp, Optional.of(KRL.read(file))); // two threads may both read it
                snapshot.set(known);
            }
            return known.list();
        } catch (IOException e) {
            LOG.warn("{} can't be read, so every key is taken for revoked", file, e);
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
