package io.javamiko.sftp.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalNamesTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", "a/b", "../a", "/abs", "a/", "x\0y"})
    void whatIsNotOneComponentHasNoPath(String name) {
        assertThat(LocalNames.component(directory, name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "...",
                " ",
                "a b",
                "\u00fc",
                "\u4e2d",
                "a\\b",
                "C:x",
                "\n",
                "%2e%2e",
                "\udcff\udcfe",
                "a\udcc3("
            })
    void everyNameOfAUnixFileSystemSurvives(String name) throws Exception {
        var path = directory.resolve(LocalNames.component(directory, name).orElseThrow());
        Files.createFile(path);
        var found = new ArrayList<String>();
        try (var stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entry -> found.add(LocalNames.of(entry)));
        }
        assertThat(found).containsExactly(name);
        assertThat(path.getParent()).isEqualTo(directory);
    }

    @Test
    void aDirectorysNameHasNoSlash() throws Exception {
        var path = directory.resolve(LocalNames.component(directory, "\u00e9").orElseThrow());
        Files.createDirectory(path);
        assertThat(LocalNames.of(path)).isEqualTo("\u00e9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:x", "a\\b", "con", "NUL.txt", "a.", "a ", "x:ads", "lpt1", "a\nb", "\udcff"})
    void whatWindowsTakesForSomethingElseHasNoPathThere(String name) throws Exception {
        try (var windows = Jimfs.newFileSystem(Configuration.windows())) {
            assertThat(LocalNames.component(windows.getPath("C:\\work"), name)).isEmpty();
        }
    }

    @Test
    void anOrdinaryNameHasAPathOnWindows() throws Exception {
        try (var windows = Jimfs.newFileSystem(Configuration.windows())) {
            var path = windows.getPath("C:\\work");
            assertThat(LocalNames.component(path, "console \u00fc.txt"))
                    .contains(windows.getPath("console \u00fc.txt"));
        }
    }
}
