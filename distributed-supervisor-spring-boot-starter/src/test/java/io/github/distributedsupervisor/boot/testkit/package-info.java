/** An application tested with the test kit. */
package io.github.distributedsupervisor.boot.testkit;
