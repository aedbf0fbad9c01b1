/** An application that ends. */
package io.github.distributedsupervisor.boot.shutdown;
