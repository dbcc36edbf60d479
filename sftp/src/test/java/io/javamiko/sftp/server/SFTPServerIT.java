package io.javamiko.sftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Our server and OpenSSH's client: {@code sftp -D} speaks to a local program, without SSH. */
@EnabledIf("sftpIsInstalled")
class SFTPServerIT {
    private static final Path SFTP = Path.of("/usr/bin/sftp");

    @TempDir
    Path root;

    @TempDir
    Path here;

    private byte[] content;

    static boolean sftpIsInstalled() {
        return Files.isExecutable(SFTP);
    }

    @BeforeEach
    void makeContent() {
        content = new byte[5_000_001];
        new Random(2).nextBytes(content);
    }

    @Test
    void filesGoUpAndComeDown() throws Exception {
        Files.write(here.resolve("a"), content);
        Files.setPosixFilePermissions(here.resolve("a"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.setLastModifiedTime(here.resolve("a"), FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        succeeds("put -p a b", "get -p b c", "put -f a d", "rm d", "!touch done");
        assertThat(root.resolve("b")).hasBinaryContent(content);
        assertThat(here.resolve("c")).hasBinaryContent(content);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("b"))))
                .isEqualTo("rwxr-x---");
        assertThat(Files.getLastModifiedTime(here.resolve("c")).toInstant()).isEqualTo("2001-02-03T04:05:06Z");
        assertThat(root.resolve("d")).doesNotExist();
        assertThat(here.resolve("done")).exists();
    }

    @Test
    void transfersAreResumed() throws Exception {
        Files.write(here.resolve("a"), content);
        Files.write(root.resolve("a"), Arrays.copyOf(content, 1_000_000));
        succeeds("reput a", "!truncate -s 2000000 a", "reget a");
        assertThat(root.resolve("a")).hasBinaryContent(content);
        assertThat(here.resolve("a")).hasBinaryContent(content);
    }

    @Test
    void treesGoUpAndComeDown() throws Exception {
        for (int i = 0; i < 20; i++) {
            var file = here.resolve("tree/d" + i % 3 + "/f" + i);
            Files.createDirectories(file.getParent());
            Files.write(file, Arrays.copyOf(content, i * 10_000));
        }
        succeeds("put -r tree up", "get -r up down");
        for (int i = 0; i < 20; i++) {
            assertThat(root.resolve("up/d" + i % 3 + "/f" + i)).hasBinaryContent(Arrays.copyOf(content, i * 10_000));
            assertThat(here.resolve("down/d" + i % 3 + "/f" + i)).hasBinaryContent(Arrays.copyOf(content, i * 10_000));
        }
    }

    @Test
    void everyCommandDoesWhatItSays() throws Exception {
        Files.write(root.resolve("a"), content);
        String said = succeeds(
                "pwd",
                "mkdir d",
                "cd d",
                "pwd",
                "cd ..",
                "rename a d/b",
                "ln d/b hard",
                "ln -s d/b soft",
                "ls -ln",
                "ls -l d",
                "chmod 0600 d/b",
                "chmod 0750 d",
                "df",
                "df -h d",
                "copy hard copied",
                "rename hard copied",
                "mkdir e",
                "rmdir e",
                "rm soft");
        assertThat(said).contains("Remote working directory: /\n").contains("Remote working directory: /d\n");
        assertThat(said)
                .contains("lrwxrwxrwx")
                .containsPattern("-rw.* 5000001 .* hard")
                .contains("Avail");
        assertThat(root.resolve("copied")).hasBinaryContent(content);
        assertThat(root.resolve("soft")).doesNotExist();
        assertThat(root.resolve("hard")).doesNotExist();
        assertThat(root.resolve("e")).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("d/b"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("d"))))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void whatCantBeDoneIsSaid() throws Exception {
        Files.write(root.resolve("a"), content);
        assertThat(run(List.of("get none"))).contains("not found");
        assertThat(run(List.of("cd /../../etc"))).contains("No such file");
        assertThat(run(List.of("mkdir a"))).contains("Failure");
        assertThat(run(List.of("rm a"), "-R")).contains("Permission denied");
        assertThat(run(List.of("put " + "/etc/hostname x"), "-R")).contains("Permission denied");
        assertThat(root.resolve("a")).exists();
        assertThat(root.resolve("x")).doesNotExist();
    }

    private String succeeds(String... commands) throws Exception {
        String said = run(List.of(commands));
        assertThat(said).endsWith("exit 0");
        return said;
    }

    private String run(List<String> commands, String... options) throws IOException, InterruptedException {
        var batch = Files.write(here.resolve("batch"), commands);
        var output = here.resolve("output");
        var sftp = new ProcessBuilder(SFTP.toString(), "-b", batch.toString(), "-D", StdioServer.command(root, options))
                .directory(here.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!sftp.waitFor(60, TimeUnit.SECONDS)) {
            sftp.destroyForcibly();
        }
        return Files.readString(output) + "exit " + sftp.waitFor();
    }
}
