package dev.longshore.simulation.invariants;

import dev.longshore.objects.Fields;
import java.util.Optional;

/** Reading committed objects. */
final class Changes {
    private Changes() {}

    /** Whether a path is of this resource: {@code pods}, {@code nodes}. */
    static boolean of(String resource, Fact.Committed committed) {
        return committed.path().split("/", -1)[2].equals(resource);
    }

    static String uid(Fields object) {
        return object.text("metadata", "uid").orElse("");
    }

    static boolean terminating(Fields object) {
        return object.has("metadata", "deletionTimestamp");
    }

    static String phase(Fields pod) {
        return pod.text("status", "phase").orElse("Pending");
    }

    static boolean finished(Fields pod) {
        return phase(pod).equals("Succeeded") || phase(pod).equals("Failed");
    }

    static Optional<String> node(Fields pod) {
        return pod.text("spec", "nodeName").filter(name -> !name.isEmpty());
    }

    /** Uid of the ReplicaSet that controls it. */
    static Optional<String> replicaSet(Fields pod) {
        return pod.items("metadata", "ownerReferences").stream()
                .filter(owner -> owner.flag("controller")
                        && owner.text("kind").orElse("").equals("ReplicaSet"))
                .findFirst()
                .flatMap(owner -> owner.text("uid"));
    }
}
