package io.github.distributedsupervisor;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a class as a type of child and gives the type its name. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SupervisedChild {

    /**
     * The name of the type, which stands in the records of the cluster: keep it when the class is renamed.
     *
     * @return the type; by default the name of the class
     */
    String value() default "";

    /**
     * Whether children of the type start with their first message: one to a name of the form {@code type:anything} that
     * has no child.
     *
     * @return by default not
     */
    boolean onDemand() default false;

    /**
     * Whether other messages are handled while the answer of one is still to come, that is when a handler has returned a
     * {@link java.util.concurrent.CompletionStage} that is not complete. Still one at a time.
     *
     * @return by default not: the next message waits for the answer
     */
    boolean reentrant() default false;

    /**
     * Unchecked exceptions, and those derived from them, that are answers out of a message handler instead of crashes.
     *
     * @return by default none
     * @see ChildSpec#answers(Class[])
     */
    Class<? extends RuntimeException>[] answers() default {};
}
