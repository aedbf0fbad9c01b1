package io.github.distributedsupervisor.test;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Starts a cluster before each test, judges and closes it afterwards. */
final class SupervisorClusterExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace STORE =
            ExtensionContext.Namespace.create(SupervisorClusterExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) throws IllegalAccessException {
        for (Object test : context.getRequiredTestInstances().getAllInstances()) {
            for (Field field : ReflectionSupport.findFields(
                    test.getClass(), SupervisorClusterExtension::isOurs, HierarchyTraversalMode.TOP_DOWN)) {
                field.setAccessible(true);
                field.set(test, clusterOf(context));
            }
        }
        clusterOf(context);
    }

    private static boolean isOurs(Field field) {
        return field.getType() == SupervisorCluster.class
                && !Modifier.isStatic(field.getModifiers())
                && !Modifier.isFinal(field.getModifiers());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SupervisorCluster.class
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return clusterOf(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        SupervisorCluster cluster = context.getStore(STORE).remove(SupervisorCluster.class, SupervisorCluster.class);
        if (cluster == null) {
            return;
        }
        try {
            if (context.getExecutionException().isEmpty()) {
                cluster.verify();
            } else {
                cluster.verifyWhatRan(); // it may never settle
            }
        } finally {
            cluster.close();
        }
    }

    private static SupervisorCluster clusterOf(ExtensionContext context) {
        return Objects.requireNonNull(context.getStore(STORE)
                .computeIfAbsent(SupervisorCluster.class, key -> start(context), SupervisorCluster.class));
    }

    private static SupervisorCluster start(ExtensionContext context) {
        SupervisorClusterTest wanted = AnnotationSupport.findAnnotation(
                        context.getRequiredTestMethod(), SupervisorClusterTest.class)
                .or(() -> AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(), SupervisorClusterTest.class, context.getEnclosingTestClasses()))
                .orElseThrow();
        SupervisorClusterBuilder builder = SupervisorCluster.builder()
                .nodes(wanted.nodes())
                .testClass(context.getRequiredTestClass())
                .childTypes(List.of(wanted.childTypes()))
                .classes(wanted.classes())
                .properties(wanted.properties())
                .allowOverlapWhilePartitioned(wanted.allowOverlapWhilePartitioned());
        if (wanted.configurer() != ClusterConfigurer.class) {
            builder.configurer(ReflectionSupport.newInstance(wanted.configurer()));
        }
        return builder.start();
    }
}
