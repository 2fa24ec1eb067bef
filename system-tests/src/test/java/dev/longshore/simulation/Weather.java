package dev.longshore.simulation;

import dev.longshore.tasks.simulated.Mix;
import dev.longshore.tasks.simulated.World;
import java.time.Duration;
import java.util.List;

/** What happens to machines and cables: kills, pauses, cuts. And the supervisor that starts what is dead. */
final class Weather {
    private static final Duration STEP = Duration.ofMillis(500);
    private static final int PERCENT = 100;

    private final World world;
    private final Faults faults;
    private final EngineMachine engine;
    private final List<NodeMachine> nodes;

    Weather(World world, Faults faults, EngineMachine engine, List<NodeMachine> nodes) {
        this.world = world;
        this.faults = faults;
        this.engine = engine;
        this.nodes = nodes;
    }

    void begin() {
        world.after(STEP, this::step);
    }

    private void step() {
        kill(engine);
        freeze(engine);
        for (NodeMachine node : nodes) {
            kill(node);
            freeze(node);
            cut(node);
            crash(node);
        }
        revive(engine);
        nodes.forEach(this::revive);
        world.after(STEP, this::step);
    }

    private void kill(Machine machine) {
        if (machine.living().isPresent() && strikes("kill", machine, 2)) {
            machine.kill();
        }
    }

    private void freeze(Machine machine) {
        machine.living().filter(process -> !process.frozen()).ifPresent(process -> {
            if (strikes("freeze", machine, 1)) {
                process.freeze();
                world.after(Duration.ofMillis(500 + drawn("pause", machine, 29_500)), process::thaw);
            }
        });
    }

    private void cut(NodeMachine node) {
        if (strikes("cut", node, 2)) {
            node.cut(drawn("told", node, 2) == 0);
            world.after(Duration.ofMillis(500 + drawn("cut for", node, 20_000)), node::mend);
        }
    }

    private void crash(NodeMachine node) {
        if (strikes("crash", node, 3)) {
            node.crash(drawn("which", node, 1_000));
        }
    }

    /** A machine without a living program gets a new one after a moment. */
    private void revive(Machine machine) {
        if (machine.living().isEmpty() && (!faults.on() || drawn("revive", machine, 4) == 0)) {
            machine.boot();
        }
    }

    private boolean strikes(String what, Machine machine, int percent) {
        return drawn(what, machine, PERCENT) < percent
                && faults.happens(what + " " + machine.name() + " @" + world.now() / 1_000_000 + "ms");
    }

    private int drawn(String what, Machine machine, int bound) {
        return Mix.below(world.draw(what + " " + machine.name(), world.now()), bound);
    }
}
