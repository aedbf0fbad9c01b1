package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.ChildStatus;
import io.micrometer.common.docs.KeyName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the reference page says of meters, observations and health, as they are made. */
public final class ReferenceTables {

    private ReferenceTables() {}

    public static List<List<String>> meters() {
        return Arrays.stream(SupervisorMeter.values())
                .map(meter -> List.of(
                        code(meter.meterName()),
                        meter.kind().name().toLowerCase(Locale.ROOT),
                        codes(Stream.concat(Stream.of(SupervisorMeter.SUPERVISOR), meter.tagKeys().stream())),
                        meter.description()))
                .toList();
    }

    public static List<List<String>> observations() {
        return Arrays.stream(SupervisorObservation.values())
                .map(observation -> List.of(
                        code(observation.observationName()),
                        keys(observation.getLowCardinalityKeyNames()),
                        keys(observation.getHighCardinalityKeyNames()),
                        observation.description()))
                .toList();
    }

    public static List<List<String>> health() {
        List<List<String>> rows = new ArrayList<>();
        for (SupervisorHealthIndicator.Detail detail : SupervisorHealthIndicator.Detail.values()) {
            rows.add(List.of(code(detail.key()), detail.description()));
        }
        rows.add(
                List.of(
                        codes(Arrays.stream(ChildStatus.values())
                                .map(status -> status.name().toLowerCase(Locale.ROOT))),
                        "How many children that this node hosts, or decides about while they run nowhere, are in that status."));
        return rows;
    }

    private static String keys(KeyName[] keys) {
        return codes(Arrays.stream(keys).map(KeyName::asString));
    }

    private static String codes(Stream<String> texts) {
        return texts.map(ReferenceTables::code).collect(Collectors.joining(", "));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
