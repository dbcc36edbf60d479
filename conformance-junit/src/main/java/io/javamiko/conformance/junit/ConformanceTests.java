package io.javamiko.conformance.junit;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Level;
import io.javamiko.conformance.Runner;
import io.javamiko.conformance.Target;
import io.javamiko.conformance.UnreachableException;
import io.javamiko.conformance.checks.Checks;
import io.javamiko.conformance.peer.Credentials;
import io.javamiko.conformance.peer.Timing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.opentest4j.AssertionFailedError;

/**
 * The checks of the conformance kit as dynamic tests, one a check, in a container a layer.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> ourServerKeepsToTheRFCs() {
 *     return ConformanceTests.of(new ServerTarget(address), Credentials.key("user", key))
 *             .level(Level.MUST)
 *             .expectFailures("ident-09")
 *             .tests();
 * }
 * }</pre>
 *
 * <p>A check that fails is a failed test with the requirement, its clause and the transcript of the conversation. One that
 * can't be asked of this target is an aborted one. One that warns passes, and says so. Each has its deadline ({@link
 * Timing#check}). Immutable and thread-safe: tests may run in parallel, and no more at once than the target allows.
 */
public final class ConformanceTests {
    private static final System.Logger LOG = System.getLogger("io.javamiko.conformance");

    private final Target target;
    private final Credentials credentials;
    private final Settings settings;

    /** What may be set, with its defaults; never changed once its tests hold it. */
    private static final class Settings {
        private Set<String> only = Set.of();
        private Level level = Level.MAY;
        private Timing timing = Timing.DEFAULT;
        private Set<String> expectedFailures = Set.of();
        private Consumer<String> telling = words -> LOG.log(System.Logger.Level.WARNING, words);
        private boolean failOnWarnings;

        Settings with(Consumer<Settings> change) {
            var copy = new Settings();
            copy.only = only;
            copy.level = level;
            copy.timing = timing;
            copy.expectedFailures = expectedFailures;
            copy.telling = telling;
            copy.failOnWarnings = failOnWarnings;
            change.accept(copy);
            return copy;
        }
    }

    private ConformanceTests(Target target, Credentials credentials, Settings settings) {
        this.target = target;
        this.credentials = credentials;
        this.settings = settings;
    }

    /**
     * All checks of that target.
     *
     * @param credentials for a server: how to log in ({@link Credentials#none()}: checks behind the login are aborted); for a
     *     client: host keys ({@link Credentials#server})
     */
    public static ConformanceTests of(Target target, Credentials credentials) {
        return new ConformanceTests(target, credentials, new Settings());
    }

    /**
     * These checks, and those of these layers, alone.
     *
     * @throws IllegalArgumentException if there is no such check or layer
     */
    public ConformanceTests only(String... idsAndLayers) {
        for (var name : idsAndLayers) {
            mustExist(name, check -> isNamed(check, name));
        }
        return with(copy -> copy.only = Set.copyOf(List.of(idsAndLayers)));
    }

    /** Checks as binding as that: {@link Level#MUST} has attacks too, {@link Level#MAY}, the default, has all. */
    public ConformanceTests level(Level value) {
        return with(copy -> copy.level = value);
    }

    /** How long is waited for what; {@link Timing#DEFAULT} unless set, which is for targets that nobody knows. */
    public ConformanceTests timing(Timing value) {
        return with(copy -> copy.timing = value);
    }

    /**
     * Known deviations, so that a project can pin its state: these checks must fail. One that does not any more is a failed
     * test, which says that it is to be taken off the list.
     *
     * @throws IllegalArgumentException if there is no such check
     */
    public ConformanceTests expectFailures(String... ids) {
        for (var id : ids) {
            mustExist(id, check -> check.id().equals(id));
        }
        return with(copy -> copy.expectedFailures = Set.copyOf(List.of(ids)));
    }

    /** Checks that warn fail, too: the target is to do what it should, not only what it must. */
    public ConformanceTests failOnWarnings() {
        return with(copy -> copy.failOnWarnings = true);
    }

    /** Who is told of warnings, by any thread; the logger {@code io.javamiko.conformance} unless set. */
    public ConformanceTests telling(Consumer<String> listener) {
        return with(copy -> copy.telling = listener);
    }

    private ConformanceTests with(Consumer<Settings> change) {
        return new ConformanceTests(target, credentials, settings.with(change));
    }

    /**
     * The tests, for a method with {@code @TestFactory}. One honest connection is made first.
     *
     * @throws AssertionFailedError if it fails: the target can't be reached, does not speak SSH, or refuses the credentials
     */
    public Stream<DynamicNode> tests() {
        probe();
        var atOnce = new Semaphore(target.atOnce());
        var layers = chosen().stream()
                .map(check -> new CheckTest(check, this, atOnce))
                .collect(Collectors.groupingBy(CheckTest::layer, LinkedHashMap::new, Collectors.toList()));
        return layers.entrySet().stream()
                .map(layer -> DynamicContainer.dynamicContainer(
                        layer.getKey(), layer.getValue().stream().map(CheckTest::node)));
    }

    private void probe() {
        try {
            runner().probe();
        } catch (UnreachableException e) {
            throw new AssertionFailedError(e.getMessage(), e);
        }
    }

    private List<Check> chosen() {
        return Checks.all().stream()
                .filter(check -> check.script(target.side()).isPresent())
                .filter(check -> check.row().level().isWithin(settings.level))
                .filter(check ->
                        settings.only.isEmpty() || settings.only.stream().anyMatch(name -> isNamed(check, name)))
                .toList();
    }

    Runner runner() {
        return new Runner(target, credentials, settings.timing);
    }

    boolean isExpectedToFail(Check check) {
        return settings.expectedFailures.contains(check.id());
    }

    boolean isToFailOnWarnings() {
        return settings.failOnWarnings;
    }

    void tell(String words) {
        settings.telling.accept(words);
    }

    private static boolean isNamed(Check check, String name) {
        return name.equals(check.id()) || name.equals(check.row().layer());
    }

    private static void mustExist(String name, Predicate<Check> wanted) {
        if (Checks.all().stream().noneMatch(wanted)) {
            throw new IllegalArgumentException("the kit has no check \"%s\"; layers are %s"
                    .formatted(
                            name,
                            Checks.all().stream()
                                    .map(check -> check.row().layer())
                                    .distinct()
                                    .collect(Collectors.joining(", "))));
        }
    }
}
