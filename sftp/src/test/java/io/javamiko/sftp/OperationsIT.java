package io.javamiko.sftp;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIf;

/** Every operation against OpenSSH's own server. */
@EnabledIf("io.javamiko.sftp.OpenSSHServer#isInstalled")
class OperationsIT extends Operations {
    @Override
    SFTPClient open(Path there) throws Exception {
        return OpenSSHServer.start(there);
    }

    @Override
    String root() {
        return there.toString();
    }
}
