package io.github.distributedsupervisor.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints what is wrong with the set-up instead of a stack trace. */
final class InvalidSupervisorSetupFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSupervisorSetupException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidSupervisorSetupException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
    }
}
