package io.javamiko.interop.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The library as these tests see it: its classes, its module descriptors, its sources. */
final class Library {
    /** The published modules, by the folder of their sources. */
    static final List<String> MODULES = List.of(
            "wire", "crypto", "keys", "transport", "sftp", "client", "server", "conformance", "conformance-junit");

    /** The repository: these tests run in the folder of their module. */
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private Library() {}

    /** All classes of all our modules, without tests. */
    static JavaClasses classes() {
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages("io.javamiko");
    }

    /** The Java module of a published module: {@code io.javamiko.FOLDER}, a dot for a hyphen. */
    static String moduleName(String folder) {
        return "io.javamiko." + folder.replace('-', '.');
    }

    /** Everything on the class path as modules: ours and what they require. */
    static ModuleFinder modules() {
        return ModuleFinder.of(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .filter(path -> !path.endsWith("test-classes"))
                .toArray(Path[]::new));
    }

    /** The Java files of one module's library code. */
    static List<Path> sources(String module) {
        try (var files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
