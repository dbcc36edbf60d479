package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class SFTPCommandTest {
    @TempDir
    static Path directory;

    private static Javamikos javamiko;

    private Path here; // each test's own, on both sides
    private Path there;
    private String remote;

    @BeforeAll
    static void start() throws Exception {
        javamiko = Javamikos.serving(directory, "--no-exec");
    }

    @AfterAll
    static void stop() throws Exception {
        javamiko.close();
    }

    @BeforeEach
    void directories(TestInfo info) throws Exception {
        String name = info.getTestMethod().orElseThrow().getName();
        remote = "/" + name;
        there = Files.createDirectory(javamiko.root().resolve(name));
        here = Files.createDirectory(directory.resolve(name));
    }

    private Program.Ended batch(String... lines) throws Exception {
        String text = "cd " + remote + "\nlcd " + here + "\n" + String.join("\n", lines) + "\n";
        return javamiko.sftp("-b", "-").input(text.getBytes(UTF_8)).run();
    }

    @Test
    void filesGoThereAndBack() throws Exception {
        byte[] data = new byte[2_000_000];
        new Random(1).nextBytes(data);
        Files.write(here.resolve("a b"), data);

        batch("put 'a b' c", "get c \"d e\"", "rename c f", "ls -1").successful();

        assertThat(here.resolve("d e")).hasBinaryContent(data);
        assertThat(there.resolve("f")).hasBinaryContent(data);
        assertThat(there.resolve("c")).doesNotExist();
    }

    @Test
    void aBatchEndsWithItsFirstFailure() throws Exception {
        var ended = batch("mkdir one", "get nothing", "mkdir two");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.error()).contains("nothing");
        assertThat(there.resolve("one")).isDirectory();
        assertThat(there.resolve("two")).doesNotExist();
    }

    @Test
    void aMinusForgivesAndAnAtIsSilent() throws Exception {
        var ended = batch("-get nothing", "@mkdir quiet", "-@rmdir absent", "mkdir loud")
                .successful();

        assertThat(there.resolve("quiet")).isDirectory();
        assertThat(there.resolve("loud")).isDirectory();
        assertThat(ended.text())
                .contains("sftp> -get nothing", "sftp> mkdir loud")
                .doesNotContain("quiet", "absent");
    }

    @Test
    void wholeTreesGoThereAndBack() throws Exception {
        Files.createDirectories(here.resolve("tree/sub/deep"));
        Files.writeString(here.resolve("tree/one"), "1");
        Files.writeString(here.resolve("tree/sub/deep/two"), "2");

        batch("put -r tree", "get -r tree copy").successful();

        assertThat(there.resolve("tree/sub/deep/two")).hasContent("2");
        assertThat(here.resolve("copy/one")).hasContent("1");
        assertThat(here.resolve("copy/sub/deep/two")).hasContent("2");
    }

    @Test
    void patternsAreExpandedOnEitherSide() throws Exception {
        for (String name : new String[] {"a1.txt", "a2.txt", "b.txt", ".a3.txt"}) {
            Files.writeString(here.resolve(name), name);
        }

        batch("mput a*.txt", "mkdir in", "put b.txt in", "rm a1*", "lmkdir out", "get */*.txt out")
                .successful();

        assertThat(there).isDirectoryNotContaining("glob:**/{a1.txt,.a3.txt}").isDirectoryContaining("glob:**/a2.txt");
        assertThat(here.resolve("out/b.txt")).hasContent("b.txt");
    }

    @Test
    void aDownloadGoesOnWhereItStopped() throws Exception {
        Files.writeString(there.resolve("f"), "0123456789");
        Files.writeString(here.resolve("f"), "01234");

        batch("reget f").successful();

        assertThat(here.resolve("f")).hasContent("0123456789");
    }

    @Test
    void attributesAndLinksCanBeSetAndSeen() throws Exception {
        Files.writeString(there.resolve("f"), "12345");

        var ended = batch("chmod 640 f", "ln -s f link", "stat f", "stat link", "ls -l")
                .successful();

        assertThat(ended.text())
                .contains("Size: 5", "Access: 0640 -rw-r-----", "symbolic link")
                .containsPattern("-rw-r----- .* 5 .* f\n");
        assertThat(Files.isSymbolicLink(there.resolve("link"))).isTrue();
    }

    @Test
    void wrongArgumentsAndUnknownCommandsSayWhatIsExpected() throws Exception {
        assertThat(batch("rename one").error()).contains("usage: rename [-l] oldpath newpath");
        assertThat(batch("frobnicate").error()).contains("Invalid command: frobnicate");
        assertThat(batch("ls -z").error()).contains("usage: ls");
    }

    @Test
    void commandsAreRefusedByAServerForFilesOnly() throws Exception {
        var ended = javamiko.ssh("127.0.0.1", "true").run();

        assertThat(ended.exit()).isEqualTo(255);
        assertThat(ended.error().lines()).hasSize(1);
    }
}
