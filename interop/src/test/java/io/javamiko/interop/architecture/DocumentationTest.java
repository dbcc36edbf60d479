package io.javamiko.interop.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every class and every public method says what it means. Javadoc's own check asks for tags, this one for words. */
class DocumentationTest {
    static final List<String> MODULES = Library.MODULES;

    @ParameterizedTest
    @FieldSource("MODULES")
    void everythingPublicIsDocumented(String module) throws Exception {
        var javac = ToolProvider.getSystemJavaCompiler();
        try (var files = javac.getStandardFileManager(null, null, null)) {
            var sources = files.getJavaFileObjectsFromPaths(List.<Path>copyOf(Library.sources(module)));
            var task = (JavacTask) javac.getTask(null, files, null, null, null, sources);
            var undocumented = new ArrayList<String>();
            for (var unit : task.parse()) {
                new Look(DocTrees.instance(task), undocumented).scan(unit, null);
            }
            assertThat(undocumented).isEmpty();
        }
    }

    private static final class Look extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final List<String> undocumented;

        Look(DocTrees docs, List<String> undocumented) {
            this.docs = docs;
            this.undocumented = undocumented;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            boolean topLevel = getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree;
            if (topLevel || isPublic(type.getModifiers()) && ownerIsPublic()) {
                look(type.getSimpleName().toString());
            }
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (isPublic(method.getModifiers())
                    && ownerIsPublic()
                    && !overrides(method.getModifiers())
                    && !isOfARecord(method)) {
                look(owner().getSimpleName() + "." + method.getName());
            }
            return null; // what is within a method is nobody's API
        }

        private void look(String name) {
            if (docs.getDocComment(getCurrentPath()) == null) {
                var unit = getCurrentPath().getCompilationUnit();
                undocumented.add(name + " ("
                        + Path.of(unit.getSourceFile().getName()).getFileName() + ":"
                        + unit.getLineMap()
                                .getLineNumber(docs.getSourcePositions()
                                        .getStartPosition(unit, getCurrentPath().getLeaf()))
                        + ")");
            }
        }

        /** A record's constructor has its parameters from the record's own words. */
        private boolean isOfARecord(MethodTree method) {
            return method.getReturnType() == null && owner().getKind() == Tree.Kind.RECORD;
        }

        private ClassTree owner() {
            return (ClassTree) getCurrentPath().getParentPath().getLeaf();
        }

        private boolean ownerIsPublic() {
            for (TreePath path = getCurrentPath().getParentPath(); path != null; path = path.getParentPath()) {
                if (path.getLeaf() instanceof ClassTree type && !isPublic(type.getModifiers())) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isPublic(ModifiersTree modifiers) {
            return modifiers.getFlags().contains(Modifier.PUBLIC);
        }

        private static boolean overrides(ModifiersTree modifiers) {
            return modifiers.getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
        }
    }
}
