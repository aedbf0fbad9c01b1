@org.jspecify.annotations.NullMarked
package io.github.distributedsupervisor.boot.example;
