package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.ChildAlreadyStartedException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains that code which runs on each node starts a child of which there is one in the cluster. */
final class ChildAlreadyStartedFailureAnalyzer extends AbstractFailureAnalyzer<ChildAlreadyStartedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ChildAlreadyStartedException cause) {
        return new FailureAnalysis(
                "The application starts a child of a name that is taken: " + cause.getMessage(),
                "Each node runs this code, but a name has one child in the cluster: use getOrStart instead of startChild,"
                        + " or declare the child as a ChildSpec bean or in distributed-supervisor.children. If another"
                        + " child was meant, give it another name.",
                cause);
    }
}
