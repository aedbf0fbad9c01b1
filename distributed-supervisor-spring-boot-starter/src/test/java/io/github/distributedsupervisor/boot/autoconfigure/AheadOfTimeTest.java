package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.SupervisedChild;
import io.github.distributedsupervisor.boot.autoconfigure.annotated.Greeting;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.AotDetector;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.MapPropertySource;
import org.springframework.javapoet.ClassName;

/** An application that is compiled ahead of time, and then runs: children that bean methods make, with arguments. */
class AheadOfTimeTest {

    @TempDir
    private Path directory;

    @Test
    void makesChildrenByBeanMethodsOfBeansAndArguments() throws Exception {
        InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
        DefaultGenerationContext generation =
                new DefaultGenerationContext(new ClassNameGenerator(ClassName.get(AheadOfTimeTest.class)), files);
        String initializer;
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            configure(context);
            context.register(Application.class);
            initializer = new ApplicationContextAotGenerator()
                    .processAheadOfTime(context, generation)
                    .canonicalName();
        }
        generation.writeGeneratedContent();
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Application.class, "guide"))
                .accepts(generation.getRuntimeHints());

        compile(files);

        // generated code uses what is private to packages, so all classes have the same class loader
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            Method run = loader.loadClass(AheadOfTimeTest.class.getName()).getDeclaredMethod("run", String.class);
            run.setAccessible(true);
            run.invoke(null, initializer);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private void compile(InMemoryGeneratedFiles files) throws IOException {
        List<String> command = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", directory.toString()));
        for (Kind kind : Kind.values()) {
            for (String name : files.getGeneratedFiles(kind).keySet()) {
                Path file = directory.resolve(name);
                Files.createDirectories(file.getParent());
                try (InputStream content = files.getGeneratedFile(kind, name).getInputStream()) {
                    Files.copy(content, file);
                }
                if (kind == Kind.SOURCE) {
                    command.add(file.toString());
                }
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path") + File.pathSeparator + directory));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler().run(null, output, output, command.toArray(String[]::new));
        assertThat(result).as(output.toString(StandardCharsets.UTF_8)).isZero();
    }

    private URL[] classPath() throws IOException {
        List<URL> urls = new ArrayList<>(List.of(directory.toUri().toURL()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    /** Called in the other class loader. */
    static void run(String name) throws Exception {
        SpringProperties.setFlag(AotDetector.AOT_ENABLED);
        Object made = Class.forName(name).getDeclaredConstructor().newInstance();
        @SuppressWarnings("unchecked")
        ApplicationContextInitializer<GenericApplicationContext> initializer =
                (ApplicationContextInitializer<GenericApplicationContext>) made;
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            configure(context);
            initializer.initialize(context);
            context.refresh();
            DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
            ChildSpec guide = ChildSpec.of("guide");
            supervisor.startChild(guide.name("started").args("Bob", Duration.ofMinutes(3)));
            supervisor.startChild(ChildSpec.of("host").name("static").args("Eve"));
            supervisor.startChild(ChildSpec.of("mute").name("plain"));

            assertThat(supervisor.<String>call("started", "you")).isEqualTo("Good day you, I am Bob for PT3M (field)");
            assertThat(supervisor.<String>call("static", "you")).isEqualTo("Good day you, I am Eve");
            assertThat(supervisor.<String>call("plain", "you")).isEqualTo("Good day");
            await().until(() -> supervisor.whereis("declared").isPresent());
            assertThat(supervisor.<String>call("declared", "you"))
                    .isEqualTo("Good day you, I am Ann for PT1M30S (field)");
            supervisor.terminateChild("started");
            await().until(() -> context.getBean(Greeting.class).destroyed().get() == 1);
        }
    }

    private static void configure(GenericApplicationContext context) {
        int port = 25_000 + 10 * ThreadLocalRandom.current().nextInt(200);
        Map<String, Object> properties = Map.of(
                "distributed-supervisor.cluster.name", UUID.randomUUID().toString(),
                "distributed-supervisor.cluster.port", port,
                "distributed-supervisor.children[0].name", "declared",
                "distributed-supervisor.children[0].type", "guide",
                "distributed-supervisor.children[0].args[0]", "Ann",
                "distributed-supervisor.children[0].args[1]", "90s");
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
    }

    @Configuration
    @ImportAutoConfiguration({
        SupervisorHazelcastAutoConfiguration.class,
        HazelcastAutoConfiguration.class,
        SupervisorAutoConfiguration.class
    })
    static class Application {
        @Bean
        Greeting greeting() {
            return new Greeting("Good day");
        }

        @Bean(destroyMethod = "gone")
        @Scope("prototype")
        Guide guide(String name, Greeting greeting, Duration time) {
            return new Guide(greeting.text(), name + " for " + time);
        }

        @Bean
        @Scope("prototype")
        static Host host(Greeting greeting, String name) {
            return new Host(greeting.text(), name);
        }

        @Bean
        @Scope("prototype")
        Mute mute(Greeting greeting) {
            return new Mute(greeting);
        }
    }

    @SupervisedChild("guide")
    static class Guide implements Child {
        private final String greeting;
        private final String name;

        @Autowired
        Greeting field;

        Guide(String greeting, String name) {
            this.greeting = greeting;
            this.name = name;
        }

        @Override
        public Object onCall(Object message) {
            return greeting + " " + message + ", I am " + name + (field == null ? "" : " (field)");
        }

        void gone() {
            field.destroyed().incrementAndGet();
        }
    }

    @SupervisedChild("host")
    static class Host implements Child {
        private final String greeting;
        private final String name;

        Host(String greeting, String name) {
            this.greeting = greeting;
            this.name = name;
        }

        @Override
        public Object onCall(Object message) {
            return greeting + " " + message + ", I am " + name;
        }
    }

    @SupervisedChild("mute")
    static class Mute implements Child {
        private final Greeting greeting;

        Mute(Greeting greeting) {
            this.greeting = greeting;
        }

        @Override
        public Object onCall(Object message) {
            return greeting.text();
        }
    }
}
