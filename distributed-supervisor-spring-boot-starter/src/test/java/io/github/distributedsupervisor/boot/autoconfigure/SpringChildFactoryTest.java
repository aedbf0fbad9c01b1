package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.distributedsupervisor.Child;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.MapPropertySource;

class SpringChildFactoryTest {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    @AfterEach
    void closeContext() {
        context.close();
    }

    private <T extends Child> SpringChildFactory factoryOf(Class<T> type) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", java.util.Map.of("desk", "nine")));
        context.registerBean("first", Tool.class, () -> new Tool("first"), definition -> definition.setPrimary(true));
        context.registerBean("second", Tool.class, () -> new Tool("second"));
        BeanDefinition child = BeanDefinitionBuilder.rootBeanDefinition(type)
                .setScope(BeanDefinition.SCOPE_PROTOTYPE)
                .getBeanDefinition();
        context.registerBeanDefinition("child", child);
        context.refresh();
        return new SpringChildFactory(context.getBeanFactory(), "child", type);
    }

    @Test
    void injectsBeansAndArgumentsIntoAChild() {
        Mixed child = (Mixed) factoryOf(Mixed.class).create(List.of("ann", 7));

        assertThat(child.tool).isEqualTo(new Tool("first"));
        assertThat(child.name).isEqualTo("ann");
        assertThat(child.size).isEqualTo(7);
    }

    @Test
    void injectsFieldsAlsoInAnApplicationThatWasCompiledAheadOfTime() {
        SpringProperties.setFlag(AotDetector.AOT_ENABLED);
        try (GenericApplicationContext withoutProcessors = new GenericApplicationContext()) {
            withoutProcessors.registerBean("tool", Tool.class, () -> new Tool("first"));
            withoutProcessors.registerBean("child", Fielded.class);
            withoutProcessors.getBeanDefinition("child").setScope(BeanDefinition.SCOPE_PROTOTYPE);
            withoutProcessors.refresh();
            Fielded child = (Fielded) new SpringChildFactory(withoutProcessors.getBeanFactory(), "child", Fielded.class)
                    .create(List.of());

            assertThat(child.tool).isEqualTo(new Tool("first"));
        } finally {
            SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
        }
    }

    @Test
    void makesANewChildEachTime() {
        SpringChildFactory factory = factoryOf(Mixed.class);

        assertThat(factory.create(List.of("ann", 7))).isNotSameAs(factory.create(List.of("ann", 7)));
    }

    @Test
    void resolvesQualifiersValuesProvidersAndOptionals() {
        Fancy child = (Fancy) factoryOf(Fancy.class).create(List.of("argument"));

        assertThat(child.seen).containsExactly("second", "nine", "first", "absent", "argument");
    }

    @Test
    void picksTheConstructorThatTheArgumentsFit() {
        SpringChildFactory factory = factoryOf(Overloaded.class);

        assertThat(((Overloaded) factory.create(List.of())).chosen).isEqualTo("none");
        assertThat(((Overloaded) factory.create(List.of("a"))).chosen).isEqualTo("text");
        assertThat(((Overloaded) factory.create(List.of(1L))).chosen).isEqualTo("number");
    }

    @Test
    void prefersTheAnnotatedConstructor() {
        assertThat(((Marked) factoryOf(Marked.class).create(List.of())).tool).isNotNull();
    }

    @Test
    void handsNullToTheParameterThatIsNoBean() {
        Mixed child = (Mixed) factoryOf(Mixed.class).create(Arrays.asList(null, 7));

        assertThat(child.tool).isNotNull();
        assertThat(child.name).isNull();
    }

    @Test
    void namesTheTypesOfArgumentsThatFitNowhere() {
        SpringChildFactory factory = factoryOf(Mixed.class);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> factory.create(List.of(7, "secret")))
                .withMessageContaining("(java.lang.Integer, java.lang.String)")
                .withMessageNotContaining("secret");
    }

    @Test
    void refusesToGuessBetweenConstructors() {
        SpringChildFactory factory = factoryOf(Ambiguous.class);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> factory.create(List.of("a")))
                .withMessageContaining("several constructors");
    }

    @Test
    void injectsFieldsAndRunsTheCallbacks() {
        WithCallbacks child = (WithCallbacks) factoryOf(WithCallbacks.class).create(List.of());

        assertThat(child.tool).isNotNull();
        assertThat(child.calls).containsExactly("name child", "initialized");
    }

    @Test
    void runsTheDestructionCallbackOfAStoppedChild() {
        SpringChildFactory factory = factoryOf(WithCallbacks.class);
        WithCallbacks child = (WithCallbacks) factory.create(List.of());

        factory.destroy(child);

        assertThat(child.calls).endsWith("destroyed");
    }

    record Tool(String name) {}

    static class Mixed implements Child {
        final String name;
        final Tool tool;
        final int size;

        Mixed(String name, Tool tool, int size) {
            this.name = name;
            this.tool = tool;
            this.size = size;
        }
    }

    static class Fancy implements Child {
        final List<String> seen;

        Fancy(
                @Qualifier("second") Tool qualified,
                @Value("${desk}") String value,
                ObjectProvider<Tool> provider,
                Optional<Runnable> optional,
                String argument) {
            seen = List.of(
                    qualified.name(),
                    value,
                    provider.getObject().name(),
                    optional.isPresent() ? "present" : "absent",
                    argument);
        }
    }

    static class Overloaded implements Child {
        final String chosen;

        Overloaded() {
            chosen = "none";
        }

        Overloaded(String text) {
            chosen = "text";
        }

        Overloaded(Tool tool, Long number) {
            chosen = "number";
        }
    }

    static class Marked implements Child {
        final Tool tool;

        Marked() {
            this(null);
        }

        @Autowired
        Marked(Tool tool) {
            this.tool = tool;
        }
    }

    static class Ambiguous implements Child {
        Ambiguous(String text) {}

        Ambiguous(Object anything) {}
    }

    static class WithCallbacks implements Child, BeanNameAware, InitializingBean, DisposableBean {
        final List<String> calls = new ArrayList<>();

        @Autowired
        Tool tool;

        @Override
        public void setBeanName(String name) {
            calls.add("name " + name);
        }

        @Override
        public void afterPropertiesSet() {
            calls.add("initialized");
        }

        @Override
        public void destroy() {
            calls.add("destroyed");
        }
    }

    static class Fielded implements Child {
        @Autowired
        private Tool tool;
    }
}
