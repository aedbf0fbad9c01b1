package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.DifferentSettingsException;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains that this node is configured in another way than the others. */
final class DifferentSettingsFailureAnalyzer extends AbstractFailureAnalyzer<DifferentSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DifferentSettingsException cause) {
        String differences = cause.differences().stream()
                .map(each -> "\n\t" + each.setting() + ": " + each.here() + " here, " + each.there() + " there")
                .collect(Collectors.joining());
        return new FailureAnalysis(
                "This node cannot join the others, because the node '" + cause.node() + "' has other settings:"
                        + differences,
                "Give all nodes the same properties 'distributed-supervisor.*', and MessageCodec and PlacementStrategy"
                        + " beans of the same classes. To change them, stop all nodes first.",
                cause);
    }
}
