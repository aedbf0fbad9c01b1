package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.Library.Book;
import io.github.distributedsupervisor.Library.NoSuchBook;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Children as interfaces: on the caller's node and on another. */
class TypedChildTest {

    private static TestCluster cluster;

    @BeforeAll
    static void startTwoNodes() {
        cluster = TestCluster.of(2);
        await().until(() -> cluster.nodes.stream()
                .allMatch(node -> node.supervisor().nodes().size() == 2));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** A library on the second node, asked from the first (0) or from the second (1). */
    private static Library library(String name, int from) {
        DistributedSupervisor second = cluster.nodes.get(1).supervisor();
        SupervisorNode there = second.nodes().stream()
                .filter(SupervisorNode::local)
                .findFirst()
                .orElseThrow();
        String unique = name + "-" + from;
        second.startChild(ChildSpec.of(LibraryChild.class).name(unique), there);
        return cluster.nodes.get(from).supervisor().child(unique, Library.class);
    }

    private static long incarnation(String name) {
        return cluster.first().whereis(name).orElseThrow().incarnation();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void callsMethodsAndWaitsForVoidOnesToo(int from) throws Exception {
        Library library = library("calls", from);
        library.add(new Book("Emma", 400));
        assertThat(library.borrow("Emma")).isEqualTo(new Book("Emma", 400));
        assertThat(library.addAll("a", "b")).isEqualTo(3);
        assertThat(library.addAll()).isEqualTo(3);
        assertThat(library.count("E")).isEqualTo(1);
        assertThat(library.count(2)).isEqualTo(1);
        assertThat(library.find("Emma")).isEqualTo(new Book("Emma", 400));
        assertThat(library.find("none")).isNull();
        assertThat(library.echo(null)).isNull();
        assertThat(library.describe()).isEqualTo("3 books in a child");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void answersAFutureWithoutWaiting(int from) throws Exception {
        Library library = library("async", from);
        library.add(new Book("Emma", 400));
        assertThat(library.borrowLater("Emma").get()).isEqualTo(new Book("Emma", 400));
        assertThat(library.countLater().toCompletableFuture().get()).isEqualTo(1);
        assertThatThrownBy(() -> library.borrowLater("none").get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(NoSuchBook.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void castsInOrderWithCalls(int from) {
        Library library = library("casts", from);
        library.note("one");
        library.note("two");
        assertThat(library.notes()).containsExactly("one", "two");
        long before = incarnation("casts-" + from);
        library.note("crash");
        await().until(() -> incarnation("casts-" + from) > before);
        assertThat(library.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void throwsTheDeclaredExceptionAndTheChildLivesOn(int from) {
        Library library = library("declared", from);
        long before = incarnation("declared-" + from);
        assertThatThrownBy(() -> library.borrow("Emma"))
                .isInstanceOf(NoSuchBook.class)
                .hasMessage("no Emma")
                .hasCauseInstanceOf(ChildInvocationException.class);
        assertThatThrownBy(library::refuse)
                .isInstanceOfSatisfying(
                        ChildInvocationException.class,
                        e -> assertThat(e.crashed()).isFalse());
        assertThat(incarnation("declared-" + from)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void crashesWithAnUncheckedExceptionAndIsRestarted(int from) {
        Library library = library("crash", from);
        long before = incarnation("crash-" + from);
        assertThatThrownBy(library::crash).isInstanceOfSatisfying(ChildInvocationException.class, e -> {
            assertThat(e.crashed()).isTrue();
            assertThat(e.remoteType()).isEqualTo("java.lang.IllegalStateException");
            assertThat(e.remoteStack()).contains("LibraryChild.crash");
        });
        assertThat(library.count()).isZero();
        assertThat(incarnation("crash-" + from)).isGreaterThan(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void waitsAsLongAsItsReferenceSays(int from) {
        library("slow", from);
        Library impatient = cluster.nodes
                .get(from)
                .supervisor()
                .ref("slow-" + from)
                .timeout(Duration.ofMillis(500))
                .as(Library.class);
        assertThatThrownBy(impatient::sleep).isInstanceOf(ChildCallTimeoutException.class);
        cluster.first().terminateChild("slow-" + from);
    }

    interface NotTheirs {
        int count(long unknown);
    }

    interface BadCast {
        @Cast
        int count();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void refusesAMethodThatTheChildDoesNotHaveAndTheChildLivesOn(int from) {
        library("strange", from);
        DistributedSupervisor supervisor = cluster.nodes.get(from).supervisor();
        String name = "strange-" + from;
        long before = incarnation(name);
        assertThatThrownBy(() -> supervisor.child(name, NotTheirs.class).count(1L))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("count(long)");
        Stateful<?> stateful = supervisor.child(name, Stateful.class);
        assertThatThrownBy(stateful::captureState).isInstanceOf(InvalidMessageException.class);
        assertThatThrownBy(() -> supervisor.child(name, Child.class).onStop(StopReason.TERMINATED))
                .isInstanceOf(InvalidMessageException.class);
        assertThat(incarnation(name)).isEqualTo(before);
    }

    @Test
    void refusesWhatIsNoInterfaceAndACastThatReturnsSomething() {
        DistributedSupervisor supervisor = cluster.first();
        assertThatThrownBy(() -> supervisor.child("x", String.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> supervisor.child("x", BadCast.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("@Cast");
    }

    @Test
    void isEqualToTheSameChildWithoutAskingIt() {
        DistributedSupervisor supervisor = cluster.first();
        Library one = supervisor.child("nobody", Library.class);
        assertThat(one).isEqualTo(supervisor.child("nobody", Library.class));
        assertThat(one)
                .hasSameHashCodeAs(
                        supervisor.ref("nobody").timeout(Duration.ofDays(1)).as(Library.class));
        assertThat(one).isNotEqualTo(supervisor.child("somebody", Library.class));
        assertThat(List.of(one).toString()).contains("nobody");
        assertThatThrownBy(one::count).isInstanceOf(ChildNotFoundException.class);
    }
}
