package dev.longshore.cluster;

import dev.longshore.objects.ObjectKey;

/** Brings one object's world closer to its wish. Called by the loop, never twice at once for one key. Faults fly to the loop. */
public interface Controller {
    Outcome reconcile(ObjectKey key);
}
