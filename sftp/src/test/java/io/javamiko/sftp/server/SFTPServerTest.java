package io.javamiko.sftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.sftp.MemorySession;
import io.javamiko.sftp.SFTPEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SFTPServerTest {
    @TempDir
    Path root;

    @TempDir
    Path here;

    @Test
    void aFileGoesUpAndComesDown() throws Exception {
        byte[] content = new byte[5_000_001];
        new Random(1).nextBytes(content);
        Files.write(here.resolve("a"), content);
        try (var session = MemorySession.of(RootedFiles.of(root))) {
            var sftp = session.client();
            sftp.put(here.resolve("a"), "b");
            assertThat(root.resolve("b")).hasBinaryContent(content);
            sftp.get("/b", here.resolve("c"));
            assertThat(here.resolve("c")).hasBinaryContent(content);
            assertThat(sftp.list(".").stream().map(SFTPEntry::name)).containsExactly("b");
        }
    }
}
