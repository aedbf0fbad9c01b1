package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.UnknownChildTypeException;
import java.util.Set;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains that code of the application starts a child of a type that there is not, and guesses which one was meant. */
final class UnknownChildTypeFailureAnalyzer extends AbstractFailureAnalyzer<UnknownChildTypeException> {

    private final BeanFactory beanFactory;

    UnknownChildTypeFailureAnalyzer(BeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownChildTypeException cause) {
        Set<String> known = beanFactory instanceof ConfigurableListableBeanFactory listable
                ? ChildTypes.find(listable).byType().keySet()
                : Set.of();
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()), NearestName.actionForUnknownType(cause.type(), known), cause);
    }
}
