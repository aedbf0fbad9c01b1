package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;

/** What an IDE shows of the properties. */
class ConfigurationMetadataTest {

    private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");
    private static final String PREFIX = "distributed-supervisor";

    private final String json = read();
    private final Map<String, Map<String, Object>> properties =
            JsonPath.<List<Map<String, Object>>>read(json, "$.properties").stream()
                    .collect(Collectors.toMap(property -> (String) property.get("name"), property -> property));

    private static String read() {
        try {
            return Files.readString(METADATA);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void hasADescriptionAndATypeForEachProperty() {
        assertThat(properties).isNotEmpty().allSatisfy((name, property) -> {
            assertThat((String) property.get("description")).isNotBlank().endsWith(".");
            assertThat((String) property.get("type")).isNotBlank();
        });
    }

    @Test
    void hasThePropertiesThatAreBoundWithTheirDefaults() throws ReflectiveOperationException {
        Map<String, Object> defaults = new LinkedHashMap<>();
        SupervisorProperties bound = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate(PREFIX, SupervisorProperties.class);
        collect(PREFIX, bound, defaults);

        assertThat(properties.keySet())
                .filteredOn(name -> name.startsWith(PREFIX + "."))
                .containsExactlyInAnyOrderElementsOf(defaults.keySet());
        defaults.forEach((name, value) -> {
            Object shown = properties.get(name).get("defaultValue");
            if (value == null || value.toString().isEmpty() || (value instanceof Collection<?> all && all.isEmpty())) {
                assertThat(shown).as(name).isNull();
            } else {
                assertThat(convert(shown, value)).as(name).isEqualTo(value);
            }
        });
    }

    private static void collect(String prefix, Record properties, Map<String, Object> values)
            throws ReflectiveOperationException {
        RecordComponent[] components = properties.getClass().getRecordComponents();
        Parameter[] parameters =
                properties.getClass().getDeclaredConstructors()[0].getParameters();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            Name given = parameters[i].getAnnotation(Name.class);
            String name = prefix + "." + (given != null ? given.value() : kebab(component.getName()));
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(properties);
            if (value instanceof Record nested) {
                collect(name, nested, values);
            } else {
                values.put(name, value instanceof Map<?, ?> map && map.isEmpty() ? List.of() : value);
            }
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Object convert(Object shown, Object value) {
        assertThat(shown).isNotNull();
        if (value instanceof List<?>) {
            return shown instanceof List<?> ? shown : List.of(shown);
        }
        Class<?> type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        assertThat(type == Duration.class || !(shown instanceof List<?>)).isTrue();
        return ApplicationConversionService.getSharedInstance().convert(shown.toString(), type);
    }

    @Test
    void hintsAreForPropertiesThatThereAre() {
        Set<String> hinted = new TreeSet<>(JsonPath.<List<String>>read(json, "$.hints[*].name"));

        assertThat(hinted)
                .contains(
                        "distributed-supervisor.cluster.interface",
                        "distributed-supervisor.store.platform",
                        "distributed-supervisor.store.schema");
        assertThat(hinted)
                .allSatisfy(hint -> assertThat(properties).containsKey(hint.replaceAll("\\.(keys|values)$", "")));
    }
}
