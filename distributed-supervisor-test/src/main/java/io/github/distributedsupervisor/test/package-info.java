/** What helps to test applications that run supervised children. */
@NullMarked
package io.github.distributedsupervisor.test;

import org.jspecify.annotations.NullMarked;
