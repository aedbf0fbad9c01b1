package io.github.distributedsupervisor.sample.readme;

import io.github.distributedsupervisor.ChildRef;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;

class Rooms {

    private final DistributedSupervisor supervisor;

    Rooms(DistributedSupervisor supervisor) {
        this.supervisor = supervisor;
    }

    int join(String user) {
        // readme:use
        ChildRef room = supervisor.startChild(ChildSpec.of(RoomChild.class).name("room-1"));
        int users = room.call(user); // from any node, wherever the room runs now
        // readme:end
        return users;
    }
}
