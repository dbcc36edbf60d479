package io.javamiko.interop.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.testing.Program;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other tests run on the class path; a user's program may not. */
class ModulePathTest {
    @TempDir
    Path folder;

    @Test
    void mainJobRunsOnTheModulePath() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var modules = entries("javamiko|wire|crypto|keys|transport|sftp|client|server|library|bcprov|slf4j-api")
                .filter(entry -> !entry.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        var tests = entries("test-classes").collect(Collectors.joining(File.pathSeparator));
        var ran = Program.of(
                        java,
                        "--module-path",
                        modules,
                        "--add-modules",
                        "io.javamiko",
                        "--class-path",
                        tests,
                        ModulePathSmoke.class.getName(),
                        folder.toString())
                .run()
                .successful();
        assertThat(ran.text()).matches("io\\.javamiko\\.client 7 (\\d+) of \\1\\n");
    }

    /** Entries of the class path, folders or jars, whose artifact is one of these. */
    private static Stream<String> entries(String artifact) {
        var wanted = ".*[/\\\\](" + artifact + ")([/\\\\]target[/\\\\].*|[^/\\\\]*\\.jar|)";
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(wanted));
    }
}
