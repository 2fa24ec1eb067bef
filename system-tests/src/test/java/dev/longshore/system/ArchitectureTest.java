package dev.longshore.system;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInAnyPackage;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/** What may depend on what, and who alone may touch time, chance, threads and the outside world. */
@AnalyzeClasses(packages = "dev.longshore", importOptions = ArchitectureTest.ProductOnly.class)
class ArchitectureTest {
    /** Packages that may touch the clock, threads and randomness: the driver of the ports, and edges with threads of their own. */
    private static final String[] EDGES = {
        "dev.longshore.tasks..",
        "dev.longshore.process",
        "dev.longshore.engine.store.sqlite..",
        "dev.longshore.engine.apiserver..",
        "dev.longshore.engine.web..",
        "dev.longshore.engine.gitops.git..",
        "dev.longshore.agent.containers.docker..",
        "dev.longshore.engine",
        "dev.longshore.agent",
        "dev.longshore.cli.."
    };

    @ArchTest
    static final ArchRule ARROWS = ArchRuleDefinition.classes()
            .that(resideInAPackage("dev.longshore.."))
            .should(adhereToPlantUmlDiagram(
                    Path.of("..", "docs", "architecture.puml"),
                    consideringOnlyDependenciesInAnyPackage("dev.longshore..")));

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.longshore.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONE_USER_OF_DOCKER =
            onlyUser("com.github.dockerjava..", "dev.longshore.agent.containers.docker");

    @ArchTest
    static final ArchRule ONE_USER_OF_JGIT = onlyUser("org.eclipse.jgit..", "dev.longshore.engine.gitops.git");

    @ArchTest
    static final ArchRule ONE_USER_OF_NETTY =
            onlyUser("io.netty..", "dev.longshore.engine", "dev.longshore.engine.apiserver.http");

    @ArchTest
    static final ArchRule ONE_USER_OF_BOUNCY_CASTLE =
            onlyUser("org.bouncycastle..", "dev.longshore.engine.access.certificates");

    @ArchTest
    static final ArchRule ONE_USER_OF_MICRONAUT =
            onlyUser("io.micronaut..", "dev.longshore.engine", "dev.longshore.engine.web");

    @ArchTest
    static final ArchRule ONE_USER_OF_YAML =
            onlyUser("org.yaml.snakeyaml..", "dev.longshore.manifests", "dev.longshore.schemas.compiler");

    @ArchTest
    static final ArchRule ONE_USER_OF_SQL =
            onlyUser("java.sql..", "dev.longshore.engine.store.sqlite", "dev.longshore.engine");

    @ArchTest
    static final ArchRule CONTROLLERS_SEE_THE_DOOR_ONLY = noClasses()
            .that(resideInAnyPackage(
                    "dev.longshore.engine.workloads..",
                    "dev.longshore.engine.scheduling..",
                    "dev.longshore.engine.nodes..",
                    "dev.longshore.engine.cleanup..",
                    "dev.longshore.engine.gitops.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "dev.longshore.engine.store..",
                    "dev.longshore.engine.registry..",
                    "dev.longshore.engine.apiserver.."));

    /** What is decided for a pod is decided from what was read before; the ports are for those who perform it. */
    @ArchTest
    static final ArchRule PLANS_OF_PODS_SEE_NO_PORT = noClasses()
            .that(resideInAnyPackage(
                    "dev.longshore.agent.pods.plan..",
                    "dev.longshore.agent.pods.status..",
                    "dev.longshore.agent.pods.specs.."))
            .should()
            .dependOnClassesThat(describe(
                    "are ports of the agent",
                    type -> type.getPackageName().startsWith("dev.longshore.agent.")
                            && type.getSimpleName().matches("ContainerEngine|PodNetwork|VolumePlugin|HostFiles")));

    @ArchTest
    static final ArchRule NO_CLOCK = noClasses()
            .that(not(resideInAnyPackage(EDGES)))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", java.time.Duration.class);

    /** C49 of the store: no jump of a clock can matter to it. Two files say for people when they were made. */
    @ArchTest
    static final ArchRule STORES_KNOW_NO_TIME = noClasses()
            .that(resideInAPackage("dev.longshore.engine.store.."))
            .and()
            .doNotHaveFullyQualifiedName("dev.longshore.engine.store.sqlite.FormatFile")
            .and()
            .doNotHaveFullyQualifiedName("dev.longshore.engine.store.sqlite.StoreLock")
            .should()
            .dependOnClassesThat(describe(
                    "tell the time",
                    type -> type.isEquivalentTo(Instant.class)
                            || type.isEquivalentTo(java.time.Clock.class)
                            || type.getName().equals("dev.longshore.tasks.Time")))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule NO_CHANCE = noClasses()
            .that(not(resideInAnyPackage(EDGES)))
            .should()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .dependOnClassesThat(describe(
                    "draw by themselves",
                    type -> type.isEquivalentTo(Random.class)
                            || type.getName().equals("java.security.SecureRandom")
                            || type.getName().equals("java.util.concurrent.ThreadLocalRandom")));

    @ArchTest
    static final ArchRule NO_THREADS = noClasses()
            .that(not(resideInAnyPackage(EDGES)))
            .and()
            .doNotHaveFullyQualifiedName("dev.longshore.client.JdkTransport")
            .should()
            .dependOnClassesThat(describe("start or block threads", ArchitectureTest::startsOrBlocksThreads));

    /** NullAway looks at marked packages only; a forgotten package-info.java would switch it off without a word. */
    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = ArchRuleDefinition.classes()
            .should(ArchCondition.from(describe(
                    "live in a @NullMarked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class))));

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_DOES = noClasses()
            .should()
            .haveNameMatching(".*\\.(Abstract|Base|Common)[A-Z]\\w*|.*(Manager|Helper|Utils?|Impl|Service)");

    private static boolean startsOrBlocksThreads(JavaClass type) {
        String name = type.getSimpleName();
        boolean concurrent = type.getPackageName().equals("java.util.concurrent");
        boolean banned = name.matches(".*(Executor|ExecutorService|Executors|CompletableFuture|BlockingQueue)");
        return type.isEquivalentTo(Thread.class) || (concurrent && banned);
    }

    private static ArchRule onlyUser(String library, String... users) {
        return noClasses().that(not(resideInAnyPackage(users))).should().dependOnClassesThat(resideInAPackage(library));
    }

    /** {@code DoNotIncludeTests} knows {@code target/test-classes} only, neither test jars nor another build folder. */
    static final class ProductOnly implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar") && !location.contains("/test-classes/");
        }
    }
}
