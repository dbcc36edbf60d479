package io.javamiko.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.sftp.server.RootedFiles;
import java.nio.file.Files;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is done, in whatever order: our server does what OpenSSH's does. */
class FileOperationsIT {
    @Property(tries = 100)
    void ourServerDoesWhatOpenSSHDoes(@ForAll("sequences") List<FileOperation> operations) throws Exception {
        if (!OpenSSHServer.isInstalled()) {
            return;
        }
        var ours = Files.createTempDirectory("ours");
        var theirs = Files.createTempDirectory("theirs");
        try (var session = MemorySession.of(RootedFiles.of(ours));
                var openSSH = OpenSSHServer.start(theirs)) {
            for (var operation : operations) {
                if (operation.kind() == FileOperation.Kind.RENAME
                        && Files.isSymbolicLink(ours.resolve(operation.other()))) {
                    continue; // OpenSSH renames over a link that leads to nothing; §6.5 does not allow it
                }
                assertThat(operation.by(session.client()))
                        .as(operation.toString())
                        .isEqualTo(operation.by(openSSH));
            }
            assertThat(FileOperation.snapshot(ours)).isEqualTo(FileOperation.snapshot(theirs));
        } finally {
            FileOperationsProperties.delete(ours);
            FileOperationsProperties.delete(theirs);
        }
    }

    @Provide
    Arbitrary<List<FileOperation>> sequences() {
        return FileOperation.sequences();
    }
}
