package io.javamiko.sftp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import io.javamiko.sftp.MemorySession;
import io.javamiko.sftp.SFTPAttributes;
import io.javamiko.sftp.SFTPClient;
import io.javamiko.sftp.SFTPException;
import io.javamiko.sftp.SFTPOpenFlag;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A directory is exchanged for a link to outside, again and again, while requests go through it: in 100,000 tries none may
 * reach outside. In {@code d} each name is as outside, but with another content.
 */
class RootedRacesTest {
    private static final String SECRET = "secret";

    @TempDir
    Path base;

    private Path root;
    private Path outside;

    private interface Step {
        void take(SFTPClient sftp) throws Exception;
    }

    /** What SecureDirectoryStream can: safe from everybody. */
    private static final List<Step> IN_AN_OPEN_DIRECTORY = List.of(
            s -> assertThat(read(s, "d/file")).isNotEqualTo(SECRET),
            s -> assertThat(s.stat("d/file").size()).hasValue(4),
            s -> assertThat(s.lstat("d/sub/file").size()).hasValue(4),
            s -> assertThat(s.list("d").stream().map(e -> e.name())).doesNotContain("only-outside"),
            s -> assertThat(s.list("d/sub").stream().map(e -> e.name())).doesNotContain("only-outside"),
            s -> s.open("d/only-outside", SFTPOpenFlag.READ).close(),
            s -> s.open("d/file", SFTPOpenFlag.WRITE, SFTPOpenFlag.CREATE).close(),
            s -> s.put(new ByteArrayInputStream(new byte[1]), "d/made"),
            s -> s.setAttributes("d/file", SFTPAttributes.of(a -> a.permissions(0600))),
            s -> s.remove("d/made"),
            s -> s.remove("d/only-outside"),
            s -> s.rmdir("d/empty"),
            s -> s.rename("d/only-outside", "stolen"),
            s -> s.posixRename("mine", "d/file2"),
            s -> s.posixRename("d/file2", "mine"),
            s -> s.realPath("d/sub"));

    /** What Java does by path only: safe from clients. */
    private static final List<Step> BY_PATH = List.of(
            s -> s.mkdir("d/new"),
            s -> s.rmdir("d/new"),
            s -> s.symlink("file", "d/link"),
            s -> assertThat(s.readlink("d/link")).isNotEqualTo("outside"),
            s -> s.remove("d/link"),
            s -> s.hardlink("d/file", "hard"),
            s -> s.remove("hard"),
            s -> s.hardlink("mine", "d/hard"),
            s -> s.remove("d/hard"),
            s -> s.setAttributes("d/unreadable", SFTPAttributes.of(a -> a.permissions(0))),
            s -> s.statistics("d"));

    @BeforeEach
    void makeOnDisk() throws Exception {
        make(base.toRealPath());
        try (var stream = Files.newDirectoryStream(root)) {
            assumeTrue(stream instanceof SecureDirectoryStream, "no SecureDirectoryStream here");
        }
    }

    private void make(Path base) throws Exception {
        root = Files.createDirectory(base.resolve("root"));
        outside = Files.createDirectory(base.resolve("outside"));
        for (var directory : List.of(Files.createDirectory(root.resolve("d")), outside)) {
            Files.createDirectories(directory.resolve("sub"));
            Files.createDirectories(directory.resolve("empty"));
            String content = directory == outside ? SECRET : "mine";
            for (String name : List.of("file", "file2", "sub/file", "unreadable")) {
                Files.writeString(directory.resolve(name), content);
            }
        }
        Files.writeString(outside.resolve("only-outside"), SECRET);
        Files.writeString(outside.resolve("sub/only-outside"), SECRET);
        Files.createSymbolicLink(outside.resolve("link"), root.getFileSystem().getPath("outside"));
        Files.writeString(root.resolve("mine"), "mine");
        Files.createSymbolicLink(root.resolve("evil"), root.getFileSystem().getPath("../outside"));
    }

    @Test
    void noClientReachesOutsideByRenaming() throws Exception {
        clientsRenameWhileOthersAsk(3_000);
    }

    @Test
    @Tag("full")
    void noClientReachesOutsideByRenamingHoweverOften() throws Exception {
        clientsRenameWhileOthersAsk(100_000);
    }

    @Test
    void noClientReachesOutsideWhereThereAreOnlyPaths() throws Exception {
        var paths = Configuration.unix().toBuilder()
                .setAttributeViews("basic", "owner", "posix", "unix")
                .setSupportedFeatures(Feature.LINKS, Feature.SYMBOLIC_LINKS, Feature.FILE_CHANNEL)
                .build();
        try (var memory = Jimfs.newFileSystem(paths)) {
            make(Files.createDirectory(memory.getPath("/base")));
            clientsRenameWhileOthersAsk(20_000);
        }
    }

    private void clientsRenameWhileOthersAsk(int tries) throws Exception {
        var files = RootedFiles.of(root);
        try (var flipping = MemorySession.of(files)) {
            var steps = new ArrayList<>(IN_AN_OPEN_DIRECTORY);
            steps.addAll(BY_PATH);
            race(files, steps, tries, () -> {
                var sftp = flipping.client();
                sftp.rename("d", "real");
                sftp.rename("evil", "d");
                sftp.rename("d", "evil");
                sftp.rename("real", "d");
            });
        }
    }

    @Test
    void nobodyOfThisMachineLeadsAnOpenDirectoryOutside() throws Exception {
        localRenamesWhileClientsAsk(3_000);
    }

    @Test
    @Tag("full")
    void nobodyOfThisMachineLeadsAnOpenDirectoryOutsideHoweverOften() throws Exception {
        localRenamesWhileClientsAsk(100_000);
    }

    private void localRenamesWhileClientsAsk(int tries) throws Exception {
        race(RootedFiles.of(root), IN_AN_OPEN_DIRECTORY, tries, () -> {
            Files.move(root.resolve("d"), root.resolve("real"), ATOMIC_MOVE);
            Files.move(root.resolve("evil"), root.resolve("d"), ATOMIC_MOVE);
            Files.move(root.resolve("d"), root.resolve("evil"), ATOMIC_MOVE);
            Files.move(root.resolve("real"), root.resolve("d"), ATOMIC_MOVE);
        });
    }

    private interface Flip {
        void once() throws Exception;
    }

    private void race(RootedFiles files, List<Step> steps, int tries, Flip flip) throws Exception {
        var before = RootedFilesTest.snapshot(outside);
        var done = new AtomicInteger();
        var failure = new ArrayList<Throwable>();
        try (var session = MemorySession.of(files)) {
            var asking = new Thread(() -> {
                try {
                    ask(session.client(), steps, tries, done);
                } catch (Throwable e) {
                    failure.add(e);
                    done.set(tries);
                }
            });
            asking.start();
            while (done.get() < tries) {
                flip.once();
            }
            asking.join();
        }
        assertThat(failure).isEmpty();
        assertThat(RootedFilesTest.snapshot(outside)).isEqualTo(before);
        assertThat(root.resolve("stolen")).doesNotExist();
    }

    private static void ask(SFTPClient sftp, List<Step> steps, int tries, AtomicInteger done) throws Exception {
        int refused = 0;
        for (int i = 0; i < tries; i++) {
            try {
                steps.get(i % steps.size()).take(sftp);
            } catch (SFTPException e) {
                refused++; // the link was there, or the name was not
            }
            done.incrementAndGet();
        }
        assertThat(refused).isBetween(1, tries - 1); // else nothing has raced
    }

    private static String read(SFTPClient sftp, String path) throws IOException {
        var out = new ByteArrayOutputStream();
        sftp.get(path, out);
        return out.toString(UTF_8);
    }
}
