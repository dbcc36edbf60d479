package io.javamiko.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf("io.javamiko.sftp.OpenSSHServer#isInstalled")
class SFTPClientIT {
    @TempDir
    Path there;

    @TempDir
    Path here;

    private SFTPClient sftp;

    @BeforeEach
    void start() throws Exception {
        sftp = OpenSSHServer.start(there);
    }

    @AfterEach
    void stop() {
        sftp.close();
    }

    @Test
    void aFileGoesUpAndComesDown() throws Exception {
        byte[] content = new byte[3_000_001];
        new Random(1).nextBytes(content);
        Files.write(here.resolve("a"), content);
        sftp.put(here.resolve("a"), "b");
        assertThat(there.resolve("b")).hasBinaryContent(content);
        sftp.get("b", here.resolve("c"));
        assertThat(here.resolve("c")).hasBinaryContent(content);
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        assertThatThrownBy(() -> sftp.stat("nothing")).isInstanceOfSatisfying(SFTPException.class, e -> {
            assertThat(e.status()).isEqualTo(SFTPStatus.NO_SUCH_FILE);
            assertThat(e.path()).isEqualTo("nothing");
        });
    }
}
