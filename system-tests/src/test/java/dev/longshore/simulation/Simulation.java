package dev.longshore.simulation;

import dev.longshore.client.RemoteCluster;
import dev.longshore.cluster.Cluster;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.gitops.git.FakeGitHost;
import dev.longshore.engine.store.Entry;
import dev.longshore.engine.store.Store;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Fields;
import dev.longshore.simulation.invariants.Invariant;
import dev.longshore.tasks.simulated.SimulatedProcess;
import dev.longshore.tasks.simulated.Violation;
import dev.longshore.tasks.simulated.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One world of a seed: an engine, nodes, a user, bad weather; then calm, then rest, then judgement. */
final class Simulation {
    private static final Duration QUIET = Duration.ofMinutes(3);
    private static final Duration BAD_WEATHER = Duration.ofSeconds(60);
    private static final Duration REST_WITHIN = Duration.ofMinutes(20);
    private static final int NODES = 3;

    private static final int SHRINKING_RUNS = Integer.getInteger("shrink", 200);

    private final Course course;
    private final World world;
    private final Faults faults;
    private final Facts facts;
    private final EngineMachine engine;
    private final List<NodeMachine> nodes = new ArrayList<>();
    private final User user;
    private final SimulatedProcess desk;

    Simulation(Course course, int nodeCount, Consumer<String> trace) {
        this.course = course;
        world = new World(course.seed());
        if (Boolean.getBoolean("trace")) {
            world.traceTo(trace);
        }
        faults = new Faults(world, course::allows);
        Planted planted = course.planted();
        facts = new Facts(world, Invariant.all());
        FakeGitHost git = new FakeGitHost();
        engine = new EngineMachine(world, git, faults, facts, planted);
        for (int i = 0; i < nodeCount; i++) {
            nodes.add(machine());
        }
        desk = new SimulatedProcess(world, "desk", 0);
        user = new User(git, desk, facts);
        engine.boot();
        nodes.forEach(Machine::boot);
        desk.start("user", user::run);
        new Weather(world, faults, engine, nodes).begin();
    }

    /** Bad weather, calm, rest, judgement. */
    static Simulation course(Course course) {
        Simulation simulation = new Simulation(course, NODES, System.out::println);
        simulation.runWithFaults(BAD_WEATHER);
        simulation.calm();
        simulation.runUntilQuiet(REST_WITHIN);
        simulation.judge();
        return simulation;
    }

    /** What failed, the fewest faults with which it still does, what led there and how to see it again. Runs a while. */
    String failure() {
        Violation first = world.violations().getFirst();
        Shrinker shrinker = new Shrinker(few -> course.with(few).violating(first.id()), SHRINKING_RUNS);
        Course shrunk = course.with(shrinker.smallest(faults.struck()));
        return "SIM-FAIL seed=" + world.seed() + " " + first
                + "\n  again: " + course.command()
                + "\n  faults: " + faults.struck().size() + ", of which "
                + shrunk.only().orElseThrow().size()
                + " suffice (" + shrinker.tries() + " runs): " + shrunk.only().orElseThrow()
                + "\n  again with these alone: " + shrunk.command()
                + "\n  last turns:\n    " + String.join("\n    ", world.lastTurns(20))
                + "\n  waiting:\n    " + String.join("\n    ", world.waiting());
    }

    private NodeMachine machine() {
        return new NodeMachine(world, "node-" + (nodes.size() + 1), engine, faults, facts, course.planted());
    }

    /** One more machine joins. */
    void addNode() {
        NodeMachine node = machine();
        nodes.add(node);
        node.boot();
    }

    List<NodeMachine> nodes() {
        return nodes;
    }

    /** The user is to want this, and nothing else changes any more. */
    void want(String name, Wishes.Wish wish) {
        user.want(name, wish);
        calm();
    }

    /** An administrator at the public API does something, as a task of its own. */
    void atTheApi(Consumer<Cluster> work) {
        Cable cable = new Cable(engine, desk, faults, new Link(), Identity.admin("admin"));
        desk.start("kubectl", () -> work.accept(new RemoteCluster(cable, desk, desk)));
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

    /** Stored objects of a resource of the core group. */
    List<Fields> stored(String resource) {
        Store store = engine.disk();
        try (Stream<Entry> entries = store.range(StoreKey.prefix("", resource), store.head())) {
            return entries.map(entry -> Fields.of(CanonicalJson.parse(entry.value())))
                    .toList();
        }
    }

    Facts facts() {
        return facts;
    }

    Faults faults() {
        return faults;
    }
}
