package dev.longshore.engine.gitops.sync;

import dev.longshore.engine.gitops.render.Desired;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import java.util.Optional;

/** One desired object and what stands in the cluster. */
public record Comparison(Desired desired, Verdict verdict) {
    /** What an apply would do, as the door said. */
    public sealed interface Verdict {
        /** Nothing. */
        record InSync(Item live) implements Verdict {}

        /** Create it. */
        record Absent() implements Verdict {}

        /** Change it. */
        record Changed(Item live) implements Verdict {}

        /** It is being deleted: it must be gone first. */
        record Leaving(Item live) implements Verdict {}

        /**
         * It is not ours to write.
         * @param keeper the Application that has it; empty when a controller does
         */
        record Foreign(Item live, Optional<ObjectKey> keeper, String why) implements Verdict {}

        /** The door would refuse it. */
        record Refused(Optional<Item> live, String why) implements Verdict {}
    }

    /** The live object, if there is one. */
    public Optional<Item> live() {
        return switch (verdict) {
            case Verdict.InSync(Item live) -> Optional.of(live);
            case Verdict.Absent() -> Optional.empty();
            case Verdict.Changed(Item live) -> Optional.of(live);
            case Verdict.Leaving(Item live) -> Optional.of(live);
            case Verdict.Foreign(Item live, var _, String why) -> Optional.of(live);
            case Verdict.Refused(Optional<Item> live, String why) -> live;
        };
    }

    public boolean inSync() {
        return verdict instanceof Verdict.InSync;
    }

    /** Whether writing it would change something. */
    public boolean pending() {
        return verdict instanceof Verdict.Absent || verdict instanceof Verdict.Changed;
    }
}
