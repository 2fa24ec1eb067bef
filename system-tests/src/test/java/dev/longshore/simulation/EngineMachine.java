package dev.longshore.simulation;

import dev.longshore.engine.gitops.git.FakeGitHost;
import dev.longshore.engine.store.memory.MemoryStore;
import dev.longshore.simulation.invariants.Fact;
import dev.longshore.tasks.simulated.SimulatedProcess;
import dev.longshore.tasks.simulated.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The machine of the engine: its disk, and the door of the program that lives now. */
final class EngineMachine extends Machine {
    private final FakeGitHost git;
    private final Faults faults;
    private final Facts facts;
    private final Planted planted;
    private final List<Connection> connections = new ArrayList<>();
    private MemoryStore disk;
    private Optional<SimulatedEngine> door = Optional.empty();

    EngineMachine(World world, FakeGitHost git, Faults faults, Facts facts, Planted planted) {
        super(world, "engine");
        this.git = git;
        this.faults = faults;
        this.facts = facts;
        this.planted = planted;
        this.disk = new MemoryStore(new SimulatedProcess(world, "disk", 0), "store");
    }

    @Override
    void main(SimulatedProcess self) {
        disk = disk.reopened(self);
        facts.tell(new Fact.Opened(disk.head()));
        door = Optional.of(SimulatedEngine.start(
                self,
                new SimulatedStore(disk, self, faults, facts, planted),
                new SimulatedGitHost(git, self, faults, planted)));
    }

    @Override
    void connectionsBreak() {
        door = Optional.empty();
        List.copyOf(connections).forEach(Connection::reset);
        connections.clear();
    }

    /** Empty while nothing listens: connection refused. */
    Optional<SimulatedEngine> door() {
        living().ifPresentOrElse(process -> {}, this::connectionsBreak);
        return door;
    }

    void connected(Connection connection) {
        connections.removeIf(Connection::over);
        connections.add(connection);
    }

    /** Something happens to all that is under way from and to one node. */
    void connections(String client, Consumer<Connection> what) {
        connections.stream()
                .filter(connection -> connection.client().equals(client))
                .toList()
                .forEach(what);
    }

    /** Everything stored, for end checks. */
    MemoryStore disk() {
        return disk;
    }
}
