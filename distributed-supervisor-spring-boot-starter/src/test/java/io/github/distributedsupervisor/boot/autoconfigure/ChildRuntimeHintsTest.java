package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.distributedsupervisor.Child;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

class ChildRuntimeHintsTest {

    private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

    @Test
    void isFoundBySpring() {
        assertThat(AotServices.factories().load(BeanFactoryInitializationAotProcessor.class))
                .hasAtLeastOneElementOfType(ChildRuntimeHints.class);
    }

    @Test
    void keepsConstructorsAndMethodsOfChildrenAndProxiesOfTheirInterfaces() throws Exception {
        RootBeanDefinition definition = new RootBeanDefinition(Porter.class);
        definition.setScope(RootBeanDefinition.SCOPE_PROTOTYPE);
        beanFactory.registerBeanDefinition("porter", definition);
        RuntimeHints hints = new RuntimeHints();
        GenerationContext context = mock(GenerationContext.class);
        when(context.getRuntimeHints()).thenReturn(hints);

        BeanFactoryInitializationAotContribution contribution = new ChildRuntimeHints().processAheadOfTime(beanFactory);
        assertThat(contribution).isNotNull();
        contribution.applyTo(context, mock(BeanFactoryInitializationCode.class));

        assertThat(RuntimeHintsPredicates.reflection()
                        .onConstructorInvocation(Porter.class.getDeclaredConstructor(String.class)))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Carrying.class, "carry"))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Carrying.class))
                .accepts(hints);
    }

    @Test
    void addsNothingToAnApplicationWithoutChildren() {
        assertThat(new ChildRuntimeHints().processAheadOfTime(beanFactory)).isNull();
    }

    interface Carrying {
        void carry();
    }

    static class Porter implements Child, Carrying {
        Porter(String name) {}

        @Override
        public void carry() {}
    }
}
