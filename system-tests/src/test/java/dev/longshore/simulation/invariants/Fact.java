package dev.longshore.simulation.invariants;

import dev.longshore.agent.containers.Container;
import dev.longshore.objects.Fields;
import java.util.Optional;
import java.util.Set;

/** Something that truly happened in the world, told at the place where it happened. */
public sealed interface Fact {
    /**
     * A write became durable.
     *
     * @param path of the store key
     * @param before empty: the object is new
     * @param after empty: the object is gone
     * @param headBefore the store's newest revision before the commit
     */
    record Committed(String path, Optional<Fields> before, Optional<Fields> after, long revision, long headBefore)
            implements Fact {}

    /** Somebody was told that a write is done. */
    record Acknowledged(String who, String path, long revision) implements Fact {}

    /** An engine opened its store. */
    record Opened(long head) implements Fact {}

    /**
     * A container changed.
     *
     * @param before empty: it is new
     * @param after empty: it is gone
     */
    record ContainerChanged(String node, Optional<Container> before, Optional<Container> after) implements Fact {}

    /**
     * A commit was pushed.
     *
     * @param whole whether it can be rendered
     * @param deployments names in it
     */
    record Pushed(boolean whole, Set<String> deployments) implements Fact {}
}
