package io.javamiko.server.auth;

import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.lists.AuthorizedKeyOptions;
import io.javamiko.keys.lists.AuthorizedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an {@code authorized_keys} file (sshd(8)), which is read again when it has changed.
 *
 * <p>Of the options, {@code cert-authority}, {@code principals}, {@code from}, {@code expiry-time}, {@code command},
 * {@code restrict}, {@code pty}, {@code port-forwarding}, {@code permitopen}, {@code touch-required}, {@code verify-required}
 * and their {@code no-…} forms hold; a host name in {@code from} matches nobody,
 * since none is looked up. A file that is missing lets nobody in; nor does one that others than its owner may write, or that
 * can't be read: the log says so. Thread-safe.
 */
public final class AuthorizedKeysFile implements UserKeys {
    private static final Logger LOG = LoggerFactory.getLogger(AuthorizedKeysFile.class);
    private static final AuthorizedKeys NONE = AuthorizedKeys.parse(new byte[0], "");

    private final Path file;
    private final AtomicReference<Snapshot> snapshot = new AtomicReference<>(new Snapshot("never read", NONE));

    /** What the file held, and by what a change is seen. */
    private record Snapshot(String stamp, AuthorizedKeys keys) {}

    /** The file may come to be later. */
    public AuthorizedKeysFile(Path file) {
        this.file = file;
    }

    @Override
    public Optional<Permissions> find(String user, SSHPublicKey key, String address) {
        if (key.isCertificate()) {
            return UserCertificate.of(key).flatMap(certificate -> certified(user, certificate, address));
        }
        return current().find(key).stream()
                .map(AuthorizedKeys.Entry::options)
                .filter(options -> holds(options, address))
                .findFirst()
                .map(Permissions::of);
    }

    /** By the first {@code cert-authority} line that the certificate is good under. */
    private Optional<Permissions> certified(String user, UserCertificate certificate, String address) {
        return current().findAuthority(certificate.authority()).stream()
                .map(AuthorizedKeys.Entry::options)
                .filter(options -> holds(options, address))
                .flatMap(options -> certificate
                        .permissions(UserCertificate.CHECK, names(user, options), address, Instant.now())
                        .filter(granted -> granted.fitsCommandOf(options))
                        .map(Permissions.of(options)::and)
                        .stream())
                .findFirst();
    }

    /** The names that let the user in: those of {@code principals="…"}, else his own. */
    private static Set<String> names(String user, AuthorizedKeyOptions options) {
        return options.principals()
                .<Set<String>>map(names -> new HashSet<>(Arrays.asList(names.split(",", -1))))
                .orElseGet(() -> Set.of(user));
    }

    private static boolean holds(AuthorizedKeyOptions options, String address) {
        return options.from()
                        .map(from -> from.matches(address, Optional.empty()))
                        .orElse(true)
                && !options.isExpired(Instant.now(), ZoneId.systemDefault());
    }

    private AuthorizedKeys current() {
        var known = snapshot.get();
        String stamp = stamp();
        if (known.stamp().equals(stamp)) {
            return known.keys();
        }
        var fresh = new Snapshot(stamp, read()); // two threads may both read it, which costs only time
        snapshot.set(fresh);
        return fresh.keys();
    }

    private String stamp() {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey() + " "
                    + isWritableByOthers();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private AuthorizedKeys read() {
        try {
            if (isWritableByOthers()) {
                LOG.warn("{} lets nobody in: others than its owner may write it", file);
                return NONE;
            }
            var keys = AuthorizedKeys.read(file);
            keys.warnings().forEach(warning -> LOG.warn("{}", warning));
            return keys;
        } catch (NoSuchFileException e) {
            LOG.debug("{} is not there, and lets nobody in", file);
        } catch (IOException e) {
            LOG.warn("{} can't be read, and lets nobody in", file, e);
        }
        return NONE;
    }

    private boolean isWritableByOthers() throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false; // there it can't be told
        }
        var permissions = Files.readAttributes(file, PosixFileAttributes.class).permissions();
        return permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
