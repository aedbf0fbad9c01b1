package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildFactory;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.SupervisedChild;
import io.github.distributedsupervisor.boot.autoconfigure.annotated.Clerk;
import io.github.distributedsupervisor.boot.autoconfigure.annotated.Greeting;
import io.github.distributedsupervisor.boot.autoconfigure.notachild.NotAChildPackage;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

class ChildTypesTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Finder.class);

    @Test
    void findsAnnotatedClassesInThePackagesOfTheApplication() {
        runner.withUserConfiguration(ScansTheClerk.class).run(context -> {
            ChildTypes.Entry clerk =
                    ChildTypes.find(context.getBeanFactory()).byType().get("clerk");
            assertThat(clerk.childClass()).isEqualTo(Clerk.class);
            assertThat(clerk.factory().create(List.of("ann")).onCall("hello")).isEqualTo("Good day hello, I am ann");
        });
    }

    @Test
    void aFoundClassIsNotInjectedElsewhere() {
        runner.withUserConfiguration(ScansTheClerk.class)
                .withBean(WantsAClerk.class)
                .run(context -> assertThat(
                                context.getBean(WantsAClerk.class).clerk().getIfAvailable())
                        .isNull());
    }

    @Test
    void prefersTheBeanThatTheApplicationDefines() {
        runner.withUserConfiguration(ScansTheClerk.class, DefinesTheClerk.class).run(context -> {
            ChildTypes.Entry clerk =
                    ChildTypes.find(context.getBeanFactory()).byType().get("clerk");
            assertThat(clerk.beanName()).isEqualTo("myClerk");
            assertThat(clerk.factory().create(List.of()).onCall("you")).isEqualTo("Good day you, I am mine");
        });
    }

    @Test
    void makesChildrenByABeanMethodOfBeansAndArguments() {
        runner.withUserConfiguration(DefinesANamedClerk.class).run(context -> {
            ChildTypes types = ChildTypes.find(context.getBeanFactory());
            ChildFactory factory = types.byType().get("clerk").factory();
            assertThat(factory.create(List.of("Ann", 9)).onCall("you")).isEqualTo("Good day you, I am Ann at desk 9");
            assertThat(types.convert("clerk", List.of("Bob", "7"))).containsExactly("Bob", 7);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> types.convert("clerk", List.of("Bob", "secret")))
                    .withMessageContaining("argument 1")
                    .withMessageContaining("'desk'")
                    .withMessageNotContaining("secret");
            assertThat(types.parameterOf(ChildSpec.of("clerk").args("Ann", 9), 1))
                    .contains("'desk'");
        });
    }

    @Test
    void findsPrototypesWithoutAnnotation() {
        runner.withUserConfiguration(DefinesAPlainPrototype.class)
                .run(context -> assertThat(
                                ChildTypes.find(context.getBeanFactory()).byType())
                        .containsOnlyKeys(Plain.class.getName()));
    }

    @Test
    void refusesASingleton() {
        runner.withBean(Single.class)
                .run(context -> assertRefused(context).withMessageContaining("is not a prototype"));
    }

    @Test
    void refusesTwoBeansOfOneType() {
        runner.withUserConfiguration(DefinesTheSameTypeTwice.class)
                .run(context ->
                        assertRefused(context).withMessageContaining("'one'").withMessageContaining("'other'"));
    }

    @Test
    void refusesAnAnnotatedClassThatIsNoChild() {
        runner.withUserConfiguration(ScansAnImpostor.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidSupervisorSetupException.class)
                        .hasMessageContaining("does not implement"));
    }

    private static ThrowableAssertAlternative<InvalidSupervisorSetupException> assertRefused(
            ConfigurableApplicationContext context) {
        return assertThatExceptionOfType(InvalidSupervisorSetupException.class)
                .isThrownBy(() -> ChildTypes.find(context.getBeanFactory()));
    }

    @Configuration(proxyBeanMethods = false)
    static class Finder {
        @Bean
        static SupervisedChildRegistrar registrar(Environment environment, ResourceLoader resourceLoader) {
            return new SupervisedChildRegistrar(environment, resourceLoader);
        }

        @Bean
        Greeting greeting() {
            return new Greeting("Good day");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Clerk.class)
    static class ScansTheClerk {}

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = NotAChildPackage.class)
    static class ScansAnImpostor {}

    @Configuration(proxyBeanMethods = false)
    static class DefinesTheClerk {
        @Bean
        @Scope("prototype")
        Clerk myClerk(Greeting greeting) {
            return Clerk.named(greeting, "mine");
        }
    }

    @Configuration
    static class DefinesANamedClerk {
        @Bean
        @Scope("prototype")
        Clerk namedClerk(String name, Greeting greeting, int desk) {
            return Clerk.named(greeting, name + " at desk " + desk);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class DefinesAPlainPrototype {
        @Bean
        @Scope("prototype")
        Plain plain() {
            return new Plain();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class DefinesTheSameTypeTwice {
        @Bean
        @Scope("prototype")
        Plain one() {
            return new Plain();
        }

        @Bean
        @Scope("prototype")
        Plain other() {
            return new Plain();
        }
    }

    record WantsAClerk(ObjectProvider<Clerk> clerk) {}

    static class Plain implements Child {}

    @SupervisedChild("single")
    static class Single implements Child {}
}
