package dev.longshore.tasks.simulated;

import dev.longshore.tasks.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

final class SimulatedSignal implements Signal {
    private final SimulatedProcess process;
    private final List<SimulatedTask> waiting = new ArrayList<>();
    private boolean up;

    SimulatedSignal(SimulatedProcess process) {
        this.process = process;
    }

    @Override
    public void raise() {
        up = true;
        process.world().wakeAll(waiting);
    }

    @Override
    public boolean await(Duration limit) {
        return process.await("await", limit, waiting, this::lower);
    }

    private boolean lower() {
        boolean was = up;
        up = false;
        return was;
    }
}
