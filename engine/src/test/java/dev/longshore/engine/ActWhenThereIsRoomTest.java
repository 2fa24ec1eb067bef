package dev.longshore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.cluster.RefusedException;
import dev.longshore.engine.store.StoreUnavailable;
import dev.longshore.engine.store.StoreUnavailable.Cause;
import dev.longshore.objects.ApiStatus;
import dev.longshore.tasks.simulated.OneProcess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActWhenThereIsRoomTest {
    /** What the next attempts meet; when none is left they succeed. */
    private final Deque<RuntimeException> faults = new ArrayDeque<>();

    private int begun;

    private void act() {
        Optional.ofNullable(faults.poll()).ifPresent(fault -> {
            throw fault;
        });
        begun++;
    }

    @Test
    void aFullStoreIsToldAndTriedAgainUntilThereIsRoom() {
        OneProcess.underSeeds(2, process -> {
            begun = 0;
            faults.addAll(List.of(full(), full(), new RefusedException(ApiStatus.of(507, "StoreFull", "still full"))));
            ActWhenThereIsRoom acting = new ActWhenThereIsRoom(this::act, process);

            acting.begin(process);
            assertThat(acting.waiting()).contains("no space left on /data");
            process.sleep(Duration.ofMinutes(1));

            assertThat(begun).isEqualTo(1);
            assertThat(acting.waiting()).isEmpty();
        });
    }

    @Test
    void anEngineThatStopsNoLongerTries() {
        OneProcess.underSeeds(2, process -> {
            begun = 0;
            faults.add(full());
            ActWhenThereIsRoom acting = new ActWhenThereIsRoom(this::act, process);

            acting.begin(process);
            acting.stop();
            process.sleep(Duration.ofMinutes(1));

            assertThat(begun).isZero();
        });
    }

    @Test
    void everyOtherFaultEndsTheStart() {
        OneProcess.underSeeds(1, process -> {
            faults.add(new StoreUnavailable(Cause.CLOSED, "closed"));
            ActWhenThereIsRoom acting = new ActWhenThereIsRoom(this::act, process);

            assertThatThrownBy(() -> acting.begin(process)).hasMessage("closed");
        });
    }

    private static RuntimeException full() {
        return new StoreUnavailable(Cause.FULL, "no space left on /data");
    }
}
