package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.InvalidArgumentException;
import io.github.distributedsupervisor.InvalidMessageException;
import io.github.distributedsupervisor.Shutdown;
import io.github.distributedsupervisor.boot.autoconfigure.SupervisorProperties.DeclaredChild;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.util.StringUtils;

/** The children that beans and properties declare, each checked before anything starts. */
final class ChildDeclarations {

    private final ChildTypes types;
    private final Map<String, ChildSpec> specs = new LinkedHashMap<>();
    private final Map<String, String> origins = new LinkedHashMap<>();

    ChildDeclarations(ChildTypes types) {
        this.types = types;
    }

    /** Adds what beans declare. One without a name is given that of its bean, else each node would start one more child. */
    ChildDeclarations beans(Map<String, ChildSpec> beans) {
        beans.forEach((bean, spec) -> {
            String origin = "the ChildSpec bean '" + bean + "'";
            add(origin, spec.name().isPresent() ? spec : nameAfterBean(spec, bean));
        });
        return this;
    }

    private static ChildSpec nameAfterBean(ChildSpec spec, String bean) {
        try {
            return spec.name(bean);
        } catch (IllegalArgumentException e) {
            throw new InvalidSupervisorSetupException(
                    "The ChildSpec bean '" + bean + "' has no name, and the name of the bean is none for a child: "
                            + e.getMessage() + ".",
                    "Name the child: ChildSpec.of(...).name(\"...\").",
                    e);
        }
    }

    /** Adds what properties declare. */
    ChildDeclarations properties(List<DeclaredChild> children) {
        for (int i = 0; i < children.size(); i++) {
            String origin = "distributed-supervisor.children[" + i + "]";
            try {
                add(origin, spec(children.get(i)));
            } catch (IllegalArgumentException e) {
                throw new InvalidSupervisorSetupException(
                        origin + " is not valid: " + e.getMessage() + ".", "Correct the property.", e);
            }
        }
        return this;
    }

    private ChildSpec spec(DeclaredChild child) {
        if (!StringUtils.hasText(child.name()) || !StringUtils.hasText(child.type())) {
            throw new IllegalArgumentException("a child needs a name and a type");
        }
        refuseUnknownType(
                child.type(), "distributed-supervisor.children names the child '" + child.name() + "', which");
        ChildSpec spec = ChildSpec.of(child.type())
                .name(child.name())
                .args(types.convert(child.type(), child.args()).toArray())
                .restart(child.restart())
                .shutdown(Shutdown.timeout(child.shutdownTimeout()));
        if (child.passivateAfter() != null) {
            spec = spec.passivateAfter(child.passivateAfter());
        }
        if (StringUtils.hasText(child.preferredNode())) {
            spec = spec.preferredNode(child.preferredNode());
        }
        return StringUtils.hasText(child.requiredNode()) ? spec.requiredNode(child.requiredNode()) : spec;
    }

    private void add(String origin, ChildSpec spec) {
        refuseUnknownType(spec.type(), StringUtils.capitalize(origin));
        String name = spec.name().orElseThrow();
        String earlier = origins.putIfAbsent(name, origin);
        if (earlier != null) {
            throw new InvalidSupervisorSetupException(
                    "The child '" + name + "' is declared twice, by " + earlier + " and by " + origin + ".",
                    "Give each declared child a name of its own.");
        }
        specs.put(name, spec);
    }

    private void refuseUnknownType(String type, String what) {
        Set<String> known = new TreeSet<>(types.byType().keySet());
        if (known.contains(type)) {
            return;
        }
        throw new InvalidSupervisorSetupException(
                what + " is of the type '" + type + "', which this application does not have. It has " + known + ".",
                NearestName.actionForUnknownType(type, known));
    }

    Collection<ChildSpec> specs() {
        return specs.values();
    }

    /** Why the application cannot start with that child. */
    InvalidSupervisorSetupException refused(ChildSpec spec, InvalidMessageException failure) {
        String origin = StringUtils.capitalize(origins.getOrDefault(spec.name().orElseThrow(), "a ChildSpec"));
        String what = failure instanceof InvalidArgumentException argument
                ? "argument " + argument.index() + " (" + types.parameterOf(spec, argument.index()) + ")"
                : "its arguments";
        return new InvalidSupervisorSetupException(
                origin + " has arguments that cannot be sent to other nodes: " + what + ": " + failure.getMessage(),
                InvalidArgumentFailureAnalyzer.ACTION,
                failure);
    }
}
