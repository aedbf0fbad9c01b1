package io.github.distributedsupervisor.test.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.test.ChildProbe;
import io.github.distributedsupervisor.test.ChildTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

// testing:child
@ChildTest
class RoomChildTest {

    @Test
    void closesAMinuteAfterTheLastWord(ChildProbe<RoomChild> room) {
        room.spec(spec -> spec.restart(Restart.TRANSIENT)).start(50);
        room.advance(Duration.ofSeconds(50));
        room.as(Room.class).say("hello");

        room.advance(Duration.ofSeconds(59));
        assertThat(room.status()).contains(ChildStatus.RUNNING);
        room.advance(Duration.ofSeconds(1));

        assertThat(room.stopReason()).contains(StopReason.NORMAL);
        assertThat(room.status()).isEmpty();
    }

    @Test
    void keepsItsUsersWhenItMoves(ChildProbe<RoomChild> room) throws Exception {
        room.start(50);
        room.as(Room.class).join("ann");

        room.move();

        assertThat(room.as(Room.class).join("bob")).isEqualTo(2);
    }

    @Test
    void isStartedAgainAfterACrash(ChildProbe<RoomChild> room) {
        room.start(50);
        room.as(Room.class).say("");
        room.as(Room.class).say("");

        assertThat(room.restartsIn()).contains(Duration.ofSeconds(1));
        room.advance(Duration.ofSeconds(1));
        assertThat(room.status()).contains(ChildStatus.RUNNING);
    }
    // testing:end

    @Test
    void throwsWhatTheInterfaceDeclares(ChildProbe<RoomChild> room) throws Exception {
        room.start(1);
        room.as(Room.class).join("ann");

        assertThatThrownBy(() -> room.as(Room.class).join("bob")).isInstanceOf(Room.RoomFullException.class);
        assertThat(room.status()).contains(ChildStatus.RUNNING);
        assertThat(room.restarts()).isZero();
    }

    @Test
    void isQuarantinedWhenItCrashesTooOften(ChildProbe<RoomChild> room) {
        room.spec(spec -> spec.intensity(1, Duration.ofMinutes(1))).start(1);
        long first = room.incarnation();
        room.as(Room.class).say("");
        assertThat(room.incarnation()).isGreaterThan(first);
        room.as(Room.class).say("");

        assertThat(room.status()).contains(ChildStatus.QUARANTINED);
        assertThat(room.failure()).get().isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isTerminated(ChildProbe<RoomChild> room) {
        room.start(1);
        room.terminate();

        assertThat(room.stopReason()).contains(StopReason.TERMINATED);
        assertThatThrownBy(() -> room.as(Room.class).join("ann")).hasMessageContaining("no child");
    }

    @Test
    void refusesArgumentsThatFitNoConstructor(ChildProbe<RoomChild> room) {
        assertThatThrownBy(() -> room.start("many")).hasMessageContaining("no constructor");
        assertThat(ChildSpec.typeOf(RoomChild.class)).isEqualTo(RoomChild.class.getName());
    }
}
