package dev.longshore.simulation;

import dev.longshore.engine.gitops.git.FakeGitHost;
import dev.longshore.simulation.invariants.Invariant;
import dev.longshore.tasks.simulated.SimulatedProcess;
import dev.longshore.tasks.simulated.Violation;
import dev.longshore.tasks.simulated.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One world of a seed: an engine, nodes, a user, bad weather; then calm, then rest, then judgement. */
final class Simulation {
    private static final Duration QUIET = Duration.ofMinutes(3);
    private static final Duration BAD_WEATHER = Duration.ofSeconds(60);
    private static final Duration REST_WITHIN = Duration.ofMinutes(20);
    private static final int NODES = 3;

    private final World world;
    private final Faults faults;
    private final Facts facts;
    private final EngineMachine engine;
    private final List<NodeMachine> nodes = new ArrayList<>();
    private final User user;

    Simulation(long seed, int nodeCount, Planted planted, Consumer<String> trace) {
        world = new World(seed);
        if (Boolean.getBoolean("trace")) {
            world.traceTo(trace);
        }
        faults = new Faults(world, name -> true);
        facts = new Facts(world, Invariant.all());
        FakeGitHost git = new FakeGitHost();
        engine = new EngineMachine(world, git, faults, facts, planted);
        for (int i = 1; i <= nodeCount; i++) {
            nodes.add(new NodeMachine(world, "node-" + i, engine, faults, facts, planted));
        }
        SimulatedProcess desk = new SimulatedProcess(world, "desk", 0);
        user = new User(git, desk, facts);
        engine.boot();
        nodes.forEach(Machine::boot);
        desk.start("user", user::run);
        new Weather(world, faults, engine, nodes).begin();
    }

    /** The whole course of a seed: bad weather, calm, rest, judgement. */
    static Simulation course(long seed) {
        return course(seed, Planted.NOTHING);
    }

    /** The course of a seed with a mistake in the program. */
    static Simulation course(long seed, Planted planted) {
        Simulation simulation = new Simulation(seed, NODES, planted, System.out::println);
        simulation.runWithFaults(BAD_WEATHER);
        simulation.calm();
        simulation.runUntilQuiet(REST_WITHIN);
        simulation.judge();
        return simulation;
    }

    /** What failed, what led there and how to see it again. */
    String failure() {
        return "SIM-FAIL seed=" + world.seed() + " " + world.violations().getFirst()
                + "\n  again: mvn -Pfast -pl system-tests -am test -Dtest=SimulationTest -Dseed=" + world.seed()
                + " -Dtrace=true"
                + "\n  faults: " + faults.struck()
                + "\n  last turns:\n    " + String.join("\n    ", world.lastTurns(20))
                + "\n  waiting:\n    " + String.join("\n    ", world.waiting());
    }

    /** As bad as this seed's weather gets. */
    void runWithFaults(Duration limit) {
        faults.on(true);
        world.run(limit);
    }

    /** No more faults: cables whole, pauses over, the user's last change made. */
    void calm() {
        faults.on(false);
        nodes.forEach(NodeMachine::mend);
        engine.living().ifPresent(SimulatedProcess::thaw);
        nodes.forEach(node -> node.living().ifPresent(SimulatedProcess::thaw));
        user.finish();
    }

    /** Runs until nothing but leases moved for longer than a silent stream may go unnoticed. */
    void runUntilQuiet(Duration limit) {
        long begin = world.now();
        world.run(limit, () -> world.now() - Math.max(begin, facts.lastAt()) > QUIET.toNanos());
        if (world.violations().isEmpty() && world.now() - begin >= limit.toNanos()) {
            world.violate("L-8", "no rest " + limit + " after the last fault");
        }
    }

    /** What must hold when all is calm and quiet. */
    void judge() {
        if (world.violations().isEmpty()) {
            new Judgement(world, engine.disk(), nodes, user).judge();
        }
    }

    List<Violation> violations() {
        return world.violations();
    }

    World world() {
        return world;
    }

    Facts facts() {
        return facts;
    }

    Faults faults() {
        return faults;
    }
}
