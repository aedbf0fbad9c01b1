package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.SupervisedChild;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Children declared by beans and by properties: what starts, and what is refused with which words. */
class ChildDeclarationsTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SupervisorHazelcastAutoConfiguration.class,
                    HazelcastAutoConfiguration.class,
                    SupervisorAutoConfiguration.class))
            .withUserConfiguration(Application.class)
            .withPropertyValues("distributed-supervisor.cluster.name=" + UUID.randomUUID());

    @Test
    void startsWhatPropertiesDeclareWithConvertedArguments() {
        runner.withPropertyValues(
                        "distributed-supervisor.children[0].name=eur-usd",
                        "distributed-supervisor.children[0].type=ticker",
                        "distributed-supervisor.children[0].args=EURUSD,250ms",
                        "distributed-supervisor.children[0].restart=transient",
                        "distributed-supervisor.children[0].passivate-after=1h")
                .run(context -> {
                    DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
                    await().until(() -> supervisor.whereis("eur-usd").isPresent());
                    assertThat(supervisor.<String>call("eur-usd", "what?")).isEqualTo("EURUSD every PT0.25S");
                });
    }

    @Test
    void namesTheNearestTypeWhenOneIsUnknown() {
        refused("distributed-supervisor.children[0].name=a", "distributed-supervisor.children[0].type=tikcer")
                .description("'tikcer'", "[runner, ticker]")
                .action("'ticker'");
        refused(ChildSpec.of("unheard").name("a"))
                .description("bean 'declared'", "'unheard'")
                .action("@SupervisedChild(\"unheard\")");
    }

    @Test
    void refusesArgumentsThatAreNoneAndDoesNotShowThem() {
        refused(
                        "distributed-supervisor.children[0].name=a",
                        "distributed-supervisor.children[0].type=ticker",
                        "distributed-supervisor.children[0].args=EURUSD,secret")
                .description("children[0]", "argument 1", "java.time.Duration", "'period'")
                .hides("secret");
        refused(
                        "distributed-supervisor.children[0].name=a",
                        "distributed-supervisor.children[0].type=ticker",
                        "distributed-supervisor.children[0].args=EURUSD")
                .description("children[0]", "take 1 value");
    }

    @Test
    void refusesArgumentsThatCannotBeSent() {
        refused(ChildSpec.of("runner").name("a").args("EURUSD", Thread.currentThread()))
                .description("bean 'declared'", "argument 1", "'task'", "java.lang.Thread");
        refused(ChildSpec.of("ticker").name("a").args("EURUSD", Thread.currentThread()))
                .description("bean 'declared'", "argument 1", "java.lang.Thread");
    }

    @Test
    void refusesOneNameForTwo() {
        refused(
                        ChildSpec.of("ticker").name("a").args("b", Duration.ZERO),
                        "distributed-supervisor.children[0].name=a",
                        "distributed-supervisor.children[0].type=ticker",
                        "distributed-supervisor.children[0].args=EURUSD,1s")
                .description("'a'", "bean 'declared'", "children[0]");
    }

    @Test
    void refusesWhatHasNoNameOrABadOne() {
        refused("distributed-supervisor.children[0].type=ticker").description("needs a name");
        refused(
                        "distributed-supervisor.children[0].name=a b",
                        "distributed-supervisor.children[0].type=ticker",
                        "distributed-supervisor.children[0].args=EURUSD,1s")
                .description("children[0]", "'a b'");
    }

    @Test
    void refusesABeanNameThatIsNoneForAChild() {
        ChildTypes types = new ChildTypes(Map.of("ticker", new ChildTypes.Entry("t", Child.class, arguments -> null)));
        assertThat(catchThrowable(() -> new ChildDeclarations(types).beans(Map.of("a b", ChildSpec.of("ticker")))))
                .isInstanceOf(InvalidSupervisorSetupException.class)
                .hasMessageContaining("'a b'");
    }

    private Analysis refused(String... properties) {
        return analysis(runner.withPropertyValues(properties));
    }

    private Analysis refused(ChildSpec declared, String... properties) {
        return analysis(
                runner.withBean("declared", ChildSpec.class, () -> declared).withPropertyValues(properties));
    }

    private static Analysis analysis(ApplicationContextRunner runner) {
        FailureAnalysis[] analysis = new FailureAnalysis[1];
        runner.run(context ->
                analysis[0] = new InvalidSupervisorSetupFailureAnalyzer().analyze(context.getStartupFailure()));
        return new Analysis(analysis[0]);
    }

    private record Analysis(FailureAnalysis analysis) {

        Analysis description(String... parts) {
            assertThat(analysis.getDescription()).contains(parts);
            return this;
        }

        Analysis action(String... parts) {
            assertThat(analysis.getAction()).contains(parts);
            return this;
        }

        void hides(String secret) {
            assertThat(analysis.getDescription() + analysis.getAction()).doesNotContain(secret);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(TickerRegistrar.class)
    static class Application {}

    static class TickerRegistrar implements BeanRegistrar {
        @Override
        public void register(BeanRegistry registry, Environment environment) {
            registry.registerBean(Ticker.class, spec -> spec.prototype().lazyInit());
            registry.registerBean(Runner.class, spec -> spec.prototype().lazyInit());
        }
    }

    @SupervisedChild("ticker")
    static class Ticker implements Child {

        private final String symbol;
        private final Duration period;

        Ticker(String symbol, Duration period) {
            this.symbol = symbol;
            this.period = period;
        }

        @Override
        public Object onCall(Object message) {
            return symbol + " every " + period;
        }
    }

    @SupervisedChild("runner")
    static class Runner implements Child {
        Runner(String name, Runnable task) {}
    }
}
