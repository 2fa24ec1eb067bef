package dev.longshore.simulation.invariants;

import dev.longshore.objects.Fields;
import java.util.List;
import java.util.function.Consumer;

/** What is being deleted stays so, takes on no finalizer, and does not go while it has one. */
final class DeletionIsFinal implements Invariant {
    @Override
    public String id() {
        return "S-API-03";
    }

    @Override
    public void on(Fact fact, Consumer<String> broken) {
        if (!(fact instanceof Fact.Committed committed) || committed.before().isEmpty()) {
            return;
        }
        Fields before = committed.before().get();
        if (committed.after().isEmpty()) {
            if (finalizers(before).size() > 1) {
                broken.accept(committed.path() + " went with finalizers " + finalizers(before));
            }
            return;
        }
        Fields after = committed.after().get();
        if (Changes.terminating(before) && !Changes.terminating(after)) {
            broken.accept(committed.path() + " is no longer being deleted");
        }
        if (Changes.terminating(before) && !finalizers(before).containsAll(finalizers(after))) {
            broken.accept(committed.path() + " took on a finalizer while being deleted: " + finalizers(after));
        }
    }

    /** The write that takes the last one away may be the one that removes the object. */
    private static List<String> finalizers(Fields object) {
        return object.texts("metadata", "finalizers");
    }
}
