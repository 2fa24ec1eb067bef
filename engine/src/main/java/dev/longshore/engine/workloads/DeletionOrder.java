package dev.longshore.engine.workloads;

import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which pod goes first when there are too many: a total order, whatever order the pods come in.
 *
 * <p>Unassigned, then not yet running, then not ready, then cheap to delete, then many of a kind on one node, then lately ready,
 * often restarted, young. Times count in powers of two, so that a few seconds do not outweigh the spread. Unlike Kubernetes the rank
 * on a node falls as pods are picked, which leaves the remaining ones better spread. Source: Kubernetes ActivePodsWithRanks, KEP-2255.
 */
public final class DeletionOrder {
    private static final String COST = "controller.kubernetes.io/pod-deletion-cost";

    private final Instant now;
    private final Map<String, Integer> perNode = new HashMap<>();

    private DeletionOrder(List<Pod> related, Instant now) {
        this.now = now;
        related.forEach(pod -> perNode.merge(node(pod), 1, Integer::sum));
    }

    /**
     * The {@code count} pods to delete, first one first.
     *
     * @param related active pods that share a node's burden: those of all ReplicaSets with the same owner, {@code pods} included
     */
    public static List<Pod> first(int count, List<Pod> pods, List<Pod> related, Instant now) {
        DeletionOrder order = new DeletionOrder(related, now);
        List<Pod> left = new ArrayList<>(pods);
        List<Pod> chosen = new ArrayList<>(count);
        while (chosen.size() < count && !left.isEmpty()) {
            Pod next = left.stream().min(order.comparator()).orElseThrow();
            left.remove(next);
            chosen.add(next);
            order.perNode.merge(node(next), -1, Integer::sum);
        }
        return List.copyOf(chosen);
    }

    private Comparator<Pod> comparator() {
        return Comparator.<Pod, Boolean>comparing(pod -> pod.nodeName().isPresent())
                .thenComparingInt(DeletionOrder::phaseRank)
                .thenComparing(Pod::ready)
                .thenComparingInt(DeletionOrder::cost)
                .thenComparingInt(pod -> -perNode.getOrDefault(node(pod), 0))
                .thenComparing(this::byReadyTime)
                .thenComparingLong(pod -> -restarts(pod))
                .thenComparing(this::byAge)
                .thenComparing(pod -> pod.item().uid())
                .thenComparing(pod -> pod.item().name());
    }

    private static String node(Pod pod) {
        return pod.nodeName().orElse("");
    }

    private static int phaseRank(Pod pod) {
        return switch (pod.phase()) {
            case "Pending" -> 0;
            case "Unknown" -> 1;
            default -> 2;
        };
    }

    /** A decimal 32-bit number without a leading plus; anything else counts as 0. */
    private static int cost(Pod pod) {
        String text = pod.item().annotations().getOrDefault(COST, "0");
        try {
            return text.matches("-?[0-9]{1,10}") ? Integer.parseInt(text) : 0;
        } catch (NumberFormatException tooLarge) {
            return 0;
        }
    }

    private int byReadyTime(Pod one, Pod other) {
        Optional<Instant> first = PodTimes.readySince(one);
        Optional<Instant> second = PodTimes.readySince(other);
        return first.equals(second) ? 0 : compareLately(first, second, one, other);
    }

    private int byAge(Pod one, Pod other) {
        Optional<Instant> first = created(one);
        Optional<Instant> second = created(other);
        return first.equals(second) ? 0 : compareLately(first, second, one, other);
    }

    /** Later goes first; in the same power of two the uid decides; an unknown time counts as now. */
    private int compareLately(Optional<Instant> first, Optional<Instant> second, Pod one, Pod other) {
        int order = Integer.compare(bucket(first), bucket(second));
        return order != 0 ? order : one.item().uid().compareTo(other.item().uid());
    }

    private int bucket(Optional<Instant> since) {
        long nanos = since.map(time -> Math.max(1, Duration.between(time, now).toNanos()))
                .orElse(1L);
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    }

    private static Optional<Instant> created(Pod pod) {
        return pod.item().text("metadata", "creationTimestamp").map(Instant::parse);
    }

    private static long restarts(Pod pod) {
        return pod.item().items("status", "containerStatuses").stream()
                .mapToLong(status -> status.number("restartCount").orElse(0))
                .max()
                .orElse(0);
    }
}
