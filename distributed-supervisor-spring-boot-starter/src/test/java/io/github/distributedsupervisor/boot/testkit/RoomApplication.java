package io.github.distributedsupervisor.boot.testkit;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application of these tests. */
@SpringBootApplication
class RoomApplication {}
