package io.javamiko.interop.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** Who may touch the world outside (sockets, threads, files, providers, the environment), and what nobody may use. */
class WorldTest {
    private static final JavaClasses CLASSES = Library.classes();
    private static final String[] LIBRARY = {
        "io.javamiko",
        "io.javamiko.wire..",
        "io.javamiko.crypto..",
        "io.javamiko.keys..",
        "io.javamiko.agent..",
        "io.javamiko.secrets..",
        "io.javamiko.transport..",
        "io.javamiko.auth..",
        "io.javamiko.connection..",
        "io.javamiko.transcript..",
        "io.javamiko.sftp..",
        "io.javamiko.scp..",
        "io.javamiko.client..",
        "io.javamiko.server.."
    };
    private static final String[] PROTOCOL = {
        "io.javamiko.wire..",
        "io.javamiko.crypto..",
        "io.javamiko.keys..",
        "io.javamiko.transport..",
        "io.javamiko.auth..",
        "io.javamiko.connection.."
    };

    @Test
    void onlyTheDriverOpensSockets() {
        noClasses()
                .that(resideInAnyPackage(PROTOCOL))
                .and(not(resideInAnyPackage("io.javamiko.transport.io..")))
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.net\\..*|javax\\.net\\..*|java\\.nio\\.channels\\..*(Socket|Datagram|Selector|Network).*")
                .check(CLASSES);
    }

    @Test
    void onlyTheDriverStartsThreads() {
        noClasses()
                .that(resideInAnyPackage(PROTOCOL))
                .and(not(resideInAnyPackage("io.javamiko.transport.io..")))
                .should()
                .callMethodWhere(target(owner(name("io.javamiko.Threads"))).and(target(name("start"))))
                .orShould()
                .callConstructorWhere(target(owner(name("java.lang.Thread"))))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.util\\.concurrent\\.(Executors|ForkJoinPool|.*ThreadPoolExecutor|CompletableFuture)")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.Timer")
                .check(CLASSES);
    }

    @Test
    void onlyJCACallsGetInstance() {
        noClasses()
                .that(resideInAnyPackage(LIBRARY))
                .and(not(name("io.javamiko.crypto.JCA")))
                .should()
                .callMethodWhere(target(name("getInstance"))
                        .and(target(owner(resideInAnyPackage("java.security..", "javax.crypto..", "javax.net..")))))
                .check(CLASSES);
    }

    @Test
    void nobodyChangesTheProvidersOfTheJVM() {
        noClasses()
                .should()
                .callMethodWhere(target(owner(name("java.security.Security")))
                        .and(target(nameMatching("addProvider|insertProviderAt|removeProvider|setProperty"))))
                .check(CLASSES);
    }

    @Test
    void randomnessIsInjectedAndComesFromTheSystem() {
        noClasses()
                .that(resideInAnyPackage(LIBRARY))
                .and(not(name("io.javamiko.crypto.JCA")))
                .should()
                .callConstructor(SecureRandom.class)
                .orShould()
                .callConstructorWhere(target(owner(nameMatching("java\\.util\\.(Random|SplittableRandom)"))))
                .orShould()
                .callMethodWhere(target(owner(nameMatching("java\\.util\\.concurrent\\.ThreadLocalRandom"))))
                .orShould()
                .callMethodWhere(target(owner(name("java.lang.Math"))).and(target(name("random"))))
                .check(CLASSES);
    }

    @Test
    void secretsAreComparedInConstantTime() {
        noClasses()
                .that(resideInAnyPackage("io.javamiko.crypto.."))
                .should()
                .callMethodWhere(
                        target(owner(name("java.util.Arrays"))).and(target(nameMatching("equals|compare|mismatch"))))
                .check(CLASSES);
    }

    @Test
    void belowTheClientOnlyKeysTranscriptsAndSFTPTouchFiles() {
        noClasses()
                .that(resideInAnyPackage(
                        "io.javamiko",
                        "io.javamiko.wire..",
                        "io.javamiko.crypto..",
                        "io.javamiko.transport..",
                        "io.javamiko.auth..",
                        "io.javamiko.connection.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.io\\.(File|FileInputStream|FileOutputStream|FileReader|FileWriter|RandomAccessFile)")
                .check(CLASSES);
    }

    @Test
    void belowTheClientNothingReadsTheEnvironment() {
        noClasses()
                .that(resideInAnyPackage(PROTOCOL))
                .or(resideInAnyPackage("io.javamiko", "io.javamiko.transcript..", "io.javamiko.sftp.."))
                .should()
                .callMethodWhere(target(owner(name("java.lang.System")))
                        .and(target(nameMatching("getenv|getProperty|getProperties|setProperty|console"))))
                .orShould()
                .callMethodWhere(target(nameMatching("getBoolean|getInteger|getLong"))
                        .and(target(owner(nameMatching("java\\.lang\\.(Boolean|Integer|Long)")))))
                .check(CLASSES);
    }

    @Test
    void nothingGlobalIsStartedOrStopped() {
        noClasses()
                .that(resideInAnyPackage(LIBRARY))
                .should()
                .callMethodWhere(target(owner(name("java.lang.Runtime")))
                        .and(target(nameMatching("addShutdownHook|exit|halt|exec|gc"))))
                .orShould()
                .callMethodWhere(target(owner(name("java.lang.System"))).and(target(nameMatching("exit|gc"))))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.ref\\.Cleaner(\\$.*)?")
                .check(CLASSES);
    }

    @Test
    void nothingSleepsOrHoldsAMonitor() {
        noClasses()
                .that(resideInAnyPackage(LIBRARY))
                .should()
                .callMethodWhere(target(owner(nameMatching("java\\.lang\\.Thread|java\\.util\\.concurrent\\.TimeUnit")))
                        .and(target(name("sleep"))))
                .orShould()
                .callMethodWhere(
                        target(owner(name("java.lang.Object"))).and(target(nameMatching("wait|notify|notifyAll"))))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.Piped.*")
                .check(CLASSES);
        noMethods()
                .that()
                .areDeclaredInClassesThat(resideInAnyPackage(LIBRARY))
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .check(CLASSES);
    }

    @Test
    void nothingChangesWhatAConnectionDoesFromAfar() {
        fields().that()
                .areDeclaredInClassesThat(resideInAnyPackage(LIBRARY))
                .and()
                .areStatic()
                .should()
                .beFinal()
                .check(CLASSES);
        noClasses()
                .that(resideInAnyPackage(LIBRARY))
                .and(not(name("io.javamiko.Threads"))) // which asks the runtime for virtual threads
                .and(not(nameMatching(
                        "io\\.javamiko\\.crypto\\.packet\\.(Poly1305|UMAC(Hash)?)"))) // words of a byte array
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.reflect..", "java.lang.invoke..", "java.util.prefs..", "javax.naming..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.ServiceLoader|java\\.io\\.Object(In|Out)putStream")
                .orShould()
                .callMethodWhere(
                        target(owner(name("java.lang.Class"))).and(target(nameMatching("forName|newInstance"))))
                .check(CLASSES);
    }

    @Test
    void everyExceptionOfOursHasOneRoot() {
        classes()
                .that(resideInAnyPackage(LIBRARY))
                .and(not(
                        name("io.javamiko.server.session.ExitBySignalException"))) // a handler's word to us, never ours
                .and()
                .arePublic()
                .and()
                .areAssignableTo(Exception.class)
                .should()
                .beAssignableTo("io.javamiko.SSHException")
                .check(CLASSES);
    }
}
