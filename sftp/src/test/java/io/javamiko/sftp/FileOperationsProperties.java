package io.javamiko.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.sftp.server.RootedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is done, in whatever order: through our client and server it does what it does to a local directory. */
class FileOperationsProperties {

    @Property(tries = 300)
    void ourServerDoesWhatTheFileSystemDoes(@ForAll("sequences") List<FileOperation> operations) throws Exception {
        var served = Files.createTempDirectory("served");
        var model = Files.createTempDirectory("model");
        try (var session = MemorySession.of(RootedFiles.of(served))) {
            for (var operation : operations) {
                assertThat(operation.by(session.client()))
                        .as(operation.toString())
                        .isEqualTo(operation.by(model));
            }
            assertThat(FileOperation.snapshot(served)).isEqualTo(FileOperation.snapshot(model));
        } finally {
            delete(served);
            delete(model);
        }
    }

    @Provide
    Arbitrary<List<FileOperation>> sequences() {
        return FileOperation.sequences();
    }

    static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }
}
