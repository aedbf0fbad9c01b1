package io.github.distributedsupervisor;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a child's interface that returns nothing and is not waited for: it is sent like {@link
 * DistributedSupervisor#cast}, executed at most once, and nobody learns when it is lost. Without this a {@code void} method
 * is a call: it returns when the child has executed it.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Cast {}
