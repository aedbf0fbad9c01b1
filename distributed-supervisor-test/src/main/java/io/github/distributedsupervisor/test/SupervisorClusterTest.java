package io.github.distributedsupervisor.test;

import io.github.distributedsupervisor.Child;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test method a cluster of real nodes in this JVM, as a parameter or a field of type {@link SupervisorCluster},
 * and judges after each test what ran: no two instances of a child at once, no incarnation that did not grow, and, unless
 * the test failed anyway, after the cut network was mended, no child lost.
 *
 * <p>With {@link #childTypes} the nodes are plain members with a supervisor. Otherwise each node is an application context:
 * of the {@link #classes}, or of the {@code @SpringBootApplication} found from the package of the test upwards. Members
 * listen on loopback only, on free ports, in a cluster of a random name.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SupervisorClusterExtension.class)
public @interface SupervisorClusterTest {

    /**
     * How many nodes run when the test begins.
     *
     * @return 1 to 9
     */
    int nodes() default 3;

    /**
     * The types of children of nodes without Spring.
     *
     * @return none for nodes that are applications of Spring Boot
     */
    Class<? extends Child>[] childTypes() default {};

    /**
     * What the application contexts are made of.
     *
     * @return by default the {@code @SpringBootApplication} that is found
     */
    Class<?>[] classes() default {};

    /**
     * Properties of the application contexts.
     *
     * @return each of the form {@code key=value}
     */
    String[] properties() default {};

    /**
     * Changes members and supervisors before they start.
     *
     * @return a class with a constructor without parameters
     */
    Class<? extends ClusterConfigurer> configurer() default ClusterConfigurer.class;

    /**
     * Whether two instances of a child are right while they are on two sides of a partition and until the cluster has
     * settled after it. Without a quorum that is what the supervisor promises; say no where one is configured. Two instances
     * on one side are never right. An instance on a node that was paused never counts against those elsewhere until the
     * cluster has settled.
     *
     * @return by default yes
     */
    boolean allowOverlapWhilePartitioned() default true;
}
