package dev.longshore.simulation;

import dev.longshore.agent.containers.Container;
import dev.longshore.objects.Fields;
import dev.longshore.simulation.invariants.Fact;
import java.util.Optional;
import java.util.TreeSet;

/** Facts as lines of a trace. */
final class Lines {
    private Lines() {}

    static String of(Fact fact) {
        return switch (fact) {
            case Fact.Committed(var path, var before, var after, long revision, long head) ->
                "commit " + path + " @" + revision + (after.isEmpty() ? " gone" : before.isEmpty() ? " new" : "")
                        + after.map(Lines::word).orElse("");
            case Fact.Acknowledged(var who, var path, long revision) -> "ack " + path + " @" + revision + " to " + who;
            case Fact.Opened(long head) -> "store opened at " + head;
            case Fact.ContainerChanged(var node, var before, var after) ->
                "container " + node + " " + name(before, after) + " " + state(before) + " > " + state(after);
            case Fact.Pushed(boolean whole, var deployments) ->
                "push " + (whole ? "" : "broken ") + String.join(",", new TreeSet<>(deployments));
        };
    }

    private static String word(Fields object) {
        return object.text("spec", "nodeName").map(node -> " on " + node).orElse("")
                + object.text("status", "phase").map(phase -> " " + phase).orElse("")
                + (object.has("metadata", "deletionTimestamp") ? " terminating" : "");
    }

    private static String name(Optional<Container> before, Optional<Container> after) {
        return before.or(() -> after).map(Container::name).orElse("");
    }

    private static String state(Optional<Container> container) {
        return container.map(there -> there.state().name()).orElse("-");
    }
}
