package io.javamiko.interop.architecture;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What the modules require and export, and that the poms agree. */
class ModulesTest {
    private static final Set<String> OTHERS = Set.of("java.base", "org.bouncycastle.provider", "org.slf4j");
    private static final Map<String, Set<String>> REQUIRES = Map.of(
            "wire", Set.of(),
            "crypto", Set.of("wire"),
            "keys", Set.of("wire", "crypto"),
            "transport", Set.of("wire", "crypto", "keys"),
            "sftp", Set.of("wire"),
            "client", Set.of("transport", "sftp"),
            "server", Set.of("transport", "sftp"),
            "conformance", Set.of("transport"),
            "conformance-junit", Set.of("conformance"));
    private static final String FOR_JUNIT = "conformance-junit";

    static final List<String> MODULES = Library.MODULES;

    @ParameterizedTest
    @FieldSource("MODULES")
    void moduleRequiresOnlyWhatItMayKnow(String module) {
        var ours = descriptor(module).requires().stream()
                .filter(required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .map(ModuleDescriptor.Requires::name)
                .filter(name -> !OTHERS.contains(name))
                .filter(name -> !module.equals(FOR_JUNIT) || !name.equals("org.junit.jupiter.api"));
        var allowed = REQUIRES.get(module).stream().map(Library::moduleName).collect(toSet());
        assertThat(ours).isSubsetOf(allowed);
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void libraryModuleDependsOnBouncyCastleAndSLF4JAlone(String module) throws Exception {
        assertThat(dependencies(Library.ROOT.resolve(module).resolve("pom.xml")))
                .filteredOn(dependency -> !dependency.startsWith("io.javamiko:"))
                .filteredOn(dependency ->
                        !module.equals(FOR_JUNIT) || !dependency.equals("org.junit.jupiter:junit-jupiter-api"))
                .isSubsetOf("org.bouncycastle:bcprov-jdk18on", "org.slf4j:slf4j-api");
    }

    @Test
    void bomNamesEveryPublishedArtifactInThisVersion() throws Exception {
        var bom = pom(Library.ROOT.resolve("bom/pom.xml"));
        var parent = pom(Library.ROOT.resolve("pom.xml"));
        assertThat(text(bom.getDocumentElement(), "version")).isEqualTo(text(parent.getDocumentElement(), "version"));
        var published = Stream.concat(Stream.of("javamiko"), MODULES.stream().map(module -> "javamiko-" + module));
        assertThat(dependencies(Library.ROOT.resolve("bom/pom.xml")))
                .containsExactlyInAnyOrderElementsOf(
                        published.map(artifact -> "io.javamiko:" + artifact).toList());
    }

    /** An exported signature with a type that is not exported can be seen and not used. */
    @Test
    void noExportedSignatureNamesATypeThatIsNotExported() {
        var exported = MODULES.stream()
                .flatMap(module -> descriptor(module).exports().stream())
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(toSet());
        var classes = Library.classes();
        Predicate<JavaClass> hidden = type -> type.getPackageName().startsWith("io.javamiko")
                && (!exported.contains(type.getPackageName()) || !isPublic(type));
        var wrong = new ArrayList<String>();
        for (var type : classes) {
            if (exported.contains(type.getPackageName()) && isPublic(type)) {
                for (var unit : visibleUnits(type)) {
                    typesIn(unit).stream()
                            .filter(hidden)
                            .forEach(named -> wrong.add(unit.getFullName() + " names " + named.getName()));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<JavaCodeUnit> visibleUnits(JavaClass type) {
        return type.getCodeUnits().stream()
                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
                        || unit.getModifiers().contains(JavaModifier.PROTECTED)
                                && !type.getModifiers().contains(JavaModifier.FINAL))
                .filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
                .toList();
    }

    private static Set<JavaClass> typesIn(JavaCodeUnit unit) {
        var types = new HashSet<JavaClass>();
        unit.getParameterTypes().stream().map(JavaType::getAllInvolvedRawTypes).forEach(types::addAll);
        types.addAll(unit.getReturnType().getAllInvolvedRawTypes());
        types.addAll(unit.getExceptionTypes());
        return types;
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ModulesTest::isPublic).orElse(true);
    }

    private static ModuleDescriptor descriptor(String module) {
        return Library.modules().find(Library.moduleName(module)).orElseThrow().descriptor();
    }

    /** The dependencies of a pom that its users get, as {@code group:artifact}. */
    private static List<String> dependencies(Path pom) throws Exception {
        var nodes = pom(pom).getElementsByTagName("dependency");
        var found = new ArrayList<String>();
        for (int i = 0; i < nodes.getLength(); i++) {
            var dependency = (Element) nodes.item(i);
            if (!text(dependency, "scope").equals("test")
                    && !text(dependency, "optional").equals("true")) {
                found.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
            }
        }
        return found;
    }

    private static Document pom(Path file) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
    }

    /** The text of a child element, or nothing. */
    private static String text(Element parent, String name) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) {
                return node.getTextContent().strip();
            }
        }
        return "";
    }
}
