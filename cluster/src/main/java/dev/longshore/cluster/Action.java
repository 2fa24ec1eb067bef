package dev.longshore.cluster;

import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import java.time.Duration;

/** What a planner may do to the world. Each stands alone: it carries what it needs to be performed, checked and repeated. */
public sealed interface Action {
    /** An object that is to exist. That it exists already is fine when it has the same controller. */
    record Create(Draft object) implements Action {}

    /** Deletes only the object with this uid. */
    record Delete(ObjectKey key, String uid) implements Action {}

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
