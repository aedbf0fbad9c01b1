package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildFactory;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.InvalidArgumentException;
import io.github.distributedsupervisor.InvalidMessageException;
import io.github.distributedsupervisor.MessageCodec;
import io.github.distributedsupervisor.MessageTooLargeException;
import io.github.distributedsupervisor.RestartIntensity;
import io.github.distributedsupervisor.UnknownChildTypeException;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import io.github.distributedsupervisor.internal.runtime.InstanceMaker;
import io.github.distributedsupervisor.internal.runtime.SizeLimits;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The types of children that this node can make. */
public final class ChildTypes {

    private final Map<String, ChildFactory> factories;
    private final Map<String, ChildSpec> onDemand;
    private final MessageCodec codec;
    private final SizeLimits limits;
    private final RestartIntensity usual;

    /**
     * @param onDemand specs by type, of children that begin with their first message
     * @param usual the intensity of specs that have none
     */
    public ChildTypes(
            Map<String, ChildFactory> factories,
            Map<String, ChildSpec> onDemand,
            MessageCodec codec,
            SizeLimits limits,
            RestartIntensity usual) {
        this.factories = Map.copyOf(factories);
        this.onDemand = Map.copyOf(onDemand);
        this.codec = codec;
        this.limits = limits;
        this.usual = usual;
        // now, not when the first message comes
        onDemand.forEach((type, template) -> encode(type, template.arguments()));
    }

    /** For messages to people. */
    public Set<String> known() {
        return new TreeSet<>(factories.keySet());
    }

    boolean knows(String type) {
        return factories.containsKey(type);
    }

    /** Whether a message to that name starts a child: it begins with an on-demand type and a colon. */
    public boolean startsOnDemand(String name) {
        return templateFor(name) != null;
    }

    /** What a message to that name starts, or null. */
    public @Nullable StoredSpec onDemand(String name) {
        ChildSpec template = templateFor(name);
        return template == null ? null : stored(template, name);
    }

    private @Nullable ChildSpec templateFor(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? null : onDemand.get(name.substring(0, colon));
    }

    /** A spec as it is stored: with a name, the arguments encoded. */
    public StoredSpec stored(ChildSpec spec, String name) {
        return StoredSpec.of(spec, name, encode(name, spec.arguments()), usual);
    }

    private byte[] encode(String name, List<@Nullable Object> arguments) {
        try {
            return limits.checkMessage("the arguments", name, codec.encode(arguments.toArray()));
        } catch (MessageTooLargeException e) {
            throw e;
        } catch (InvalidMessageException e) {
            throw blamed(arguments, e);
        }
    }

    /** Says which argument it is, if it is one alone. */
    private InvalidMessageException blamed(List<@Nullable Object> arguments, InvalidMessageException failure) {
        for (int i = 0; i < arguments.size(); i++) {
            Object argument = arguments.get(i);
            try {
                codec.encode(argument);
            } catch (InvalidMessageException e) {
                String type = argument == null ? "null" : argument.getClass().getName();
                return new InvalidArgumentException(
                        i, "argument " + i + ", a " + type + ", cannot be sent: " + e.getMessage(), e);
            }
        }
        return failure;
    }

    InstanceMaker makerOf(StoredSpec spec) {
        return new InstanceMaker() {
            @Override
            public Child make() throws Exception {
                Object decoded = Objects.requireNonNull(codec.decode(spec.arguments()));
                return factoryOf(spec).create(Arrays.asList((Object[]) decoded));
            }

            @Override
            public String type() {
                return spec.type();
            }

            @Override
            public Set<String> answers() {
                return spec.answers();
            }

            @Override
            public void dispose(Child child) {
                factoryOf(spec).destroy(child);
            }
        };
    }

    private ChildFactory factoryOf(StoredSpec spec) {
        ChildFactory factory = factories.get(spec.type());
        if (factory == null) {
            throw new UnknownChildTypeException(spec.type(), unknown(spec.type()));
        }
        return factory;
    }

    private String unknown(String type) {
        return "this node knows no child type '" + type + "'; it knows " + known()
                + ". Register the type on the nodes that are to run it";
    }
}
