package dev.longshore.engine.workloads.deployment;

import dev.longshore.engine.workloads.IntOrPercent;
import dev.longshore.objects.apps.Deployment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sizes of a rollout's ReplicaSets: pure arithmetic. Never more than wanted + surge in all, never fewer available than wanted −
 * unavailable by its own doing. Source: Kubernetes deployment/rolling.go, sync.go.
 */
final class RolloutPlan {
    /**
     * A ReplicaSet as arithmetic sees it.
     *
     * @param wanted its {@code spec.replicas}
     * @param max annotation: wanted + surge when it was last scaled; 0 when unknown
     * @param reported its {@code status.replicas}
     */
    record Size(String name, int wanted, int available, int max, int reported) {
        Size at(int other) {
            return new Size(name, other, available, max, reported);
        }
    }

    /**
     * How far a rollout may stray from the wanted number; surge and unavailable are never both 0.
     *
     * @param surge pods above
     * @param unavailable pods below
     */
    record Bounds(int replicas, int surge, int unavailable) {
        static Bounds of(Deployment deployment) {
            int replicas = deployment.replicas();
            if (deployment.recreates()) {
                return new Bounds(replicas, 0, 0);
            }
            int surge = IntOrPercent.scaled(deployment.maxSurge(), replicas, true);
            int unavailable = Math.min(replicas, IntOrPercent.scaled(deployment.maxUnavailable(), replicas, false));
            return new Bounds(replicas, surge, surge == 0 && unavailable == 0 ? 1 : unavailable);
        }

        int maxTotal() {
            return replicas + surge;
        }

        int minAvailable() {
            return replicas - unavailable;
        }
    }

    private RolloutPlan() {}

    /** Size with which the new ReplicaSet of a rolling update begins, or grows to. */
    static int grown(Size fresh, List<Size> old, Bounds bounds) {
        if (fresh.wanted() >= bounds.replicas()) {
            return bounds.replicas();
        }
        int room = bounds.maxTotal() - total(fresh, old);
        return room <= 0 ? fresh.wanted() : fresh.wanted() + Math.min(room, bounds.replicas() - fresh.wanted());
    }

    /**
     * New sizes of the old ReplicaSets after one round of shrinking; only those that change.
     *
     * @param old oldest first
     */
    static Map<String, Integer> shrunk(Size fresh, List<Size> old, Bounds bounds) {
        int maxDown = total(fresh, old) - bounds.minAvailable() - (fresh.wanted() - fresh.available());
        if (maxDown <= 0) {
            return Map.of();
        }
        List<Size> healthy = new ArrayList<>();
        int down = 0;
        for (Size set : old) {
            int drop = Math.max(0, Math.min(maxDown - down, set.wanted() - set.available()));
            down += drop;
            healthy.add(set.at(set.wanted() - drop));
        }
        int canDrop = fresh.available() + old.stream().mapToInt(Size::available).sum() - bounds.minAvailable();
        List<Size> after = new ArrayList<>();
        for (Size set : healthy) {
            int drop = Math.max(0, Math.min(canDrop, set.wanted()));
            canDrop -= drop;
            after.add(set.at(set.wanted() - drop));
        }
        return changes(old, after);
    }

    /**
     * New sizes when the wanted number changed in the middle of a rollout: every active ReplicaSet keeps its share.
     *
     * @param sets the active ones, oldest first
     */
    static Map<String, Integer> proportional(List<Size> sets, Bounds bounds) {
        int allowed = bounds.replicas() > 0 ? bounds.maxTotal() : 0;
        int add = allowed - sets.stream().mapToInt(Size::wanted).sum();
        List<Size> order = bySize(sets, add > 0);
        Map<String, Integer> sizes = new LinkedHashMap<>();
        int left = add;
        for (Size set : order) {
            int share = add == 0 ? 0 : share(set, bounds);
            int part = add > 0 ? Math.max(0, Math.min(share, left)) : Math.min(0, Math.max(share, left));
            sizes.put(set.name(), set.wanted() + part);
            left -= part;
        }
        if (left != 0 && !order.isEmpty()) {
            sizes.merge(order.getFirst().name(), left, (size, rest) -> Math.max(0, size + rest));
        }
        return sizes;
    }

    private static int share(Size set, Bounds bounds) {
        if (bounds.replicas() == 0) {
            return -set.wanted();
        }
        int base = set.max() > 0 ? set.max() : set.reported();
        if (base == 0) {
            return 0;
        }
        return (int) Math.round((double) set.wanted() * bounds.maxTotal() / base) - set.wanted();
    }

    /** Larger first; equal ones newer first when growing, older first when shrinking. */
    private static List<Size> bySize(List<Size> oldestFirst, boolean growing) {
        List<Size> order = new ArrayList<>(growing ? oldestFirst.reversed() : oldestFirst);
        order.sort((one, other) -> Integer.compare(other.wanted(), one.wanted()));
        return order;
    }

    private static int total(Size fresh, List<Size> old) {
        return fresh.wanted() + old.stream().mapToInt(Size::wanted).sum();
    }

    private static Map<String, Integer> changes(List<Size> before, List<Size> after) {
        Map<String, Integer> changes = new LinkedHashMap<>();
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).wanted() != after.get(i).wanted()) {
                changes.put(after.get(i).name(), after.get(i).wanted());
            }
        }
        return changes;
    }
}
