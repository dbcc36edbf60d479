package io.javamiko.sftp;

import io.javamiko.sftp.server.RootedFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

/** Every operation against our own server. */
class OperationsTest extends Operations {
    private MemorySession session;

    @Override
    SFTPClient open(Path there) throws Exception {
        session = MemorySession.of(RootedFiles.of(there));
        return session.client();
    }

    @AfterEach
    void end() throws Exception {
        session.close();
    }

    @Override
    String root() {
        return "";
    }
}
