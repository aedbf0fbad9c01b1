/** A package of an application, to be scanned. */
package io.github.distributedsupervisor.boot.autoconfigure.annotated;
