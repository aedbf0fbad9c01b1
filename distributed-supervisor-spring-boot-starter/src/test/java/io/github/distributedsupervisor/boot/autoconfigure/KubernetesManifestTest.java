package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.Yaml;

/** The manifest that the documentation shows. */
class KubernetesManifestTest {

    private static final Path MANIFEST = Path.of("../docs/kubernetes/rooms.yaml");

    private final Map<String, Map<String, Object>> objects = new HashMap<>();

    @BeforeEach
    void read() throws IOException {
        StreamSupport.stream(new Yaml().loadAll(Files.readString(MANIFEST)).spliterator(), false)
                .forEach(each -> objects.put((String) at(each, "kind"), map(each)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Object at(Object object, Object... path) {
        Object found = object;
        for (Object step : path) {
            found = step instanceof Integer index
                    ? ((List<?>) found).get(index)
                    : map(found).get(step);
        }
        return found;
    }

    private Object of(String kind, Object... path) {
        return at(objects.get(kind), path);
    }

    private Object ofContainer(Object... path) {
        return at(of("Deployment", "spec", "template", "spec", "containers", 0), path);
    }

    /** Names and types of all fields, and those that must be there, as Kubernetes publishes them. */
    @Test
    void isWhatKubernetesUnderstands() throws IOException {
        Gson json = new Gson();
        V1Service.validateJsonElement(json.toJsonTree(objects.get("Service")));
        V1PodDisruptionBudget.validateJsonElement(json.toJsonTree(objects.get("PodDisruptionBudget")));
        V1Deployment.validateJsonElement(json.toJsonTree(objects.get("Deployment")));
        V1NetworkPolicy.validateJsonElement(json.toJsonTree(objects.get("NetworkPolicy")));
        assertThat(objects).hasSize(4);
        map(of("Service", "spec")).put("publishNotReadyAddress", true);
        assertThatThrownBy(() -> V1Service.validateJsonElement(json.toJsonTree(objects.get("Service"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("publishNotReadyAddress");
    }

    @Test
    void letsMembersFindEachOtherBeforeTheyAreReady() {
        assertThat(of("Service", "spec", "clusterIP")).isEqualTo("None");
        assertThat(of("Service", "spec", "publishNotReadyAddresses")).isEqualTo(true);
        assertThat(properties().cluster().kubernetes().serviceDns())
                .startsWith(of("Service", "metadata", "name") + ".");
        assertThat(properties().cluster().port()).isEqualTo(of("Service", "spec", "ports", 0, "port"));
    }

    @Test
    void givesAPodTheTimeToDrain() {
        Duration grace = Duration.ofSeconds(
                (Integer) of("Deployment", "spec", "template", "spec", "terminationGracePeriodSeconds"));
        Duration preStop = Duration.ofSeconds((Integer) ofContainer("lifecycle", "preStop", "sleep", "seconds"));
        Duration webRequests = Duration.ofSeconds(30);

        assertThat(grace)
                .isGreaterThan(preStop.plus(webRequests).plus(properties().drainTimeout()));
    }

    @Test
    void takesOneNodeAtATimeAndSelectsItsPods() {
        Object labels = of("Deployment", "spec", "template", "metadata", "labels");

        assertThat(of("PodDisruptionBudget", "spec", "maxUnavailable")).isEqualTo(1);
        assertThat(of("PodDisruptionBudget", "spec", "selector", "matchLabels")).isEqualTo(labels);
        assertThat(of("NetworkPolicy", "spec", "podSelector", "matchLabels")).isEqualTo(labels);
        assertThat(of("Service", "spec", "selector")).isEqualTo(labels);
    }

    /** What the application makes of the environment of the container. */
    private SupervisorProperties properties() {
        Map<String, Object> variables = new HashMap<>();
        for (Object variable : (List<?>) ofContainer("env")) {
            variables.put((String) at(variable, "name"), at(variable, "value"));
        }
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return new Binder(ConfigurationPropertySources.from(environment.getPropertySources()))
                .bindOrCreate("distributed-supervisor", SupervisorProperties.class);
    }
}
