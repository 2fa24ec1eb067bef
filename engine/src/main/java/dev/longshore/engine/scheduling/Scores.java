package dev.longshore.engine.scheduling;

import dev.longshore.engine.scheduling.Snapshot.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How good nodes are for a pod that all of them can take: 3 × free of discouraging taints, 2 × spread of the pod's siblings, 1 × least
 * allocated; each from 0 to 100. Source: Kubernetes scheduler, default weights.
 */
final class Scores {
    private static final int TAINTS = 3;
    private static final int SPREAD = 2;
    private static final long FULL = 100;

    private Scores() {}

    /** One score for each place, in their order. */
    static List<Long> of(Need need, List<Place> places) {
        List<Long> taints = fewest(places, place -> Tolerations.discouraging(need.pod(), place.taints()));
        List<Long> spread = fewest(places, place -> place.load().siblings(need.pod()));
        List<Long> scores = new ArrayList<>(places.size());
        for (int i = 0; i < places.size(); i++) {
            scores.add(TAINTS * taints.get(i) + SPREAD * spread.get(i) + leastAllocated(need, places.get(i)));
        }
        return scores;
    }

    /** Mean of the free shares of processors and memory, the pod itself counted in. */
    static long leastAllocated(Need need, Place place) {
        return (free(need, place, Resources.CPU) + free(need, place, Resources.MEMORY)) / 2;
    }

    private static long free(Need need, Place place, String resource) {
        long all = place.allocatable().of(resource);
        long used = place.load().assumed().of(resource) + need.assumed().of(resource);
        return all == 0 ? 0 : Math.max(0, all - used) * FULL / all;
    }

    /** 100 for the place with none, 0 for the one with most; 100 for all when none has any. */
    private static List<Long> fewest(List<Place> places, ToLongFunction<Place> count) {
        long max = places.stream().mapToLong(count).max().orElse(0);
        return places.stream()
                .map(place -> max == 0 ? FULL : FULL - FULL * count.applyAsLong(place) / max)
                .toList();
    }
}
