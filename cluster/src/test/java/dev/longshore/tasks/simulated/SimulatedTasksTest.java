package dev.longshore.tasks.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.tasks.TasksContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The contract of production, under fifty seeds. */
class SimulatedTasksTest extends TasksContract {
    private static final int SEEDS = 50;

    @Override
    protected List<String> inATask(Body body) {
        List<String> failed = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            World world = new World(seed);
            SimulatedProcess process = new SimulatedProcess(world, "process", 0);
            List<Throwable> thrown = new ArrayList<>();
            boolean[] ended = {false};
            process.start("test", () -> {
                try {
                    body.run(process, process);
                } catch (AssertionError | RuntimeException fault) {
                    thrown.add(fault);
                }
                ended[0] = true;
            });
            world.run(Duration.ofMinutes(1), () -> ended[0]);
            thrown.forEach(fault -> {
                throw new AssertionError("seed " + world.seed(), fault);
            });
            world.violations().forEach(found -> failed.add(found.text().replaceAll("(?s)^\\w+/(\\w+) .*", "$1")));
            assertThat(ended[0] || !failed.isEmpty())
                    .as("seed %d ended, waiting: %s", seed, world.waiting())
                    .isTrue();
        }
        return failed;
    }
}
