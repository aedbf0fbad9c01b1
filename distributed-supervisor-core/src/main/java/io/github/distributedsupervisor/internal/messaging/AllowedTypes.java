package io.github.distributedsupervisor.internal.messaging;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Which classes may be made from bytes that came from the network. */
final class AllowedTypes {

    private static final Set<String> JDK_PACKAGES = Set.of("java.time", "java.math");

    private static final Set<String> JDK_CLASSES = Set.of(
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Character",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.Object",
            "java.lang.Enum",
            "java.lang.Record",
            "java.lang.Number",
            "java.util.UUID",
            "java.util.Optional",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.OptionalDouble",
            "java.util.Locale",
            "java.util.Currency",
            "java.util.Date",
            "java.util.BitSet",
            "java.util.ArrayList",
            "java.util.LinkedList",
            "java.util.ArrayDeque",
            "java.util.PriorityQueue",
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.TreeMap",
            "java.util.EnumMap",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            "java.util.TreeSet",
            "java.util.EnumSet",
            "java.util.RegularEnumSet",
            "java.util.JumboEnumSet",
            "java.util.Arrays$ArrayList",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentSkipListMap",
            "java.util.concurrent.ConcurrentSkipListSet",
            "java.util.concurrent.CopyOnWriteArrayList",
            "java.util.concurrent.CopyOnWriteArraySet",
            "java.net.URI");

    /** Of which there are arrays, made by {@code Arrays.asList(1, "b")}. */
    private static final Set<String> JDK_INTERFACES = Set.of(
            "java.io.Serializable",
            "java.lang.CharSequence",
            "java.lang.Comparable",
            "java.lang.constant.Constable",
            "java.lang.constant.ConstantDesc",
            "java.util.Collection",
            "java.util.List",
            "java.util.Map",
            "java.util.Set");

    private static final Set<String> JDK_PREFIXES =
            Set.of("java.util.ImmutableCollections$", "java.util.Collections$", "java.util.CollSer");

    private static final int MANY = 10_000;

    private final Set<String> packages;
    private final ConcurrentMap<String, Boolean> cache = new ConcurrentHashMap<>();

    AllowedTypes(Set<String> packages) {
        this.packages = new TreeSet<>(packages);
    }

    boolean allows(String className) {
        Boolean known = cache.get(className);
        if (known == null) {
            known = decide(className);
            if (known && cache.size() < MANY) {
                cache.put(className, true); // names from the network must not fill the memory
            }
        }
        return known;
    }

    /** Knows the notation of arrays: {@code [[Ljava.lang.String;} is about {@code java.lang.String}. */
    private boolean decide(String className) {
        if (!className.startsWith("[")) {
            return decideOnClass(className);
        }
        String element = className.substring(className.lastIndexOf('[') + 1);
        return switch (element) {
            case "Z", "C", "B", "S", "I", "J", "F", "D" -> true;
            default ->
                element.startsWith("L")
                        && element.endsWith(";")
                        && decideOnClass(element.substring(1, element.length() - 1));
        };
    }

    private boolean decideOnClass(String name) {
        if (JDK_CLASSES.contains(name) || JDK_INTERFACES.contains(name)) {
            return true;
        }
        int dot = name.lastIndexOf('.');
        String packageName = dot < 0 ? "" : name.substring(0, dot);
        if (JDK_PACKAGES.contains(packageName) || JDK_PREFIXES.stream().anyMatch(name::startsWith)) {
            return true;
        }
        return packages.stream().anyMatch(each -> packageName.equals(each) || packageName.startsWith(each + "."));
    }
}
