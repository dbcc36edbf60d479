package io.javamiko.interop.ours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ConnectionLostException;
import io.javamiko.Threads;
import io.javamiko.client.SSHClient;
import io.javamiko.server.session.SubsystemSession;
import io.javamiko.transport.Limits;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upload that the server takes no more of: it waits in a write, which has no deadline of its own. */
class BlockedUploadTest {
    private static final byte[] VERSION = {0, 0, 0, 5, 2, 0, 0, 0, 3};
    private static final byte[] HANDLE = {0, 0, 0, 10, 102, 0, 0, 0, 1, 0, 0, 0, 1, 'h'};

    @TempDir
    private Path directory;

    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    @Test
    void itEndsWithTheServer() throws Exception {
        assertEndsBy((server, ssh) -> server.close());
    }

    @Test
    void itEndsWhereTheClientCloses() throws Exception {
        assertEndsBy((server, ssh) -> ssh.close());
    }

    private interface Ending {
        void happens(TestServer server, SSHClient ssh);
    }

    private void assertEndsBy(Ending ending) throws Exception {
        var limits = Limits.of(l -> l.initialWindow(32 << 10).maximumWindow(32 << 10));
        try (var server = TestServer.start(
                        directory,
                        s -> s.authorizedKeys(directory.resolve("authorized_keys"))
                                .limits(limits)
                                .subsystem("sftp", this::takesNothing));
                var ssh = server.connect();
                var sftp = ssh.openSFTP()) {
            var upload = new FutureTask<Void>(() -> {
                sftp.put(new ByteArrayInputStream(new byte[4 << 20]), "big");
                return null;
            });
            Threads.start("upload", upload);
            assertThat(opened.await(20, TimeUnit.SECONDS)).isTrue();
            ending.happens(server, ssh);
            assertThatThrownBy(() -> upload.get(10, TimeUnit.SECONDS)) // under every reply timeout
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ConnectionLostException.class);
        } finally {
            over.countDown();
        }
    }

    /** Opens the file, and reads no more. */
    private int takesNothing(SubsystemSession session) throws IOException {
        var in = new DataInputStream(session.input());
        in.readNBytes(in.readInt()); // INIT
        session.output().write(VERSION);
        in.readNBytes(in.readInt()); // OPEN
        session.output().write(HANDLE);
        opened.countDown();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
