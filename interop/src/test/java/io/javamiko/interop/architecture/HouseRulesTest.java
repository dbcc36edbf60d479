package io.javamiko.interop.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of CONTRIBUTING.md that show in the text of the sources. */
class HouseRulesTest {
    private static final int MOST_LINES = 400;

    static final List<String> MODULES = Library.MODULES;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\bsynchronized\\b", // virtual threads pin on it before JDK 24
                "\\b(TODO|FIXME|XXX|HACK)\\b",
                "System\\.(out|err)\\b|printStackTrace",
                "(class|interface|record|enum) \\w*(Util|Utils|Helper|Manager|Impl)\\b",
                "catch \\((Exception|Throwable|RuntimeException|IOException) \\w+\\) \\{\\s*\\}"
            })
    void textThatDoesNotStandInTheLibrary(String pattern) throws Exception {
        var unwanted = Pattern.compile(pattern);
        var found = new ArrayList<String>();
        for (var file : allSources()) {
            var lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (!isComment(lines.get(i)) && unwanted.matcher(lines.get(i)).find()) {
                    found.add(Library.ROOT.relativize(file) + ":" + (i + 1) + ": "
                            + lines.get(i).strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void suppressedWarningHasItsReasonBesideIt() throws Exception {
        var found = new ArrayList<String>();
        for (var file : allSources()) {
            for (var line : Files.readAllLines(file)) {
                if (line.contains("@SuppressWarnings") && !line.contains("//")) {
                    found.add(Library.ROOT.relativize(file) + ": " + line.strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void fileFitsInAReadersHead() throws Exception {
        var found = new ArrayList<String>();
        for (var file : allSources()) {
            int lines = Files.readAllLines(file).size();
            if (lines > MOST_LINES) {
                found.add(Library.ROOT.relativize(file) + " has " + lines + " lines");
            }
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void packageHasASignAtItsDoor(String module) {
        var without = Library.sources(module).stream()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !folder.endsWith("java")) // module-info.java alone
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .map(Library.ROOT::relativize);
        assertThat(without).isEmpty();
    }

    private static List<Path> allSources() {
        return MODULES.stream()
                .flatMap(module -> Library.sources(module).stream())
                .toList();
    }

    private static boolean isComment(String line) {
        var text = line.strip();
        return text.startsWith("*") || text.startsWith("/*") || text.startsWith("//");
    }
}
