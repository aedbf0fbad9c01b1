package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.DistributedSupervisor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;

/** The supervisors of the application by name, the one that is injected without a qualifier first. */
final class Supervisors {

    private final Map<String, DistributedSupervisor> byName = new LinkedHashMap<>();

    Supervisors(Collection<DistributedSupervisor> all) {
        all.forEach(supervisor -> byName.putIfAbsent(supervisor.name(), supervisor));
    }

    static Supervisors of(ListableBeanFactory beanFactory) {
        Map<String, DistributedSupervisor> all = new LinkedHashMap<>();
        ObjectProvider<DistributedSupervisor> main = beanFactory.getBeanProvider(DistributedSupervisor.class);
        main.ifUnique(supervisor -> all.put("", supervisor));
        all.putAll(beanFactory.getBeansOfType(DistributedSupervisor.class));
        return new Supervisors(all.values());
    }

    /** The one of a name, or without a name the first; null when there is none. */
    @Nullable
    DistributedSupervisor find(@Nullable String name) {
        return name != null
                ? byName.get(name)
                : byName.values().stream().findFirst().orElse(null);
    }

    Collection<DistributedSupervisor> all() {
        return byName.values();
    }
}
