package dev.longshore.cluster;

import dev.longshore.cluster.DeleteOptions.Propagation;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import java.time.Duration;
import java.util.Optional;

/** What a planner may do to the world. Each stands alone: it carries what it needs to be performed, checked and repeated. */
public sealed interface Action {
    /**
     * An object that is to exist. That it exists already is fine when it has the same controller.
     *
     * @param told when this very action made it
     */
    record Create(Draft object, Optional<Event> told) implements Action {
        public Create(Draft object) {
            this(object, Optional.empty());
        }
    }

    /**
     * Deletes only the object with this uid.
     *
     * @param propagation what becomes of its dependants
     * @param told when this very action deleted it, or began to
     */
    record Delete(ObjectKey key, String uid, Propagation propagation, Optional<Event> told) implements Action {
        /** In the background. */
        public Delete(ObjectKey key, String uid) {
            this(key, uid, Propagation.BACKGROUND);
        }

        public Delete(ObjectKey key, String uid, Propagation propagation) {
            this(key, uid, propagation, Optional.empty());
        }

        /** In the background. */
        public Delete(ObjectKey key, String uid, Event told) {
            this(key, uid, Propagation.BACKGROUND, Optional.of(told));
        }
    }

    /** A whole new state, compared with the revision in the draft. */
    record Replace(Draft object) implements Action {}

    /** A merge patch, only on the object with this uid. */
    record Change(ObjectKey key, String uid, Patch patch) implements Action {}

    /** Replaces {@code status}, compared with the revision in the draft. */
    record UpdateStatus(Draft object) implements Action {}

    /** Binds a pod. */
    record Bind(Draft binding) implements Action {}

    /**
     * Tells people.
     * @param type {@code Normal} or {@code Warning}
     */
    record Event(Item about, String type, String reason, String message) implements Action {}

    /** Look again later. */
    record RequeueAfter(Duration delay) implements Action {}
}
