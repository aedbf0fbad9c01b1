/** The page, its stream of events and its buttons. */
@NullMarked
package io.github.distributedsupervisor.sample.web;

import org.jspecify.annotations.NullMarked;
