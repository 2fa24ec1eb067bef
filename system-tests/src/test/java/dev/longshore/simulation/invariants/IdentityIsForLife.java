package dev.longshore.simulation.invariants;

import dev.longshore.objects.Fields;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A uid is set once, never changed, never given twice; neither is the time of creation changed. */
final class IdentityIsForLife implements Invariant {
    private final Map<String, String> owners = new HashMap<>();

    @Override
    public String id() {
        return "S-API-01";
    }

    @Override
    public void on(Fact fact, Consumer<String> broken) {
        if (!(fact instanceof Fact.Committed committed) || committed.after().isEmpty()) {
            return;
        }
        Fields after = committed.after().get();
        String uid = Changes.uid(after);
        if (uid.isEmpty()) {
            return;
        }
        if (committed.before().isEmpty()) {
            String other = owners.put(uid, committed.path());
            if (other != null) {
                broken.accept(committed.path() + " got uid " + uid + " of " + other);
            }
        } else if (!identity(committed.before().get()).equals(identity(after))) {
            broken.accept(committed.path() + " changed from "
                    + identity(committed.before().get()) + " to " + identity(after));
        }
    }

    private static String identity(Fields object) {
        return Changes.uid(object) + " of "
                + object.text("metadata", "creationTimestamp").orElse("");
    }
}
