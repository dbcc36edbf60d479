package io.javamiko.keys.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.Threads;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.TestKeys;
import io.javamiko.keys.lists.KnownHostsFile.Form;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsFileTest {
    private static final SSHPublicKey A = TestKeys.all().get(0).publicKey();
    private static final SSHPublicKey B = TestKeys.all().get(1).publicKey();
    private static final String OTHERS = "# mine\r\n\n  odd line \nhost\n@revoked * " + B.format("x")
            + "\n@cert-authority * " + B.format("") + "\nhost2 ssh-new AAAA\t\u00e9 \n";

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("known_hosts");
    }

    @Test
    void aNewFileIsItsOwnersAndSoIsItsDirectory() throws Exception {
        file = directory.resolve(".ssh/known_hosts");
        KnownHostsFile.append(file, "Host", 2222, A, Form.PLAIN);
        assertThat(file).hasContent("[host]:2222 " + A.format("") + "\n");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(file.getParent())).isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(strings = {OTHERS_END, "", "x", "x\n", "x\r\n", "\n\n"})
    void everyOtherByteStays(String before) throws Exception {
        String text = before.equals(OTHERS_END) ? OTHERS : before;
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        KnownHostsFile.append(file, "host", 22, A, Form.PLAIN);
        String between = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
        assertThat(Files.readString(file)).isEqualTo(text + between + "host " + A.format("") + "\n");
        assertThat(permissions(file)).isEqualTo("rw-r--r--"); // whoever made it so wanted it so
    }

    private static final String OTHERS_END = "others";

    @Test
    void aHashedLineIsFoundAndDoesNotShowItsHost() throws Exception {
        KnownHostsFile.append(file, "host.example.com", 22, A, Form.HASHED);
        KnownHostsFile.append(file, "host.example.com", 2222, B, Form.HASHED);
        assertThat(Files.readString(file)).doesNotContain("host").startsWith("|1|");
        var hosts = KnownHosts.read(file);
        assertThat(hosts.keys("host.example.com", 22)).containsExactly(A);
        assertThat(hosts.keys("host.example.com", 2222)).containsExactly(B);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h\nevil ssh-ed25519 AAAA", "h,*", "*", "@revoked", "", "|1|x|y"})
    void aNameThatWouldBeAnotherLineIsRefusedAndNothingWritten(String host) {
        assertThatThrownBy(() -> KnownHostsFile.append(file, host, 22, A, Form.PLAIN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KnownHostsFile.append(file, host, 22, A, Form.HASHED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void aLinkIsFollowed() throws Exception {
        Path real = Files.writeString(directory.resolve("dotfiles"), "x " + A.format("") + "\n");
        Files.createSymbolicLink(file, real);
        KnownHostsFile.append(file, "host", 22, A, Form.PLAIN);
        assertThat(KnownHostsFile.remove(file, "x", 22)).hasSize(1);
        assertThat(Files.isSymbolicLink(file)).isTrue();
        assertThat(real).hasContent("host " + A.format(""));
    }

    @Test
    void linesOfManyThatAppendAtOnceStayWhole() throws Exception {
        int writers = 50;
        var start = new CountDownLatch(1);
        var done = new CountDownLatch(writers);
        for (int i = 0; i < writers; i++) {
            String host = "host" + i;
            Threads.start("appends " + host, () -> {
                try {
                    start.await();
                    KnownHostsFile.append(file, host, 22, A, Form.PLAIN);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                } finally {
                    done.countDown();
                }
            });
        }
        start.countDown();
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        var expected = new ArrayList<String>();
        for (int i = 0; i < writers; i++) {
            expected.add("host" + i + " " + A.format(""));
        }
        assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void removeTakesOutAHostsLinesAndNothingElse() throws Exception {
        String text =
                OTHERS + "host " + A.format("") + "\nkeep " + A.format("") + "\n|1|bad host\nHOST,b " + B.format("c");
        Files.writeString(file, text);
        KnownHostsFile.append(file, "host", 22, B, Form.HASHED);
        String before = Files.readString(file);

        var removed = KnownHostsFile.remove(file, "host", 22);

        assertThat(removed).extracting(KnownHosts.Entry::key).containsExactly(A, B, B);
        assertThat(Files.readString(file)).isEqualTo(OTHERS + "keep " + A.format("") + "\n|1|bad host\n");
        assertThat(Files.readString(directory.resolve("known_hosts.old"))).isEqualTo(before);
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void whatIsNotThereIsNotRemovedAndTheFileNotTouched() throws Exception {
        Files.writeString(file, OTHERS);
        var before = Files.getLastModifiedTime(file);
        assertThat(KnownHostsFile.remove(file, "nobody", 22)).isEmpty();
        assertThat(KnownHostsFile.hash(file)).isEmpty();
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
        assertThatThrownBy(() -> KnownHostsFile.remove(directory.resolve("none"), "host", 22))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void hashHidesEveryPlainName() throws Exception {
        String kept = OTHERS + "*.example.com,!a.example.com " + A.format("") + "\n";
        Files.writeString(file, kept + "one,[two]:2222 " + A.format("comment here") + "\n");
        assertThat(KnownHostsFile.hash(file)).hasSize(1);
        String text = Files.readString(file);
        assertThat(text).startsWith(kept).doesNotContain("one", "two");
        var hosts = KnownHosts.read(file);
        assertThat(hosts.keys("one", 22)).containsExactly(A);
        assertThat(hosts.keys("two", 2222)).containsExactly(A);
        assertThat(hosts.keys("two", 22)).isEmpty();
        assertThat(text.lines().filter(line -> line.endsWith(" comment here"))).hasSize(2);
        assertThat(KnownHostsFile.hash(file)).isEqualTo(List.of());
    }

    private static String permissions(Path path) throws java.io.IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
