package io.javamiko.interop.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The arrows of ARCHITECTURE.md, one way: a layer knows what stands below it, and nothing beside or above. */
class LayersTest {
    private static final JavaClasses CLASSES = Library.classes();

    /** What each layer may know; a layer is a package with all below it that are no layer of their own. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("io.javamiko", Set.of()),
            Map.entry("io.javamiko.wire", Set.of("io.javamiko")),
            Map.entry("io.javamiko.crypto", Set.of("io.javamiko", "io.javamiko.wire")),
            Map.entry("io.javamiko.keys", Set.of("io.javamiko", "io.javamiko.wire", "io.javamiko.crypto")),
            Map.entry("io.javamiko.secrets", Set.of("io.javamiko", "io.javamiko.crypto")),
            Map.entry(
                    "io.javamiko.agent",
                    Set.of("io.javamiko", "io.javamiko.wire", "io.javamiko.crypto", "io.javamiko.keys")),
            Map.entry(
                    "io.javamiko.transport",
                    Set.of("io.javamiko", "io.javamiko.wire", "io.javamiko.crypto", "io.javamiko.keys")),
            Map.entry(
                    "io.javamiko.auth",
                    Set.of("io.javamiko", "io.javamiko.wire", "io.javamiko.keys", "io.javamiko.transport")),
            Map.entry("io.javamiko.connection", Set.of("io.javamiko", "io.javamiko.wire", "io.javamiko.transport")),
            Map.entry(
                    "io.javamiko.transcript",
                    Set.of(
                            "io.javamiko",
                            "io.javamiko.wire",
                            "io.javamiko.crypto",
                            "io.javamiko.keys",
                            "io.javamiko.transport")),
            Map.entry("io.javamiko.sftp", Set.of("io.javamiko", "io.javamiko.wire")),
            Map.entry(
                    "io.javamiko.conformance",
                    Set.of(
                            "io.javamiko",
                            "io.javamiko.wire",
                            "io.javamiko.crypto",
                            "io.javamiko.keys",
                            "io.javamiko.transport",
                            "io.javamiko.auth",
                            "io.javamiko.connection",
                            "io.javamiko.transcript")),
            Map.entry("io.javamiko.conformance.junit", Set.of("io.javamiko.conformance")),
            Map.entry(
                    "io.javamiko.client",
                    Set.of(
                            "io.javamiko",
                            "io.javamiko.wire",
                            "io.javamiko.crypto",
                            "io.javamiko.keys",
                            "io.javamiko.agent",
                            "io.javamiko.transport",
                            "io.javamiko.auth",
                            "io.javamiko.connection",
                            "io.javamiko.sftp")),
            Map.entry(
                    "io.javamiko.server",
                    Set.of(
                            "io.javamiko",
                            "io.javamiko.wire",
                            "io.javamiko.crypto",
                            "io.javamiko.keys",
                            "io.javamiko.agent",
                            "io.javamiko.transport",
                            "io.javamiko.auth",
                            "io.javamiko.connection",
                            "io.javamiko.sftp")));

    static final Set<String> LAYERS = new TreeSet<>(MAY_KNOW.keySet());

    @ParameterizedTest
    @FieldSource("LAYERS")
    void layerKnowsOnlyWhatStandsBelowIt(String layer) {
        var wrong = CLASSES.stream()
                .filter(type -> layerOf(type.getPackageName()).equals(layer))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isOurs(dependency.getTargetClass().getPackageName()))
                .filter(dependency ->
                        !mayKnow(layer, layerOf(dependency.getTargetClass().getPackageName())))
                .map(Dependency::getDescription)
                .sorted();
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPackageOfTheLibraryBelongsToALayer() {
        var packages = CLASSES.stream()
                .map(type -> type.getPackageName())
                .filter(LayersTest::isOurs)
                .distinct();
        assertThat(packages)
                .allSatisfy(name -> assertThat(layerOf(name)).as(name).isNotEmpty());
    }

    private static boolean mayKnow(String layer, String other) {
        return layer.equals(other) || MAY_KNOW.get(layer).contains(other);
    }

    /** The longest layer that the package stands in. {@code io.javamiko} itself has no packages below it. */
    private static String layerOf(String packageName) {
        return LAYERS.stream()
                .filter(layer -> packageName.equals(layer)
                        || !layer.equals("io.javamiko") && packageName.startsWith(layer + "."))
                .max(Comparator.comparing(String::length))
                .orElse("");
    }

    private static boolean isOurs(String packageName) {
        return (packageName + ".").startsWith("io.javamiko.")
                && !packageName.startsWith("io.javamiko.testing")
                && !packageName.startsWith("io.javamiko.cli");
    }
}
