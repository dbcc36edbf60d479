package io.javamiko.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation, against whatever server: what the client says was done is looked for on the disk. */
abstract class Operations {
    @TempDir
    Path there;

    @TempDir
    Path here;

    SFTPClient sftp;

    /** A session whose relative paths begin in {@code there}. */
    abstract SFTPClient open(Path there) throws Exception;

    /** How the server calls {@code there}. */
    abstract String root();

    @BeforeEach
    void start() throws Exception {
        there = there.toRealPath();
        sftp = open(there);
    }

    @AfterEach
    void stop() {
        sftp.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 32_767, 32_768, 32_769, 261_120, 261_121, 522_240, 3_000_001})
    void aFileGoesUpAndComesDown(int size) throws Exception {
        byte[] content = random(size);
        Files.write(here.resolve("a"), content);
        sftp.put(here.resolve("a"), "b");
        assertThat(there.resolve("b")).hasBinaryContent(content);
        sftp.get("b", here.resolve("c"));
        assertThat(here.resolve("c")).hasBinaryContent(content);
        var out = new ByteArrayOutputStream();
        sftp.get("b", out);
        assertThat(out.toByteArray()).isEqualTo(content);
        sftp.put(new ByteArrayInputStream(content), "d");
        assertThat(there.resolve("d")).hasBinaryContent(content);
        try (var in = sftp.read("b")) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        try (var stream = sftp.write("e")) {
            for (int at = 0; at < size; at += 10_000) {
                stream.write(content, at, Math.min(10_000, size - at));
            }
        }
        assertThat(there.resolve("e")).hasBinaryContent(content);
    }

    @Test
    void aShorterFileReplacesALongerOne() throws Exception {
        Files.write(there.resolve("a"), random(100_000));
        Files.write(here.resolve("a"), random(50_000));
        sftp.put(here.resolve("a"), "a");
        assertThat(there.resolve("a")).hasSize(50_000);
        Files.write(here.resolve("a"), random(100_000));
        sftp.get("a", here.resolve("a"));
        assertThat(here.resolve("a")).hasSize(50_000);
    }

    @Test
    void nothingLocalIsTouchedForAFileThatIsNotThere() throws Exception {
        Files.writeString(here.resolve("mine"), "precious");
        assertThatThrownBy(() -> sftp.get("nothing", here.resolve("mine")))
                .satisfies(is(SFTPStatus.NO_SUCH_FILE, "nothing"));
        assertThat(here.resolve("mine")).hasContent("precious");
        assertThatThrownBy(() -> sftp.put(here.resolve("no"), "no")).isInstanceOf(NoSuchFileException.class);
        assertThat(there.resolve("no")).doesNotExist();
    }

    @Test
    void progressIsToldUpToTheEnd() throws Exception {
        Files.write(here.resolve("a"), random(1_000_000));
        var told = new ArrayList<Long>();
        sftp.put(here.resolve("a"), "a", (path, done, total) -> {
            assertThat(path).isEqualTo("a");
            assertThat(total).isEqualTo(1_000_000);
            told.add(done);
        });
        assertThat(told).isSorted().endsWith(1_000_000L);
        told.clear();
        sftp.get("a", here.resolve("b"), (path, done, total) -> told.add(done));
        assertThat(told).isSorted().endsWith(1_000_000L).hasSizeGreaterThan(2);
    }

    @Test
    void permissionsAndTimesGoWithTheContentIfAsked() throws Exception {
        var time = Instant.parse("2001-02-03T04:05:06Z");
        Files.writeString(here.resolve("a"), "x");
        Files.setLastModifiedTime(here.resolve("a"), FileTime.from(time));
        Files.setPosixFilePermissions(here.resolve("a"), PosixFilePermissions.fromString("r-x--x---"));
        sftp.put(here.resolve("a"), "a", TransferOptions.Builder::preserve);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there.resolve("a"))))
                .isEqualTo("r-x--x---");
        assertThat(Files.getLastModifiedTime(there.resolve("a")).toInstant()).isEqualTo(time);
        sftp.get("a", here.resolve("b"), TransferOptions.Builder::preserve);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(here.resolve("b"))))
                .isEqualTo("r-x--x---");
        assertThat(Files.getLastModifiedTime(here.resolve("b")).toInstant()).isEqualTo(time);
    }

    @Test
    void anAtomicTransferLeavesOneFile() throws Exception {
        byte[] content = random(100_000);
        Files.write(here.resolve("a"), content);
        Files.writeString(there.resolve("a"), "old");
        sftp.put(here.resolve("a"), "a", TransferOptions.Builder::atomically);
        assertThat(there.resolve("a")).hasBinaryContent(content);
        assertThat(there).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
        Files.writeString(here.resolve("b"), "old");
        sftp.get("a", here.resolve("b"), TransferOptions.Builder::atomically);
        assertThat(here.resolve("b")).hasBinaryContent(content);
        assertThat(here).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
    }

    @Test
    void aTransferIsResumed() throws Exception {
        byte[] content = random(700_000);
        Files.write(here.resolve("a"), content);
        Files.write(there.resolve("a"), Arrays.copyOf(content, 300_000));
        sftp.put(here.resolve("a"), "a", TransferOptions.Builder::resume);
        assertThat(there.resolve("a")).hasBinaryContent(content);
        sftp.put(here.resolve("a"), "a", TransferOptions.Builder::resume); // nothing is left to do
        Files.write(here.resolve("b"), Arrays.copyOf(content, 400_001));
        sftp.get("a", here.resolve("b"), TransferOptions.Builder::resume);
        assertThat(here.resolve("b")).hasBinaryContent(content);
        sftp.get("a", here.resolve("b"), TransferOptions.Builder::resume);
        assertThat(here.resolve("b")).hasBinaryContent(content);
        Files.write(here.resolve("long"), random(700_001));
        assertThatThrownBy(() -> sftp.get("a", here.resolve("long"), TransferOptions.Builder::resume))
                .hasMessageContaining("resume");
        assertThat(here.resolve("long")).hasSize(700_001);
    }

    @Test
    void aStreamSkips() throws Exception {
        byte[] content = random(2_000_000);
        Files.write(there.resolve("a"), content);
        try (var in = sftp.read("a")) {
            assertThat(in.read()).isEqualTo(content[0] & 0xff);
            in.skipNBytes(9);
            assertThat(in.read()).isEqualTo(content[10] & 0xff);
            in.skipNBytes(1_500_000 - 11);
            assertThat(in.readNBytes(100_000)).isEqualTo(Arrays.copyOfRange(content, 1_500_000, 1_600_000));
            in.skipNBytes(400_000);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aFileIsReadAndWrittenAnywhere() throws Exception {
        byte[] content = random(600_000);
        try (var file = sftp.open("a", SFTPOpenFlag.READ, SFTPOpenFlag.WRITE, SFTPOpenFlag.CREATE)) {
            file.write(1_000, content, 0, content.length);
            assertThat(file.size()).isEqualTo(601_000);
            byte[] back = new byte[500_000];
            assertThat(file.read(2_000, back, 0, back.length)).isEqualTo(back.length);
            assertThat(back).isEqualTo(Arrays.copyOfRange(content, 1_000, 501_000));
            assertThat(file.read(600_999, back, 0, 10)).isEqualTo(1);
            assertThat(file.read(601_000, back, 0, 10)).isEqualTo(-1);
            assertThat(file.read(Long.MAX_VALUE, back, 0, 10)).isEqualTo(-1);
            assertThat(file.read(0, back, 5, 10)).isEqualTo(10);
            assertThat(Arrays.copyOfRange(back, 5, 15)).containsOnly(0);
            file.setSize(1_500);
            assertThat(file.attributes().size()).hasValue(1_500);
            file.setSize(2_000);
            file.sync();
            assertThat(file.statistics().availableBytes()).isPositive();
            file.setAttributes(SFTPAttributes.of(a -> a.permissions(0600)));
            try (var in = file.inputStream(1_000)) {
                assertThat(in.readNBytes(500)).isEqualTo(Arrays.copyOf(content, 500));
            }
            try (var out = file.outputStream(1_990)) {
                out.write(random(20));
            }
        }
        assertThat(there.resolve("a")).hasSize(2_010);
        assertThat(Files.getPosixFilePermissions(there.resolve("a"))).hasSize(2);
    }

    @Test
    void aClosedFileIsClosed() throws Exception {
        Files.writeString(there.resolve("a"), "x");
        var file = sftp.open("a");
        file.close();
        file.close();
        assertThatThrownBy(file::attributes).hasMessageContaining("closed");
        try (var other = sftp.open("a")) {
            assertThat(other.size()).isEqualTo(1);
        }
    }

    @Test
    void flagsAreObeyed() throws Exception {
        Files.writeString(there.resolve("a"), "abc");
        assertThatThrownBy(() -> sftp.open("a", SFTPOpenFlag.WRITE, SFTPOpenFlag.CREATE, SFTPOpenFlag.EXCLUSIVE))
                .satisfies(is(SFTPStatus.FAILURE, "a"));
        try (var first = sftp.open("a", SFTPOpenFlag.WRITE, SFTPOpenFlag.APPEND);
                var second = sftp.open("a", SFTPOpenFlag.WRITE, SFTPOpenFlag.APPEND)) {
            first.write(0, new byte[] {'X'}, 0, 1);
            second.write(0, new byte[] {'Z'}, 0, 1);
            first.write(100, new byte[] {'Y'}, 0, 1);
        }
        assertThat(there.resolve("a")).hasContent("abcXZY");
        try (var file = sftp.open("a", SFTPOpenFlag.WRITE, SFTPOpenFlag.CREATE)) {
            file.write(0, new byte[] {'1'}, 0, 1);
            assertThatThrownBy(() -> file.read(0, new byte[1], 0, 1)).isInstanceOf(SFTPException.class);
        }
        assertThat(there.resolve("a")).hasContent("1bcXZY");
        try (var file = sftp.open("a", SFTPOpenFlag.READ)) {
            assertThatThrownBy(() -> file.write(0, new byte[1], 0, 1)).isInstanceOf(SFTPException.class);
        }
        sftp.open("a", SFTPOpenFlag.WRITE, SFTPOpenFlag.CREATE, SFTPOpenFlag.TRUNCATE)
                .close();
        assertThat(there.resolve("a")).isEmptyFile();
        assertThatThrownBy(() -> sftp.open("b", SFTPOpenFlag.WRITE)).satisfies(is(SFTPStatus.NO_SUCH_FILE, "b"));
        sftp.open("b", SFTPAttributes.of(a -> a.permissions(0600)), SFTPOpenFlag.WRITE, SFTPOpenFlag.CREATE)
                .close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there.resolve("b"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aDirectoryIsNoFileAndAFileNoDirectory() throws Exception {
        Files.createDirectory(there.resolve("d"));
        Files.writeString(there.resolve("f"), "x");
        assertThatThrownBy(() -> sftp.open("d", SFTPOpenFlag.WRITE)).isInstanceOf(SFTPException.class);
        assertThatThrownBy(() -> sftp.get("d", here.resolve("d"))).isInstanceOf(SFTPException.class);
        assertThatThrownBy(() -> sftp.list("f")).isInstanceOf(SFTPException.class);
        assertThatThrownBy(() -> sftp.list("none")).satisfies(is(SFTPStatus.NO_SUCH_FILE, "none"));
        assertThatThrownBy(() -> sftp.entries("none")).satisfies(is(SFTPStatus.NO_SUCH_FILE, "none"));
        assertThatThrownBy(() -> sftp.remove("d")).isInstanceOf(SFTPException.class);
        assertThatThrownBy(() -> sftp.rmdir("f")).isInstanceOf(SFTPException.class);
        assertThatThrownBy(() -> sftp.stat("f/x")).satisfies(is(SFTPStatus.NO_SUCH_FILE, "f/x"));
        assertThat(there.resolve("d")).isDirectory();
        assertThat(there.resolve("f")).hasContent("x");
    }

    @Test
    void attributesAreToldAndSet() throws Exception {
        var time = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1_000_000);
        Files.write(there.resolve("a"), new byte[10]);
        Files.createSymbolicLink(there.resolve("l"), Path.of("a"));
        Files.createDirectory(there.resolve("d"));
        sftp.setAttributes(
                "l", SFTPAttributes.of(a -> a.size(20).permissions(0640).times(time, time.plusSeconds(1))));
        var set = sftp.stat("a");
        assertThat(set.size()).hasValue(20);
        assertThat(set.permissions()).hasValue(0640);
        assertThat(set.isRegularFile()).isTrue();
        assertThat(set.accessed()).contains(time);
        assertThat(set.modified()).contains(time.plusSeconds(1));
        assertThat(set.uid()).hasValue((int) Files.getAttribute(there.resolve("a"), "unix:uid"));
        assertThat(set.gid()).hasValue((int) Files.getAttribute(there.resolve("a"), "unix:gid"));
        assertThat(sftp.stat("l")).isEqualTo(set);
        assertThat(sftp.lstat("l").isSymbolicLink()).isTrue();
        assertThat(sftp.stat("d").isDirectory()).isTrue();
        sftp.setAttributes("a", SFTPAttributes.of(a -> a.size(4)));
        sftp.setAttributes("a", SFTPAttributes.none());
        assertThat(there.resolve("a")).hasSize(4);
        sftp.setAttributes("a", SFTPAttributes.of(a -> a.permissions(0)));
        sftp.setAttributes("a", SFTPAttributes.of(a -> a.permissions(0644)));
        sftp.setAttributes(
                "a",
                SFTPAttributes.of(a -> a.owner(set.uid().getAsLong(), set.gid().getAsLong())));
        assertThatThrownBy(() -> sftp.setAttributes("none", set)).satisfies(is(SFTPStatus.NO_SUCH_FILE, "none"));
    }

    @Test
    void aLinksOwnTimesAreSet() throws Exception {
        Files.writeString(there.resolve("a"), "x");
        Files.createSymbolicLink(there.resolve("l"), Path.of("a"));
        var before = Files.getLastModifiedTime(there.resolve("a"));
        var time = Instant.parse("2001-02-03T04:05:06Z");
        sftp.setLinkAttributes("l", SFTPAttributes.of(a -> a.modified(time)));
        assertThat(Files.getLastModifiedTime(there.resolve("l"), LinkOption.NOFOLLOW_LINKS)
                        .toInstant())
                .isEqualTo(time);
        assertThat(Files.getLastModifiedTime(there.resolve("a"))).isEqualTo(before);
    }

    @Test
    void directoriesAreMadeAndRemoved() throws Exception {
        sftp.mkdir("d");
        sftp.mkdir("d/e", SFTPAttributes.of(a -> a.permissions(0700)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there.resolve("d/e"))))
                .isEqualTo("rwx------");
        assertThatThrownBy(() -> sftp.mkdir("d")).satisfies(is(SFTPStatus.FAILURE, "d"));
        assertThatThrownBy(() -> sftp.mkdir("x/y")).satisfies(is(SFTPStatus.NO_SUCH_FILE, "x/y"));
        assertThatThrownBy(() -> sftp.rmdir("d")).satisfies(is(SFTPStatus.FAILURE, "d"));
        sftp.rmdir("d/e");
        sftp.rmdir("d");
        assertThat(there).isEmptyDirectory();
    }

    @Test
    void namesAreGivenAndTaken() throws Exception {
        Files.writeString(there.resolve("a"), "a");
        Files.writeString(there.resolve("b"), "b");
        Files.createDirectory(there.resolve("d"));
        assertThatThrownBy(() -> sftp.rename("a", "b")).satisfies(is(SFTPStatus.FAILURE, "a"));
        assertThat(there.resolve("b")).hasContent("b");
        assertThatThrownBy(() -> sftp.rename("none", "c")).satisfies(is(SFTPStatus.NO_SUCH_FILE, "none"));
        sftp.rename("a", "c");
        assertThat(there.resolve("c")).hasContent("a");
        sftp.posixRename("c", "b");
        assertThat(there.resolve("b")).hasContent("a");
        assertThat(there.resolve("c")).doesNotExist();
        sftp.rename("b", "d/b");
        sftp.rename("d", "e");
        assertThat(there.resolve("e/b")).hasContent("a");
        sftp.hardlink("e/b", "h");
        assertThat(Files.isSameFile(there.resolve("h"), there.resolve("e/b"))).isTrue();
        assertThatThrownBy(() -> sftp.hardlink("e/b", "h")).satisfies(is(SFTPStatus.FAILURE, "h"));
        sftp.remove("h");
        assertThat(there.resolve("h")).doesNotExist();
        assertThat(there.resolve("e/b")).exists();
        assertThatThrownBy(() -> sftp.remove("h")).satisfies(is(SFTPStatus.NO_SUCH_FILE, "h"));
    }

    @Test
    void linksAreMadeReadAndRemoved() throws Exception {
        Files.writeString(there.resolve("a"), "a");
        sftp.symlink("a", "l");
        assertThat(Files.readSymbolicLink(there.resolve("l"))).isEqualTo(Path.of("a"));
        assertThat(sftp.readlink("l")).isEqualTo("a");
        assertThatThrownBy(() -> sftp.symlink("a", "l")).satisfies(is(SFTPStatus.FAILURE, "l"));
        assertThatThrownBy(() -> sftp.readlink("a")).isInstanceOf(SFTPException.class);
        sftp.symlink(root() + "/a", "m");
        assertThat(sftp.readlink("m")).isEqualTo(root() + "/a");
        assertThat(there.resolve("m")).hasContent("a");
        sftp.symlink("nowhere", "dangling");
        assertThat(sftp.lstat("dangling").isSymbolicLink()).isTrue();
        assertThatThrownBy(() -> sftp.stat("dangling")).satisfies(is(SFTPStatus.NO_SUCH_FILE, "dangling"));
        assertThatThrownBy(() -> sftp.open("dangling", SFTPOpenFlag.WRITE, SFTPOpenFlag.CREATE, SFTPOpenFlag.EXCLUSIVE))
                .satisfies(is(SFTPStatus.FAILURE, "dangling"));
        assertThatThrownBy(() -> sftp.rename("a", "dangling")).isInstanceOf(SFTPException.class);
        sftp.symlink("loop", "loop");
        assertThatThrownBy(() -> sftp.stat("loop")).isInstanceOf(SFTPException.class);
        sftp.remove("l");
        assertThat(there.resolve("a")).exists();
    }

    @Test
    void pathsAreMadeReal() throws Exception {
        Files.createDirectory(there.resolve("d"));
        assertThat(sftp.realPath(".")).isEqualTo(root().isEmpty() ? "/" : root());
        assertThat(sftp.realPath("d")).isEqualTo(root() + "/d");
        assertThat(sftp.realPath("d/../d/new")).isEqualTo(root() + "/d/new");
        assertThat(sftp.realPath("/..")).isEqualTo("/");
        Files.createSymbolicLink(there.resolve("l"), Path.of("d"));
        assertThat(sftp.realPath("l")).isEqualTo(root() + "/d");
        assertThat(sftp.expandPath("d")).isEqualTo(root() + "/d");
        assertThat(sftp.expandPath("~")).startsWith("/");
        assertThatThrownBy(() -> sftp.realPath("none/x/y")).satisfies(is(SFTPStatus.NO_SUCH_FILE, "none/x/y"));
    }

    @Test
    void theFileSystemIsTold() throws Exception {
        var told = sftp.statistics(".");
        var store = Files.getFileStore(there);
        assertThat(told.totalBytes()).isEqualTo(store.getTotalSpace());
        assertThat(told.availableBytes()).isCloseTo(store.getUsableSpace(), within(10L << 30));
        assertThat(told.fragmentSize()).isPositive();
        assertThat(told.maxName()).isEqualTo(255);
    }

    @Test
    void aFileIsCopiedThere() throws Exception {
        byte[] content = random(1_000_000);
        Files.write(there.resolve("a"), content);
        try (var from = sftp.open("a");
                var to = sftp.open("b", SFTPOpenFlag.READ, SFTPOpenFlag.WRITE, SFTPOpenFlag.CREATE)) {
            from.copyTo(to, 0, 0, 0);
            from.copyTo(to, 10, 100, 2_000_000);
            assertThatThrownBy(() -> to.copyTo(to, 0, 10, 100)).isInstanceOf(SFTPException.class);
        }
        byte[] copied = Files.readAllBytes(there.resolve("b"));
        assertThat(copied).hasSize(2_000_100);
        assertThat(Arrays.copyOf(copied, 1_000_000)).isEqualTo(content);
        assertThat(Arrays.copyOfRange(copied, 2_000_000, 2_000_100)).isEqualTo(Arrays.copyOfRange(content, 10, 110));
    }

    @Test
    void aLargeDirectoryIsListed() throws Exception {
        var names = IntStream.range(0, 3_000).mapToObj(i -> "file-" + i).toList();
        for (String name : names) {
            Files.createFile(there.resolve(name));
        }
        var listed = sftp.list(".");
        assertThat(listed.stream().map(SFTPEntry::name)).containsExactlyInAnyOrderElementsOf(names);
        assertThat(listed).allSatisfy(entry -> {
            assertThat(entry.attributes().isRegularFile()).isTrue();
            assertThat(entry.longName()).startsWith("-rw").endsWith(entry.name());
        });
        try (var entries = sftp.entries(".")) {
            assertThat(entries.filter(entry -> entry.name().endsWith("9")).count())
                    .isEqualTo(300);
        }
        try (var entries = sftp.entries(".")) {
            assertThat(entries.limit(5).count()).isEqualTo(5);
        }
        assertThat(sftp.stat("file-1").size()).hasValue(0);
    }

    @Test
    void aNameThatIsNotUTF8IsLikeAnyOther() throws Exception {
        sftp.mkdir("d");
        String odd = "a\udcff\udcfe\u00fc";
        sftp.put(new ByteArrayInputStream(new byte[5]), "d/" + odd);
        sftp.put(new ByteArrayInputStream(new byte[6]), "d/\n\u001b[31m");
        var listed = sftp.list("d");
        assertThat(listed.stream().map(SFTPEntry::name)).containsExactlyInAnyOrder(odd, "\n\u001b[31m");
        assertThat(sftp.stat("d/" + odd).size()).hasValue(5);
        assertThat(listed.stream()
                        .filter(e -> e.name().equals(odd))
                        .findAny()
                        .orElseThrow()
                        .nameBytes())
                .containsExactly('a', 0xff, 0xfe, 0xc3, 0xbc);
        sftp.symlink(odd, "d/l");
        assertThat(sftp.readlink("d/l")).isEqualTo(odd);
        var report = sftp.getTree("d", here.resolve("d"), o -> {});
        assertThat(report.files()).isEqualTo(2);
        assertThat(report.skipped())
                .singleElement()
                .satisfies(s -> assertThat(s.path()).isEqualTo("d/l"));
        sftp.putTree(here.resolve("d"), "e", o -> {});
        assertThat(sftp.list("e").stream().map(SFTPEntry::name)).containsExactlyInAnyOrder(odd, "\n\u001b[31m");
        sftp.rename("d/" + odd, "d/plain");
        sftp.remove("d/plain");
    }

    @Test
    void aTreeGoesUpAndComesDown() throws Exception {
        var random = new Random(7);
        for (int d = 0; d < 20; d++) {
            var directory = Files.createDirectories(here.resolve("tree/d" + d % 5 + "/e" + d));
            for (int f = 0; f < 20; f++) {
                Files.write(directory.resolve("f" + f), random(random.nextInt(f == 0 ? 600_000 : 5_000)));
            }
        }
        Files.createDirectories(here.resolve("tree/empty"));
        Files.createSymbolicLink(here.resolve("tree/link"), Path.of("d0"));
        var up = sftp.putTree(here.resolve("tree"), "tree", TransferOptions.Builder::preserve);
        assertThat(up.files()).isEqualTo(400);
        assertThat(up.directories()).isEqualTo(27);
        assertThat(up.skipped())
                .singleElement()
                .satisfies(s -> assertThat(s.path()).isEqualTo("tree/link"));
        var down = sftp.getTree("tree", here.resolve("back"), TransferOptions.Builder::preserve);
        assertThat(down.files()).isEqualTo(400);
        assertThat(down.directories()).isEqualTo(27);
        assertThat(down.bytes()).isEqualTo(up.bytes());
        assertSameTree(here.resolve("tree"), there.resolve("tree"));
        assertSameTree(here.resolve("tree"), here.resolve("back"));
        assertThat(sftp.putTree(here.resolve("tree"), "tree", o -> {}).files()).isEqualTo(400); // onto what is there
    }

    @Test
    void aFileThatFailsEndsItsTreeOrIsReported() throws Exception {
        Files.createDirectories(here.resolve("tree"));
        for (int f = 0; f < 10; f++) {
            Files.write(here.resolve("tree/f" + f), random(10));
        }
        Files.createDirectories(there.resolve("tree/f3"));
        assertThatThrownBy(() -> sftp.putTree(here.resolve("tree"), "tree", o -> {}))
                .isInstanceOf(SFTPException.class);
        var report = sftp.putTree(here.resolve("tree"), "tree", TransferOptions.Builder::keepGoing);
        assertThat(report.files()).isEqualTo(9);
        assertThat(report.failures())
                .singleElement()
                .satisfies(f -> assertThat(f.path()).isEqualTo("tree/f3"));
    }

    @Test
    void manyThreadsShareASession() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        try {
            var tasks = new ArrayList<Callable<Void>>();
            for (int t = 0; t < 8; t++) {
                int number = t;
                tasks.add(() -> {
                    busy(number);
                    return null;
                });
            }
            for (var done : pool.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void busy(int number) throws Exception {
        byte[] content = random(500_000 + number);
        String name = "f" + number;
        for (int round = 0; round < 5; round++) {
            sftp.put(new ByteArrayInputStream(content), name);
            var out = new ByteArrayOutputStream();
            sftp.get(name, out);
            assertThat(out.toByteArray()).isEqualTo(content);
            assertThat(sftp.stat(name).size()).hasValue(content.length);
            try (var entries = sftp.entries(".")) {
                assertThat(entries.anyMatch(entry -> {
                            try {
                                return sftp.lstat(entry.name()).isRegularFile()
                                        && entry.name().equals(name);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        }))
                        .isTrue();
            }
        }
    }

    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static Consumer<Throwable> is(SFTPStatus status, String path) {
        return thrown -> assertThat(thrown).isInstanceOfSatisfying(SFTPException.class, e -> {
            assertThat(e.status()).isEqualTo(status);
            assertThat(e.path()).isEqualTo(path);
        });
    }

    static void assertSameTree(Path expected, Path actual) throws Exception {
        try (var paths = Files.walk(expected)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (Files.isSymbolicLink(path)) {
                    continue;
                }
                var other = actual.resolve(expected.relativize(path).toString());
                assertThat(Files.isDirectory(other)).as(other.toString()).isEqualTo(Files.isDirectory(path));
                if (Files.isRegularFile(path)) {
                    assertThat(other).hasSameBinaryContentAs(path);
                }
                assertThat(Files.getLastModifiedTime(other).toInstant().getEpochSecond())
                        .as(other.toString())
                        .isEqualTo(Files.getLastModifiedTime(path).toInstant().getEpochSecond());
            }
        }
    }
}
