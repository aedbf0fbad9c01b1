package io.github.distributedsupervisor.tutorial;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.Stateful;
import io.github.distributedsupervisor.SupervisedChild;
import java.util.TreeSet;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

// readme
@SpringBootApplication
class RoomApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(RoomApplication.class, arguments);
    }

    interface Room {
        int join(String user);
    }

    @SupervisedChild("room") // constructors take beans and the arguments of the spec
    static class RoomChild implements Room, Child, Stateful<TreeSet<String>> {
        private final TreeSet<String> users = new TreeSet<>();

        public int join(String user) { // one call at a time, on one node of the cluster
            users.add(user);
            return users.size();
        }

        public TreeSet<String> captureState() { // moves along when nodes come and go
            return users;
        }

        public void restoreState(TreeSet<String> state) {
            users.addAll(state);
        }
    }

    @Bean
    ApplicationRunner user(DistributedSupervisor supervisor) {
        return arguments -> {
            supervisor.getOrStart("room-1", ChildSpec.of(RoomChild.class));
            Room room = supervisor.child("room-1", Room.class); // wherever it runs now
            System.out.println(room.join("user of node " + supervisor.nodes().size()) + " in the room");
        };
    }
}
// end
