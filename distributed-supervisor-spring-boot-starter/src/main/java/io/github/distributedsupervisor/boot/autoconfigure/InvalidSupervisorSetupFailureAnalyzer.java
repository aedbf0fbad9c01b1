package io.github.distributedsupervisor.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Prints what is wrong with the set-up instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE) // it says more than those of its causes
final class InvalidSupervisorSetupFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSupervisorSetupException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidSupervisorSetupException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
    }
}
