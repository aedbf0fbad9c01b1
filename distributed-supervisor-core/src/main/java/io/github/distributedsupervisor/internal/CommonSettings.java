package io.github.distributedsupervisor.internal;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What all nodes of a supervisor must agree on, because they decide or speak by it. */
final class CommonSettings {

    private CommonSettings() {}

    static Map<String, String> of(SupervisorAssembly.Plan plan) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("backup-count", Integer.toString(plan.settings().backupCount()));
        settings.put("codec", kindOf(plan.codec()));
        settings.put("lease", plan.settings().lease().toString());
        settings.put("min-nodes", plan.settings().quorum().toString());
        settings.put("node-monitoring", plan.nodeMonitoring().name());
        settings.put("nodes", new TreeSet<>(plan.settings().nodes()).toString());
        settings.put("placement", kindOf(plan.settings().placement()));
        return settings;
    }

    /** The class, without what each virtual machine adds to the name of one that it makes. */
    private static String kindOf(Object part) {
        Class<?> type = part.getClass();
        if (Proxy.isProxyClass(type)) {
            return "proxy";
        }
        String name = type.getName();
        int generated = name.indexOf("$$");
        return generated < 0 ? name : name.substring(0, generated);
    }
}
