package io.javamiko.keys.lists;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.crypto.JCA;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.files.KeyFiles;
import io.javamiko.keys.files.OwnerOnlyFile;
import io.javamiko.keys.lists.KnownHosts.Entry;
import io.javamiko.keys.lists.KnownHosts.Marker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.ConcurrentModificationException;
import java.util.List;

/**
 * Changes {@code known_hosts} files. Every byte that nobody asked to change stays: comments, markers, unknown types, lines
 * that can't be read. Stateless; safe beside other programs that append, as {@code ssh} does.
 */
public final class KnownHostsFile {
    /** How a new line names its host. */
    public enum Form {
        /** In the clear. */
        PLAIN,
        /** Hashed, so that who reads the file does not learn where its owner goes. */
        HASHED
    }

    private static final int TRIES = 10; // a file that changes more often while it is rewritten is left alone

    private KnownHostsFile() {}

    /**
     * Adds a host's key at the end, by one write that cannot fall between another program's. If there is no file, it is
     * created for its owner only, with its directory.
     *
     * @throws IllegalArgumentException if {@code host} is no plain name or address; nothing is written
     * @throws IOException if it fails; the file is as it was, unless the disk itself gave up
     */
    public static void append(Path file, String host, int port, SSHPublicKey key, Form form) throws IOException {
        String line = line(host, port, key, form) + "\n";
        try {
            createDirectory(file.toAbsolutePath().getParent());
            OwnerOnlyFile.create(file);
        } catch (FileAlreadyExistsException e) {
            // as usual
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            long before = channel.size();
            byte[] bytes = ((endsInMidLine(file, before) ? "\n" : "") + line).getBytes(UTF_8);
            try {
                for (var buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining(); ) {
                    channel.write(buffer);
                }
                channel.force(true);
            } catch (IOException e) {
                if (channel.size() < before + bytes.length) {
                    channel.truncate(before); // half a line could be read as another key
                }
                throw e;
            }
        }
    }

    /**
     * The line for a host's key, without a line end.
     *
     * @throws IllegalArgumentException if {@code host} is no plain name or address
     */
    public static String line(String host, int port, SSHPublicKey key, Form form) {
        String name = HostPattern.nameToWrite(host, port);
        String hosts = form == Form.PLAIN
                ? name
                : HashedName.of(name, JCA.secureRandom()).toString();
        return hosts + " " + key.type() + " " + Base64.getEncoder().encodeToString(key.blob());
    }

    private static void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, OwnerOnlyFile.directoryAttributes(directory));
        }
    }

    private static boolean endsInMidLine(Path file, long size) throws IOException {
        if (size == 0) {
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var last = ByteBuffer.allocate(1);
            return channel.read(last, size - 1) == 1 && last.get(0) != '\n';
        }
    }

    /**
     * Takes out every line that names a host's port, patterns included, as {@code ssh-keygen -R} does; authorities and
     * revocations stay. What was in the file before is kept beside it as {@code .old}.
     *
     * @return what was taken out; if nothing, the file is not touched
     */
    public static List<Entry> remove(Path file, String host, int port) throws IOException {
        String name = HostPattern.name(host, port);
        return rewrite(
                file,
                (line, entry) -> entry.marker() == Marker.NONE && entry.hosts().matches(name) ? "" : null);
    }

    /**
     * Hashes every plain name, as {@code ssh-keygen -H} does: patterns, authorities and revocations stay as they are. What
     * was in the file before is kept beside it as {@code .old}: delete that.
     *
     * @return the lines that were hashed; if none, the file is not touched
     */
    public static List<Entry> hash(Path file) throws IOException {
        var random = JCA.secureRandom();
        return rewrite(file, (line, entry) -> {
            if (entry.marker() != Marker.NONE || !(entry.hosts() instanceof PatternList names) || !names.isPlain()) {
                return null;
            }
            var lines = new StringBuilder();
            for (String name : names.patterns()) {
                lines.append(HashedName.of(name, random))
                        .append(' ')
                        .append(KnownHosts.behind(line))
                        .append('\n');
            }
            return lines.toString();
        });
    }

    /** What becomes of a line that can be read: the text that takes its place, or {@code null} if it stays. */
    private interface Change {
        String of(String line, Entry entry);
    }

    private static List<Entry> rewrite(Path file, Change change) throws IOException {
        Path real = file.toRealPath(); // many keep the file elsewhere, and a link to it here
        for (int i = 0; i < TRIES; i++) {
            byte[] before = KeyFiles.read(real);
            var changed = new ArrayList<Entry>();
            byte[] after = changed(before, file.toString(), change, changed);
            if (changed.isEmpty()) {
                return changed;
            }
            OwnerOnlyFile.write(real.resolveSibling(real.getFileName() + ".old"), before);
            if (Arrays.equals(KeyFiles.read(real), before)) { // nobody has appended meanwhile
                OwnerOnlyFile.write(real, after);
                return changed;
            }
        }
        throw new ConcurrentModificationException(file + " changes all the time");
    }

    private static byte[] changed(byte[] file, String source, Change change, List<Entry> changed) {
        var out = new ByteArrayOutputStream(file.length);
        for (var line : TextLine.split(file)) {
            String text = null;
            try {
                if (!line.isBlank()) {
                    var entry = KnownHosts.parse(line, source);
                    text = change.of(line.text(), entry);
                    if (text != null) {
                        changed.add(entry);
                    }
                }
            } catch (MalformedLineException e) {
                text = null; // it stays
            }
            out.writeBytes(text == null ? line.bytes() : text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }
}
