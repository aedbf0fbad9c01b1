package io.github.distributedsupervisor.internal.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedTypesTest {

    private final AllowedTypes types = new AllowedTypes(Set.of("com.acme.shop", "org.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.String",
                "java.lang.Integer",
                "java.lang.Object",
                "java.math.BigDecimal",
                "java.time.Instant",
                "java.time.Ser",
                "java.util.UUID",
                "java.util.Optional",
                "java.util.ArrayList",
                "java.util.Arrays$ArrayList",
                "java.util.ImmutableCollections$ListN",
                "java.util.Collections$UnmodifiableMap",
                "java.util.CollSer"
            })
    void allowsValuesAndCollectionsOfTheJdk(String name) {
        assertThat(types.allows(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.shop.Order",
                "com.acme.shop.Order$Line",
                "com.acme.shop.billing.Invoice",
                "org.example.deep.down.Thing"
            })
    void allowsPackagesThatWereNamedAndThoseBelow(String name) {
        assertThat(types.allows(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Order",
                "A",
                "I",
                "com.acme.Order",
                "com.acme.shopping.Order",
                "com.acme.shop",
                "com.acme.shop$Order",
                "evil.com.acme.shop.Order",
                "COM.ACME.SHOP.Order",
                "org.examples.Thing"
            })
    void refusesOtherPackages(String name) {
        assertThat(types.allows(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Runtime",
                "java.lang.ProcessBuilder",
                "java.lang.Class",
                "java.lang.Thread",
                "java.lang.reflect.Proxy",
                "java.lang.invoke.SerializedLambda",
                "java.io.File",
                "java.net.URL",
                "java.time.zone.ZoneRules",
                "java.util.ArrayListener",
                "java.util.Scanner",
                "java.util.Timer",
                "java.util.ServiceLoader",
                "java.util.CollectionsExtra",
                "java.util.logging.FileHandler",
                "java.util.concurrent.ThreadPoolExecutor",
                "javax.script.ScriptEngineManager",
                "javax.naming.InitialContext",
                "com.sun.rowset.JdbcRowSetImpl"
            })
    void refusesOtherClassesOfTheJdk(String name) {
        assertThat(types.allows(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[I",
                "[[J",
                "[[[Z",
                "[Ljava.lang.String;",
                "[[Ljava.util.UUID;",
                "[Ljava.io.Serializable;",
                "[Ljava.util.List;",
                "[Lcom.acme.shop.Order;"
            })
    void allowsArraysOfWhatItAllows(String name) {
        assertThat(types.allows(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[Ljava.io.File;",
                "[[Ljava.io.File;",
                "[Lcom.acme.Order;",
                "[LI;",
                "[X",
                "[",
                "[[",
                "[L",
                "[L;",
                "[Ljava.lang.String",
                "Order[I",
                "[java.lang.String;",
                "[java.lang.String"
            })
    void refusesArraysOfOthersAndNamesThatMakeNoSense(String name) {
        assertThat(types.allows(name)).isFalse();
    }

    @Test
    void saysTheSameWhenAskedAgain() {
        for (int i = 0; i < 3; i++) {
            assertThat(types.allows("com.acme.shop.Order")).isTrue();
            assertThat(types.allows("com.acme.Order")).isFalse();
        }
    }

    @Test
    void allowsNoPackageByDefault() {
        assertThat(new AllowedTypes(Set.of()).allows("com.acme.shop.Order")).isFalse();
    }
}
