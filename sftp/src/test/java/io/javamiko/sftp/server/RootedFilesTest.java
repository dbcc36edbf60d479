package io.javamiko.sftp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import io.javamiko.sftp.FileType;
import io.javamiko.sftp.MemorySession;
import io.javamiko.sftp.SFTPAttributes;
import io.javamiko.sftp.SFTPClient;
import io.javamiko.sftp.SFTPEntry;
import io.javamiko.sftp.SFTPException;
import io.javamiko.sftp.SFTPExtension;
import io.javamiko.sftp.SFTPOpenFlag;
import io.javamiko.sftp.SFTPReply;
import io.javamiko.sftp.SFTPRequest;
import io.javamiko.sftp.SFTPStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RootedFilesTest {
    @TempDir
    Path base;

    private Path root;
    private Path outside;

    @BeforeEach
    void make() throws Exception {
        base = base.toRealPath();
        root = Files.createDirectories(base.resolve("home/user1"));
        outside = Files.createDirectories(base.resolve("home/user10")); // whose name begins with the root's
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createDirectory(outside.resolve("dir"));
        Files.writeString(root.resolve("mine"), "mine");
        Files.createDirectory(root.resolve("dir"));
        Files.createSymbolicLink(root.resolve("to-file"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("to-dir"), outside);
        Files.createSymbolicLink(root.resolve("to-missing"), outside.resolve("missing"));
        Files.createSymbolicLink(root.resolve("up"), Path.of("../user10"));
        Files.createSymbolicLink(root.resolve("dir/up"), Path.of("../../user10/secret"));
        Files.createSymbolicLink(root.resolve("to-root"), Path.of("/"));
        Files.createSymbolicLink(root.resolve("round"), root.resolve("../user10/secret"));
        Files.createSymbolicLink(root.resolve("self"), Path.of("/proc/self/cwd"));
    }

    @AfterEach
    void removeLinks() throws Exception { // which JUnit warns of
        Files.delete(root.resolve("to-root"));
        Files.delete(root.resolve("self"));
    }

    private interface Try {
        void on(SFTPClient sftp, String path) throws Exception;
    }

    static Stream<Try> tries() {
        return Stream.of(
                SFTPClient::stat,
                (s, p) -> s.get(p, new ByteArrayOutputStream()),
                (s, p) -> s.open(p, SFTPOpenFlag.WRITE).close(),
                (s, p) -> s.open(p, SFTPOpenFlag.WRITE, SFTPOpenFlag.CREATE).close(),
                (s, p) -> s.open(p, SFTPOpenFlag.WRITE, SFTPOpenFlag.CREATE, SFTPOpenFlag.TRUNCATE)
                        .close(),
                SFTPClient::list,
                (s, p) -> s.setAttributes(p, SFTPAttributes.of(a -> a.permissions(0777))),
                (s, p) -> s.setAttributes(p, SFTPAttributes.of(a -> a.size(0))),
                SFTPClient::statistics,
                SFTPClient::realPath);
    }

    /** Through a link the last component is inside as a name and outside as a file; below a link all of it is outside. */
    static final List<String> LINKS =
            List.of("to-file", "to-dir", "to-missing", "up", "dir/up", "to-root", "round", "self");

    static final List<String> BELOW = List.of(
            "to-dir/secret",
            "to-dir/missing",
            "to-dir/dir",
            "to-dir/dir/x",
            "up/secret",
            "up/missing",
            "to-root/etc/passwd",
            "to-root/missing",
            "self/pom.xml",
            "to-file/x",
            "dir/../to-dir/secret");

    @ParameterizedTest
    @MethodSource("tries")
    void whatALinkLeadsToOutsideIsNotThere(Try operation) throws Exception {
        var before = snapshot(outside);
        try (var session = MemorySession.of(RootedFiles.of(root))) {
            for (String path : LINKS) {
                assertNotThere(session.client(), operation, path);
            }
            for (String path : BELOW) {
                assertNotThere(session.client(), operation, path);
            }
        }
        assertThat(snapshot(outside)).isEqualTo(before);
    }

    /** The same status and the same text, whether there is something outside or not. */
    private static void assertNotThere(SFTPClient sftp, Try operation, String path) {
        assertThatThrownBy(() -> operation.on(sftp, path)).as(path).isInstanceOfSatisfying(SFTPException.class, e -> {
            assertThat(e.status()).isEqualTo(SFTPStatus.NO_SUCH_FILE);
            assertThat(e.serverMessage()).isEqualTo("No such file");
        });
    }

    static Stream<Try> triesByName() {
        return Stream.of(
                SFTPClient::lstat,
                SFTPClient::readlink,
                SFTPClient::remove,
                SFTPClient::rmdir,
                SFTPClient::mkdir,
                (s, p) -> s.rename(p, "new"),
                (s, p) -> s.rename("mine", p),
                (s, p) -> s.posixRename(p, "new"),
                (s, p) -> s.posixRename("mine", p),
                (s, p) -> s.hardlink(p, "new"),
                (s, p) -> s.hardlink("mine", p),
                (s, p) -> s.symlink("mine", p),
                (s, p) -> s.setLinkAttributes(p, SFTPAttributes.of(a -> a.permissions(0))),
                (s, p) -> s.open(p, SFTPOpenFlag.WRITE, SFTPOpenFlag.CREATE, SFTPOpenFlag.EXCLUSIVE)
                        .close());
    }

    @ParameterizedTest
    @MethodSource("triesByName")
    void namesBelowALinkThatLeadsOutsideAreNotThere(Try operation) throws Exception {
        var before = snapshot(base);
        try (var session = MemorySession.of(RootedFiles.of(root))) {
            for (String path : BELOW) {
                assertNotThere(session.client(), operation, path);
            }
        }
        assertThat(snapshot(base)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../user10/secret",
                "../user10/secret",
                "dir/../../user10/secret",
                "/../../../etc/passwd",
                "/home/user10/secret",
                "..\\user10\\secret",
                "%2e%2e/user10/secret",
                "\uff0e\uff0e/user10/secret",
                "\u2025/user10/secret",
                ".../user10/secret",
                "../user10/secret/",
                "dir/%00",
                "mine\0",
                "\udcc0\udcae\udcc0\udcae/user10/secret"
            })
    void aPathByItselfLeadsNowhereElse(String path) throws Exception {
        try (var session = MemorySession.of(RootedFiles.of(root))) {
            assertNotThere(session.client(), SFTPClient::stat, path);
            assertNotThere(session.client(), (s, p) -> s.get(p, new ByteArrayOutputStream()), path);
        }
    }

    @Test
    void linksThatLeadInsideAreFollowed() throws Exception {
        Files.createSymbolicLink(root.resolve("in"), Path.of("dir/../mine"));
        Files.createSymbolicLink(root.resolve("absolute"), root.resolve("mine"));
        Files.createSymbolicLink(root.resolve("dir/top"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("chain"), Path.of("dir/top/absolute"));
        try (var session = MemorySession.of(RootedFiles.of(root))) {
            var sftp = session.client();
            for (String path : List.of("in", "absolute", "dir/top/mine", "chain", "dir/top/dir/top/chain")) {
                assertThat(read(sftp, path)).as(path).isEqualTo("mine");
                assertThat(sftp.realPath(path)).as(path).isEqualTo("/mine");
            }
            assertThat(sftp.readlink("absolute")).isEqualTo("/mine");
            assertThat(sftp.readlink("in")).isEqualTo("dir/../mine");
            assertThat(sftp.list("dir/top").stream().map(SFTPEntry::name)).contains("mine", "dir");
            assertThat(sftp.stat("dir/top").isDirectory()).isTrue();
        }
    }

    @Test
    void aClientMakesNoLinkThatLeadsOutside() throws Exception {
        try (var session = MemorySession.of(RootedFiles.of(root))) {
            var sftp = session.client();
            sftp.symlink("/etc/passwd", "absolute");
            assertThat(Files.readSymbolicLink(root.resolve("absolute"))).isEqualTo(root.resolve("etc/passwd"));
            assertThat(sftp.readlink("absolute")).isEqualTo("/etc/passwd");
            sftp.symlink("../mine", "dir/inside");
            assertThat(read(sftp, "dir/inside")).isEqualTo("mine");
            for (String target : List.of("../user10/secret", "dir/../../user10", "..", "dir/../..")) {
                assertThatThrownBy(() -> sftp.symlink(target, "bad"))
                        .as(target)
                        .satisfies(status(SFTPStatus.PERMISSION_DENIED));
            }
            assertThat(root.resolve("bad")).doesNotExist();
            assertThatThrownBy(() -> sftp.readlink("to-file")).satisfies(status(SFTPStatus.PERMISSION_DENIED));
            assertThatThrownBy(() -> sftp.readlink("up")).satisfies(status(SFTPStatus.PERMISSION_DENIED));
            sftp.symlink("../mine", "dir/moved"); // good where it is, and bad where it goes
            sftp.rename("dir/moved", "moved");
            assertNotThere(sftp, SFTPClient::stat, "moved");
        }
    }

    @Test
    void theRootStaysWhereItIs() throws Exception {
        try (var session = MemorySession.of(RootedFiles.of(root))) {
            var sftp = session.client();
            for (String path : List.of("/", ".", "dir/..", "/..")) {
                assertThatThrownBy(() -> sftp.rmdir(path)).satisfies(status(SFTPStatus.PERMISSION_DENIED));
                assertThatThrownBy(() -> sftp.remove(path)).satisfies(status(SFTPStatus.PERMISSION_DENIED));
                assertThatThrownBy(() -> sftp.mkdir(path)).isInstanceOf(SFTPException.class);
                assertThatThrownBy(() -> sftp.rename(path, "x")).satisfies(status(SFTPStatus.PERMISSION_DENIED));
                assertThatThrownBy(() -> sftp.posixRename("mine", path))
                        .satisfies(status(SFTPStatus.PERMISSION_DENIED));
                assertThatThrownBy(() -> sftp.open(path)).satisfies(status(SFTPStatus.FAILURE));
                assertThat(sftp.realPath(path)).isEqualTo("/");
                assertThat(sftp.stat(path).isDirectory()).isTrue();
                assertThat(sftp.list(path)).isNotEmpty();
            }
            sftp.setAttributes("/", SFTPAttributes.of(a -> a.permissions(0700)));
            assertThat(Files.getPosixFilePermissions(root)).hasSize(3);
        }
        assertThatThrownBy(() -> RootedFiles.of(root.resolve("mine"))).isInstanceOf(NotDirectoryException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dir//a", "/./dir/./a", "dir/a/", "x/../dir/a", "//dir///a//", "../dir/a", "/../../dir/a"})
    void behindTheDoorAPathHasOneForm(String path) throws Exception {
        assertThat(CanonicalPath.of(path)).isEqualTo("/dir/a");
        var seen = new ArrayList<String>();
        SFTPFiles spy = new SFTPFiles() {
            @Override
            public OpenFile open(String p, Set<SFTPOpenFlag> flags, SFTPAttributes attributes) throws SFTPException {
                throw seen(p);
            }

            @Override
            public OpenDirectory openDirectory(String p) throws SFTPException {
                throw seen(p);
            }

            @Override
            public SFTPAttributes attributes(String p) throws SFTPException {
                throw seen(p);
            }

            private SFTPException seen(String p) {
                seen.add(p);
                return new SFTPException(SFTPStatus.NO_SUCH_PATH, "my own words");
            }
        };
        try (var session = MemorySession.of(spy)) {
            var sftp = session.client();
            assertThatThrownBy(() -> sftp.stat(path))
                    .satisfies(status(SFTPStatus.NO_SUCH_PATH))
                    .hasMessageContaining("my own words");
            assertThatThrownBy(() -> sftp.lstat(path)).satisfies(status(SFTPStatus.NO_SUCH_PATH));
            assertThatThrownBy(() -> sftp.list(path)).satisfies(status(SFTPStatus.NO_SUCH_PATH));
            assertThatThrownBy(() -> sftp.open(path)).satisfies(status(SFTPStatus.NO_SUCH_PATH));
            assertThatThrownBy(() -> sftp.mkdir(path)).satisfies(status(SFTPStatus.OP_UNSUPPORTED));
            assertThat(sftp.realPath(path)).isEqualTo("/dir/a");
            assertThat(sftp.extensions())
                    .doesNotContainKey("posix-rename@openssh.com")
                    .containsKey("limits@openssh.com");
        }
        assertThat(seen).hasSize(4).containsOnly("/dir/a");
    }

    @Test
    void aFaultInTheFilesIsAFailureAndTellsNothing() throws Exception {
        SFTPFiles broken = new SFTPFiles() {
            @Override
            public OpenFile open(String p, Set<SFTPOpenFlag> flags, SFTPAttributes attributes) {
                throw new IllegalStateException("password=hunter2");
            }

            @Override
            public OpenDirectory openDirectory(String p) throws IOException {
                throw new IOException("/srv/secret/place is broken");
            }

            @Override
            public SFTPAttributes attributes(String p) {
                return SFTPAttributes.none();
            }
        };
        try (var session = MemorySession.of(broken)) {
            var sftp = session.client();
            for (Try operation : List.<Try>of(SFTPClient::open, SFTPClient::list)) {
                assertThatThrownBy(() -> operation.on(sftp, "a")).isInstanceOfSatisfying(SFTPException.class, e -> {
                    assertThat(e.status()).isEqualTo(SFTPStatus.FAILURE);
                    assertThat(e.serverMessage()).isEqualTo("Failure");
                });
            }
            assertThat(sftp.stat("a")).isEqualTo(SFTPAttributes.none());
        }
    }

    @Test
    void setIdBitsAreToldAndNeverSet() throws Exception {
        assertThat(new ProcessBuilder("chmod", "4755", root.resolve("mine").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (var session = MemorySession.of(RootedFiles.of(root))) {
            var sftp = session.client();
            assertThat(sftp.stat("mine").permissions()).hasValue(04755);
            assertThat(sftp.list(".").stream()
                            .filter(e -> e.name().equals("mine"))
                            .findAny()
                            .orElseThrow()
                            .longName())
                    .startsWith("-rwsr-xr-x ");
            sftp.put(new ByteArrayInputStream(new byte[1]), "new");
            sftp.setAttributes("new", SFTPAttributes.of(a -> a.permissions(06755)));
            assertThat(sftp.stat("new").permissions()).hasValue(0755);
            sftp.open("newer", SFTPAttributes.of(a -> a.permissions(04700)), SFTPOpenFlag.WRITE, SFTPOpenFlag.CREATE)
                    .close();
            assertThat(sftp.stat("newer").permissions()).hasValue(0700);
        }
    }

    // read-only

    @Test
    void aReadOnlyServerChangesNothing() throws Exception {
        var before = snapshot(base);
        try (var client = new ScriptedClient(
                        RootedFiles.of(root), SFTPServerOptions.of(SFTPServerOptions.Builder::readOnly), 1 << 20)
                .greet()) {
            var none = SFTPAttributes.none();
            var size = SFTPAttributes.of(a -> a.size(0));
            for (long flags = 0; flags < 64; flags++) {
                long bits = flags;
                for (String path : List.of("mine", "new")) {
                    var reply = client.ask(id -> new SFTPRequest.Open(id, path, bits, none));
                    boolean opened = reply instanceof SFTPReply.Handle;
                    assertThat(opened).as(path + bits).isEqualTo(bits == 1 && path.equals("mine"));
                }
            }
            var h = client.opens("mine", 1);
            for (var request : List.<IntFunction<SFTPRequest>>of(
                    id -> new SFTPRequest.Write(id, h, 0, new byte[1]),
                    id -> new SFTPRequest.SetStat(id, "mine", size),
                    id -> new SFTPRequest.SetStat(id, "mine", none),
                    id -> new SFTPRequest.FSetStat(id, h, size),
                    id -> new SFTPRequest.Remove(id, "mine"),
                    id -> new SFTPRequest.MkDir(id, "new", none),
                    id -> new SFTPRequest.RmDir(id, "dir"),
                    id -> new SFTPRequest.Rename(id, "mine", "new"),
                    id -> new SFTPRequest.Symlink(id, "mine", "new"),
                    id -> new SFTPRequest.Extended(id, new SFTPExtension.PosixRename("mine", "new")),
                    id -> new SFTPRequest.Extended(id, new SFTPExtension.HardLink("mine", "new")),
                    id -> new SFTPRequest.Extended(id, new SFTPExtension.LSetStat("mine", none)),
                    id -> new SFTPRequest.Extended(id, new SFTPExtension.FSync(h)),
                    id -> new SFTPRequest.Extended(id, new SFTPExtension.CopyData(h, 0, 1, h, 0)))) {
                assertThat(client.status(request)).isEqualTo(SFTPStatus.PERMISSION_DENIED);
            }
            assertThat(client.status(id -> new SFTPRequest.Extended(id, new SFTPExtension.Unknown("x@y", new byte[0]))))
                    .isEqualTo(SFTPStatus.OP_UNSUPPORTED);
            client.isAlive();
        }
        assertThat(snapshot(base)).isEqualTo(before);
    }

    // other file systems

    static Stream<Configuration> fileSystems() {
        return Stream.of(
                Configuration.unix(),
                Configuration.unix().toBuilder()
                        .setAttributeViews("basic", "owner", "posix", "unix")
                        .build(),
                Configuration.unix().toBuilder()
                        .setSupportedFeatures(
                                Feature.LINKS,
                                Feature.SYMBOLIC_LINKS,
                                Feature.SECURE_DIRECTORY_STREAM,
                                Feature.FILE_CHANNEL)
                        .build(),
                Configuration.windows());
    }

    @ParameterizedTest
    @MethodSource("fileSystems")
    void anyFileSystemCanBeServed(Configuration configuration) throws Exception {
        try (FileSystem fs = Jimfs.newFileSystem(configuration)) {
            var top = fs.getRootDirectories().iterator().next();
            var served = Files.createDirectories(top.resolve("srv").resolve("files"));
            Files.writeString(top.resolve("secret"), "secret");
            Files.createSymbolicLink(served.resolve("out"), top.resolve("secret"));
            Files.createSymbolicLink(
                    served.resolve("up"), fs.getPath("..").resolve("..").resolve("secret"));
            try (var session = MemorySession.of(RootedFiles.of(served))) {
                var sftp = session.client();
                sftp.mkdir("d");
                sftp.put(new ByteArrayInputStream("hello".getBytes(UTF_8)), "d/a");
                assertThat(read(sftp, "d/a")).isEqualTo("hello");
                try (var file = sftp.open("d/a", SFTPOpenFlag.READ, SFTPOpenFlag.WRITE, SFTPOpenFlag.APPEND)) {
                    file.write(0, "!".getBytes(UTF_8), 0, 1);
                    assertThat(file.size()).isEqualTo(6);
                    file.setSize(8);
                    file.sync();
                }
                assertThat(sftp.stat("d/a").size()).hasValue(8);
                assertThat(sftp.stat("d/a").type()).isEqualTo(FileType.REGULAR);
                sftp.rename("d/a", "d/b");
                sftp.put(new ByteArrayInputStream(new byte[1]), "d/c");
                assertThatThrownBy(() -> sftp.rename("d/b", "d/c")).isInstanceOf(SFTPException.class);
                sftp.posixRename("d/b", "d/c");
                assertThat(sftp.list("d").stream().map(SFTPEntry::name)).containsExactly("c");
                sftp.symlink("d/c", "l");
                assertThat(sftp.readlink("l")).isEqualTo("d/c");
                assertThat(sftp.stat("l").size()).hasValue(8);
                sftp.hardlink("d/c", "h");
                sftp.remove("d/c");
                sftp.rmdir("d");
                assertNotThere(sftp, SFTPClient::stat, "out");
                assertNotThere(sftp, SFTPClient::stat, "up");
                assertThatThrownBy(() -> sftp.stat("..\\..\\secret")).isInstanceOf(SFTPException.class);
            }
        }
    }

    @Test
    void aDirectoryThatIsFullOfLinksIsListedAsItIs() throws Exception {
        try (var session = MemorySession.of(RootedFiles.of(root))) {
            var links = session.client().list(".").stream()
                    .filter(e -> e.attributes().isSymbolicLink())
                    .toList();
            assertThat(links).hasSize(7);
            assertThat(links).allSatisfy(e -> assertThat(e.longName()).startsWith("l"));
        }
    }

    @Test
    void sessionsShareTheFiles() throws Exception {
        var files = RootedFiles.of(root);
        try (var first = MemorySession.of(files);
                var second = MemorySession.of(files)) {
            IntStream.range(0, 20).forEach(i -> {
                try {
                    first.client().put(new ByteArrayInputStream(new byte[i]), "f" + i);
                    assertThat(second.client().stat("f" + i).size()).hasValue(i);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static Consumer<Throwable> status(SFTPStatus status) {
        return thrown -> assertThat(thrown)
                .isInstanceOfSatisfying(
                        SFTPException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    private static String read(SFTPClient sftp, String path) throws Exception {
        try (var in = sftp.read(path)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** Names, kinds, contents, permissions and times below a directory. */
    static Map<String, String> snapshot(Path directory) throws Exception {
        var found = new TreeMap<String, String>();
        try (var paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                var all = Files.readAttributes(path, "unix:mode,lastModifiedTime,size,ino", LinkOption.NOFOLLOW_LINKS);
                var content = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.readString(path) : "";
                found.put(path.toString(), new TreeMap<>(all) + content);
            }
        }
        return found;
    }
}
