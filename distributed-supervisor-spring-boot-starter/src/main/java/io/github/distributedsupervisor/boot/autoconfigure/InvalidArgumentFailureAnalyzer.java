package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.InvalidArgumentException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains that code of the application starts a child with an argument that other nodes could not receive. */
final class InvalidArgumentFailureAnalyzer extends AbstractFailureAnalyzer<InvalidArgumentException> {

    static final String ACTION =
            "Use values, collections and records of the application's packages as arguments, or name"
                    + " the package of the class in distributed-supervisor.message-packages.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidArgumentException cause) {
        return new FailureAnalysis("A child cannot be started: " + cause.getMessage(), ACTION, cause);
    }
}
