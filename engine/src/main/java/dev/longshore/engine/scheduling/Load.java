package dev.longshore.engine.scheduling;

import dev.longshore.objects.OwnerReference;
import dev.longshore.objects.core.Pod;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is placed on one node. Immutable.
 *
 * @param residents by uid
 * @param requested what they asked for together; decides whether another fits
 * @param assumed the same with modest amounts for those that asked for nothing; decides which node is better
 */
record Load(Map<String, Resident> residents, Resources requested, Resources assumed) {
    static final Load NONE = new Load(Map.of(), Resources.NONE, Resources.NONE);

    /**
     * One pod, as far as others feel it.
     *
     * @param controller uid; empty: it has none
     */
    record Resident(String namespace, String controller, boolean terminating, Resources requested, Resources assumed) {
        static Resident of(Pod pod) {
            return new Resident(
                    pod.item().namespace(),
                    controllerOf(pod),
                    pod.item().terminating(),
                    Resources.requested(pod),
                    Resources.assumed(pod));
        }

        private static String controllerOf(Pod pod) {
            return pod.item().controller().map(OwnerReference::uid).orElse("");
        }
    }

    Load with(Pod pod) {
        Map<String, Resident> more = new TreeMap<>(residents);
        more.put(pod.item().uid(), Resident.of(pod));
        return sum(more);
    }

    Load without(String uid) {
        if (!residents.containsKey(uid)) {
            return this;
        }
        Map<String, Resident> fewer = new TreeMap<>(residents);
        fewer.remove(uid);
        return sum(fewer);
    }

    private static Load sum(Map<String, Resident> residents) {
        Resources requested = Resources.NONE;
        Resources assumed = Resources.NONE;
        for (Resident resident : residents.values()) {
            requested = requested.plus(resident.requested());
            assumed = assumed.plus(resident.assumed());
        }
        return new Load(Collections.unmodifiableMap(residents), requested, assumed);
    }

    int count() {
        return residents.size();
    }

    /** Pods here whose controller is the one of {@code pod}; those being deleted do not count. */
    long siblings(Pod pod) {
        String controller = Resident.controllerOf(pod);
        return residents.values().stream()
                .filter(other -> !other.terminating() && !other.controller().isEmpty())
                .filter(other -> other.namespace().equals(pod.item().namespace()))
                .filter(other -> other.controller().equals(controller))
                .count();
    }
}
