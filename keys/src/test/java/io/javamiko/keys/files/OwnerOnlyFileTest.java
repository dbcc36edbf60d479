package io.javamiko.keys.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyFileTest {
    private static final byte[] SECRET = {1, 2, 3};

    @TempDir
    private Path directory;

    @Test
    void onlyTheOwnerMayReadANewFile() throws Exception {
        Path file = directory.resolve("key");
        OwnerOnlyFile.write(file, SECRET);
        assertThat(Files.readAllBytes(file)).isEqualTo(SECRET);
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertOnly(file);
    }

    @Test
    void aFileThatWasOpenToAllIsReplacedByOneThatIsNot() throws Exception {
        Path file = Files.write(directory.resolve("key"), new byte[] {9});
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        try (var before = Files.newInputStream(file)) { // who held it open sees the old bytes, not the new secret
            OwnerOnlyFile.write(file, SECRET);
            assertThat(before.readAllBytes()).containsExactly(9);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(SECRET);
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertOnly(file);
    }

    @Test
    void aSymbolicLinkIsReplacedAndItsTargetLeftAlone() throws Exception {
        Path target = Files.write(directory.resolve("target"), new byte[] {9});
        Path link = Files.createSymbolicLink(directory.resolve("key"), target);
        OwnerOnlyFile.write(link, SECRET);
        assertThat(Files.readAllBytes(target)).containsExactly(9);
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(Files.readAllBytes(link)).isEqualTo(SECRET);
    }

    @Test
    void whatCannotBeWrittenLeavesNothing() throws Exception {
        Path file = Files.createDirectory(directory.resolve("key"));
        Files.write(file.resolve("inside"), SECRET);
        assertThatThrownBy(() -> OwnerOnlyFile.write(file, SECRET)).isInstanceOf(IOException.class);
        assertOnly(file);
        assertThatThrownBy(() -> OwnerOnlyFile.write(directory.resolve("none/key"), SECRET))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whereThereAreAccessControlListsTheyNameTheOwnerAlone() throws Exception {
        var windows = Configuration.windows().toBuilder()
                .setAttributeViews("basic", "owner", "acl")
                .build();
        try (var system = Jimfs.newFileSystem(windows)) {
            Path folder = Files.createDirectory(system.getPath("C:\\keys"));
            Path file = folder.resolve("key");
            OwnerOnlyFile.write(file, SECRET);
            assertThat(Files.readAllBytes(file)).isEqualTo(SECRET);
            var acl =
                    Files.getFileAttributeView(file, AclFileAttributeView.class).getAcl();
            assertThat(acl)
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.principal()).isEqualTo(Files.getOwner(file)));
            try (var files = Files.list(folder)) {
                assertThat(files).containsExactly(file);
            }
        }
    }

    @Test
    void whereThereAreNoPermissionsItIsWrittenAllTheSame() throws Exception {
        var basic = Configuration.unix().toBuilder().setAttributeViews("basic").build();
        try (var system = Jimfs.newFileSystem(basic)) {
            Path file = system.getPath("key");
            OwnerOnlyFile.write(file, SECRET);
            assertThat(Files.readAllBytes(file)).isEqualTo(SECRET);
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private void assertOnly(Path expected) throws IOException {
        try (var files = Files.list(directory)) {
            assertThat(files.toList()).isEqualTo(List.of(expected));
        }
    }
}
