package io.javamiko.interop;

import static io.javamiko.testing.OpenSSHClient.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.sftp.SFTPAttributes;
import io.javamiko.sftp.SFTPEntry;
import io.javamiko.sftp.SFTPException;
import io.javamiko.sftp.SFTPStatus;
import io.javamiko.testing.LeakCheck;
import io.javamiko.testing.OpenSSHServer;
import io.javamiko.transport.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files both ways: the real {@code sftp} and {@code scp} on our server, our client on a real {@code sshd}. */
@Tag("peers")
@ExtendWith(LeakCheck.class)
class SFTPInteropIT {
    private static final long GIB = 1L << 30;

    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
    }

    @Test
    void sftpOnOurServer() throws Exception {
        var file = fileOf(3_000_000);
        try (var server = OurServer.start(folder, s -> s.sftp(root))) {
            var printed = server.openSSH()
                    .sftp("""
                            pwd
                            mkdir dir
                            put %1$s dir/a
                            chmod 640 dir/a
                            ls -ln dir
                            rename dir/a dir/b
                            ln -s b dir/link
                            ls -l dir
                            get dir/link %2$s
                            df -h
                            rm dir/link
                            rm dir/b
                            rmdir dir
                            ls
                            """.formatted(file, folder.resolve("back")))
                    .run()
                    .successful()
                    .text();
            assertThat(printed)
                    .contains("Remote working directory: /")
                    .containsPattern("-rw-r----- .* 3000000 .* dir/a");
            assertThat(folder.resolve("back")).hasSameBinaryContentAs(file);
            assertThat(root).isEmptyDirectory();
        }
    }

    @Test
    void sftpWithTreesTimesAndResumption() throws Exception {
        var tree = Files.createDirectories(folder.resolve("tree/below")).getParent();
        Files.writeString(tree.resolve("below/file"), "content");
        var file = fileOf(1_000_000);
        try (var server = OurServer.start(folder, s -> s.sftp(root))) {
            var ssh = server.openSSH();
            ssh.sftp("put -pR " + tree + "\nget -pR tree " + folder.resolve("back") + "\n")
                    .run()
                    .successful();
            assertThat(folder.resolve("back/below/file")).hasContent("content");
            assertThat(Files.getLastModifiedTime(root.resolve("tree/below/file"))
                            .toInstant()
                            .getEpochSecond())
                    .isEqualTo(Files.getLastModifiedTime(tree.resolve("below/file"))
                            .toInstant()
                            .getEpochSecond());

            Files.write(root.resolve("half"), Arrays.copyOf(Files.readAllBytes(file), 400_000));
            ssh.sftp("reput " + file + " half\n").run().successful();
            assertThat(root.resolve("half")).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void sftpSeesNothingOutsideTheRoot() throws Exception {
        Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("out"), folder.resolve("secret"));
        Files.createSymbolicLink(root.resolve("up"), folder);
        try (var server = OurServer.start(folder, s -> s.sftp(root))) {
            for (var path : new String[] {"../secret", "/../secret", "out", "up/secret", folder + "/secret"}) {
                var ran = server.openSSH()
                        .sftp("get " + path + " " + folder.resolve("stolen") + "\n")
                        .run();
                assertThat(ran.exit()).as(path).isNotZero();
                assertThat(folder.resolve("stolen")).as(path).doesNotExist();
            }
        }
    }

    @Test
    void scpOnOurServer() throws Exception {
        var file = fileOf(2_000_000);
        try (var server = OurServer.start(folder, s -> s.sftp(root))) {
            var ssh = server.openSSH();
            ssh.scp("-p", file.toString(), HOST + ":copy").run().successful();
            assertThat(root.resolve("copy")).hasSameBinaryContentAs(file);
            ssh.scp(HOST + ":copy", folder.resolve("back").toString()).run().successful();
            assertThat(folder.resolve("back")).hasSameBinaryContentAs(file);
            var ran =
                    ssh.scp(HOST + ":missing", folder.resolve("no").toString()).run();
            assertThat(ran.exit()).isNotZero();
            assertThat(ran.error()).contains("No such file");
        }
    }

    @Test
    void ourClientOnSshd() throws Exception {
        var file = fileOf(3_000_000);
        try (var sshd = OpenSSHServer.start();
                var ssh = OurClient.connect(sshd);
                var sftp = ssh.openSFTP()) {
            var there = sshd.home().toString() + "/";
            assertThat(sftp.extensions()).containsKeys("posix-rename@openssh.com", "limits@openssh.com");
            sftp.mkdir(there + "dir");
            sftp.put(file, there + "dir/a");
            assertThat(Path.of(there, "dir/a")).hasSameBinaryContentAs(file);
            assertThat(sftp.stat(there + "dir/a").size()).hasValue(3_000_000);
            sftp.setAttributes(there + "dir/a", SFTPAttributes.of(a -> a.permissions(0600)));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(there, "dir/a"))))
                    .isEqualTo("rw-------");
            sftp.rename(there + "dir/a", there + "dir/b");
            sftp.symlink("b", there + "dir/link");
            assertThat(sftp.readlink(there + "dir/link")).isEqualTo("b");
            assertThat(sftp.list(there + "dir")).extracting(SFTPEntry::name).contains("b", "link");
            sftp.get(there + "dir/link", folder.resolve("back"));
            assertThat(folder.resolve("back")).hasSameBinaryContentAs(file);
            try (var in = sftp.read(there + "dir/b")) {
                assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(file));
            }
            try (var out = sftp.write(there + "dir/c")) {
                out.write(new byte[100_000]);
            }
            assertThat(Path.of(there, "dir/c")).hasSize(100_000);
            assertThat(sftp.statistics(there)).isNotNull();
            sftp.posixRename(there + "dir/c", there + "dir/b");
            assertThat(Path.of(there, "dir/b")).hasSize(100_000);
            sftp.remove(there + "dir/link");
            sftp.remove(there + "dir/b");
            sftp.rmdir(there + "dir");
            assertThat(sshd.home()).isEmptyDirectory();
            assertThatThrownBy(() -> sftp.stat(there + "missing"))
                    .isInstanceOfSatisfying(
                            SFTPException.class, e -> assertThat(e.status()).isEqualTo(SFTPStatus.NO_SUCH_FILE))
                    .hasMessageContaining("missing");
        }
    }

    @Test
    void oneGiBEachWayOnSshdWithRekeying() throws Exception {
        var file = bigFile();
        var hash = sha256(file);
        var events = new OurServer.Events();
        try (var sshd = OpenSSHServer.start();
                var ssh = OurClient.connect(sshd, c -> c.listener(events).limits(l -> l.rekeyBytes(200L << 20)));
                var sftp = ssh.openSFTP()) {
            var there = sshd.home().resolve("big");
            sftp.put(file, there.toString());
            assertThat(sha256(there)).isEqualTo(hash);
            assertThat(events.rekeyed).as("rekeyed in the middle of the upload").hasSizeGreaterThan(3);
            events.rekeyed.clear();
            sftp.get(there.toString(), folder.resolve("back"));
            assertThat(sha256(folder.resolve("back"))).isEqualTo(hash);
            assertThat(events.rekeyed)
                    .as("rekeyed in the middle of the download")
                    .hasSizeGreaterThan(3);
        }
    }

    @Test
    void oneGiBEachWayOnOurServerWithRekeying() throws Exception {
        var file = bigFile();
        var hash = sha256(file);
        try (var server = OurServer.start(folder, s -> s.sftp(root).limits(Limits.of(l -> l.rekeyBytes(200L << 20))))) {
            var ssh = server.openSSH();
            ssh.sftp("put " + file + " big\n").run().successful();
            assertThat(sha256(root.resolve("big"))).isEqualTo(hash);
            assertThat(server.events().rekeyed).hasSizeGreaterThan(3);
            ssh.sftp("get big " + folder.resolve("back") + "\n", "-o", "RekeyLimit=200M")
                    .run()
                    .successful();
            assertThat(sha256(folder.resolve("back"))).isEqualTo(hash);
        }
    }

    private Path fileOf(int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(folder.resolve("file"), content);
    }

    /** 1 GiB and a bit, most of it holes, so that the disk is not what is tested. */
    private Path bigFile() throws IOException {
        var file = folder.resolve("big");
        var random = new Random(3);
        byte[] bite = new byte[4_096];
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < GIB; at += 1 << 20) {
                random.nextBytes(bite);
                channel.write(ByteBuffer.wrap(bite), at + random.nextInt(1 << 19));
            }
            channel.write(ByteBuffer.wrap(bite), GIB + 1);
        }
        return file;
    }

    private static String sha256(Path file) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        try (var in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
