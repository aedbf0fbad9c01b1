package io.github.distributedsupervisor.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.nio.serialization.DataSerializable;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.distributedsupervisor.internal.runtime.ElasticExecutor;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The arrows between the packages. Each rule holds for core, and is seen to reject the classes made to break it. */
class ArchitectureTest {

    private static final String ROOT = "io.github.distributedsupervisor";
    private static final String[] DECISIONS = {"..internal.reconcile..", "..internal.placement.."};

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses VIOLATIONS =
            new ClassFileImporter().importPackages(ROOT + ".architecture.violations");

    enum Rule {
        DECISIONS_USE_ONLY_VALUES(noClasses()
                .that()
                .resideInAnyPackage(DECISIONS)
                .should()
                .dependOnClassesThat(outside(
                        "java.lang",
                        "java.lang.runtime",
                        "java.lang.invoke",
                        "java.util",
                        "java.util.function",
                        "java.util.stream",
                        "java.nio.charset",
                        "org.jspecify.annotations",
                        ROOT,
                        "..internal.registry",
                        "..internal.reconcile",
                        "..internal.placement"))),
        DECISIONS_KNOW_NO_CLOCK_NO_CHANCE_NO_THREAD(noClasses()
                .that()
                .resideInAnyPackage(DECISIONS)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, ThreadLocal.class, Random.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(UUID.class, "randomUUID")),
        A_RUNNING_CHILD_KNOWS_NO_HAZELCAST(noClasses()
                .that()
                .resideInAnyPackage("..internal.runtime..", "..internal.event..", DECISIONS[0], DECISIONS[1])
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.hazelcast..")),
        ONLY_MESSAGING_KNOWS_THE_INSIDE_OF_HAZELCAST(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".internal.messaging")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(
                                "com.hazelcast.spi..", "com.hazelcast.internal..", "com.hazelcast.jet..")
                        // documented for users, unlike its neighbours
                        .and(outside("com.hazelcast.spi.merge")))),
        ONLY_THE_REGISTRY_TOUCHES_THE_MAP(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".internal.registry")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hazelcast.map..", "com.hazelcast.query..")),
        LOWER_LAYERS_KNOW_NO_CLUSTER(noClasses()
                .that()
                .resideInAnyPackage(
                        "..internal.registry..",
                        "..internal.runtime..",
                        "..internal.messaging..",
                        "..internal.event..",
                        DECISIONS[0],
                        DECISIONS[1])
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github..internal.cluster..")),
        CORE_NEEDS_FEW_LIBRARIES_AND_NO_SPRING(noClasses()
                .should()
                .dependOnClassesThat(outside(
                        "java..",
                        "com.hazelcast..",
                        "org.apache.fory..",
                        "org.jspecify.annotations",
                        "org.slf4j",
                        ROOT,
                        ROOT + ".internal.."))),
        FUTURES_GO_ON_WHERE_THEY_ARE_TOLD(noClasses().should().callMethodWhere(continuesOnADefaultExecutor())),
        ONLY_A_CALLER_OR_AN_OWN_THREAD_WAITS(noClasses()
                .that(DescribedPredicate.describe(
                        "are not run by a caller, a child or a thread of their own",
                        type -> !List.of(
                                        "DefaultSupervisor",
                                        "DefaultOperations",
                                        "Messenger",
                                        "ElasticExecutor", // waits for them
                                        "ChildInstance",
                                        "NodeRuntime",
                                        "LeaseKeeper",
                                        "Drain",
                                        "SplitMerge", // a bounded stop before the maps are wiped
                                        "ReconcileLoop",
                                        "GridRestore")
                                .contains(type.getSimpleName())))
                .should()
                .callMethodWhere(waits())),
        NO_CLASS_IS_FOUND_BY_ITS_NAME(noClasses()
                .that()
                .doNotHaveSimpleName("VirtualThreads") // which knows the name itself
                .should()
                .callMethodWhere(findsAClass())),
        WHAT_CROSSES_THE_WIRE_HAS_A_NUMBER_INSTEAD_OF_A_CLASS_NAME(noClasses()
                .that()
                .areNotAssignableTo(IdentifiedDataSerializable.class)
                .should()
                .beAssignableTo(DataSerializable.class)),
        NAMES_SAY_WHAT_A_CLASS_IS(noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils"));

        private final ArchRule archRule;

        Rule(ArchRule archRule) {
            this.archRule = archRule;
        }
    }

    @ParameterizedTest
    @EnumSource
    void holds(Rule rule) {
        assertThat(CORE).isNotEmpty();
        rule.archRule.check(CORE);
    }

    @ParameterizedTest
    @EnumSource
    void rejectsWhatBreaksIt(Rule rule) {
        assertThat(rule.archRule.evaluate(VIOLATIONS).hasViolation()).isTrue();
    }

    private static DescribedPredicate<JavaClass> outside(String... packages) {
        return DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(packages)
                .or(DescribedPredicate.describe(
                        "are arrays or primitive", type -> type.isArray() || type.isPrimitive())));
    }

    /**
     * Whether a continuation is given no executor. Hazelcast and the JDK then take the common pool, which on a machine
     * with two processors is a new thread for each; or whatever thread completes the future, perhaps a partition's.
     */
    private static DescribedPredicate<JavaMethodCall> continuesOnADefaultExecutor() {
        List<String> continuations = Stream.of(CompletionStage.class.getMethods())
                .filter(method -> CompletionStage.class.isAssignableFrom(method.getReturnType()))
                .map(method -> method.getName())
                .filter(name -> !name.equals("toCompletableFuture")) // runs nothing
                .distinct()
                .toList();
        List<String> beginnings = List.of("supplyAsync", "runAsync");
        return DescribedPredicate.describe("continue a future on a default executor", call -> {
            boolean ofFuture = call.getTargetOwner().isAssignableTo(CompletionStage.class);
            String name = call.getTarget().getName();
            boolean toldWhere = call.getTarget().getRawParameterTypes().stream()
                    .anyMatch(type -> type.isEquivalentTo(Executor.class));
            return ofFuture && !toldWhere && (continuations.contains(name) || beginnings.contains(name));
        });
    }

    private static DescribedPredicate<JavaMethodCall> findsAClass() {
        return DescribedPredicate.describe("find a class by its name", call -> {
            String name = call.getTarget().getName();
            return (call.getTargetOwner().isEquivalentTo(Class.class) && name.equals("forName"))
                    || (call.getTargetOwner().isAssignableTo(ClassLoader.class) && name.equals("loadClass"));
        });
    }

    private static DescribedPredicate<JavaMethodCall> waits() {
        return DescribedPredicate.describe("wait", call -> {
            String name = call.getTarget().getName();
            boolean future = call.getTargetOwner().isAssignableTo(Future.class);
            return (call.getTargetOwner().isEquivalentTo(Thread.class)
                            && List.of("sleep", "join").contains(name))
                    || (call.getTargetOwner().isAssignableTo(CountDownLatch.class) && name.equals("await"))
                    || (call.getTargetOwner().isAssignableTo(ElasticExecutor.class) && name.equals("await"))
                    || name.equals("wait") && call.getTarget().getOwner().isEquivalentTo(Object.class)
                    || future && List.of("get", "join").contains(name);
        });
    }
}
