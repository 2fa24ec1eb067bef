package dev.longshore.simulation;

import dev.longshore.tasks.simulated.Mix;
import dev.longshore.tasks.simulated.SimulatedProcess;
import dev.longshore.tasks.simulated.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** A machine that runs one program: boots it, loses it, boots it again. What it keeps in between is the subclass's. */
abstract class Machine {
    private static final int SKEW_MILLIS_MAX = 2_000;
    private final World world;
    private final String name;
    private Optional<SimulatedProcess> process = Optional.empty();
    private int boots;

    Machine(World world, String name) {
        this.world = world;
        this.name = name;
    }

    /** The life of the program, as its first task. */
    abstract void main(SimulatedProcess self);

    /** What the outside notices at once when the program is gone. */
    abstract void connectionsBreak();

    String name() {
        return name;
    }

    World world() {
        return world;
    }

    void boot() {
        SimulatedProcess born = new SimulatedProcess(world, name, boots++);
        born.skew(skew());
        process = Optional.of(born);
        world.trace(() -> "boot " + name + " #" + boots);
        born.start("main", () -> main(born));
    }

    /** The clock that other programs of this machine read. */
    Supplier<Instant> clock() {
        SimulatedProcess other = new SimulatedProcess(world, name + "-clock", 0);
        other.skew(skew());
        return other::now;
    }

    /** How wrong this machine's clock is. */
    private Duration skew() {
        return Duration.ofMillis(Mix.below(world.draw("skew " + name, 0), 2 * SKEW_MILLIS_MAX + 1) - SKEW_MILLIS_MAX);
    }

    void kill() {
        process.ifPresent(SimulatedProcess::kill);
        connectionsBreak();
    }

    /** The program that lives now. */
    Optional<SimulatedProcess> living() {
        return process.filter(SimulatedProcess::alive);
    }
}
