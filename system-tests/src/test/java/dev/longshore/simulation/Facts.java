package dev.longshore.simulation;

import dev.longshore.simulation.invariants.Fact;
import dev.longshore.simulation.invariants.Invariant;
import dev.longshore.tasks.simulated.World;
import java.util.List;

/** Takes facts: into the digest, the trace and every invariant. */
final class Facts {
    private final World world;
    private final List<Invariant> invariants;
    private long count;
    private long lastAt;

    Facts(World world, List<Invariant> invariants) {
        this.world = world;
        this.invariants = invariants;
    }

    void tell(Fact fact) {
        world.fold(fold(fact));
        world.trace(() -> Lines.of(fact));
        if (!routine(fact)) {
            count++;
            lastAt = world.now();
        }
        invariants.forEach(invariant -> invariant.on(fact, text -> world.violate(invariant.id(), text)));
    }

    /** Facts but leases and acknowledgements. */
    long count() {
        return count;
    }

    /** When the last of {@link #count} came, in virtual nanoseconds. */
    long lastAt() {
        return lastAt;
    }

    private static boolean routine(Fact fact) {
        return switch (fact) {
            case Fact.Committed committed -> committed.path().contains("/leases/");
            case Fact.Acknowledged _ -> true;
            case Fact.Opened _, Fact.ContainerChanged _, Fact.Pushed _ -> false;
        };
    }

    private static long fold(Fact fact) {
        return switch (fact) {
            case Fact.Committed(var path, var before, var after, long revision, long head) ->
                path.hashCode() * 31L + revision + (after.isPresent() ? 1 : 0);
            case Fact.Acknowledged(var who, var path, long revision) -> path.hashCode() * 37L + revision;
            case Fact.Opened(long head) -> head;
            case Fact.ContainerChanged _, Fact.Pushed _ -> Lines.of(fact).hashCode();
        };
    }
}
