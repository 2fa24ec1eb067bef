package dev.longshore.agent.pods.plan;

import dev.longshore.agent.pods.plan.PodAction.ConfirmDeletion;
import dev.longshore.agent.pods.plan.PodAction.ReleaseNetwork;
import dev.longshore.agent.pods.plan.PodAction.Remove;
import dev.longshore.agent.pods.plan.PodAction.RemoveFiles;
import dev.longshore.agent.pods.plan.PodAction.Stop;
import dev.longshore.agent.pods.plan.PodAction.Unmount;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Takes a pod down: app containers together, then sidecars from the last to the first, then the sandbox; when nothing runs, containers are
 * removed; when none is left, volumes, network and files, and last of all the Pod object. Volumes never go before the containers.
 */
public final class TeardownPlan {
    private static final Duration SANDBOX_GRACE = Duration.ofSeconds(2);
    /** A stop under way is repeated only for a grace that is shorter by more than this. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private TeardownPlan() {}

    /** @param pod whose object still has to go; empty when nobody knows it any more: what was made last then stops first */
    public static List<PodAction> remove(Observed observed, Duration grace, Optional<Pod> pod, Instant now) {
        List<SeenContainer> running = nextToStop(observed, pod);
        if (!running.isEmpty()) {
            return stop(observed, running, grace, "the pod is being deleted", now);
        }
        if (!observed.containers().isEmpty()) {
            return removals(observed);
        }
        List<PodAction> end = new ArrayList<>(List.of(new Unmount(), new ReleaseNetwork(), new RemoveFiles()));
        if (pod.isPresent()) {
            end.add(new ConfirmDeletion());
        }
        return end;
    }

    /** For a pod that has ended: stops what still runs and frees what it held; containers stay for their logs. */
    static List<PodAction> rest(Observed observed, Pod pod, Instant now) {
        List<SeenContainer> running = nextToStop(observed, Optional.of(pod));
        if (!running.isEmpty()) {
            return stop(observed, running, pod.grace(), "the pod has ended", now);
        }
        List<PodAction> actions = new ArrayList<>();
        if (!observed.volumes().isEmpty()) {
            actions.add(new Unmount());
        }
        if (!observed.networkOf().isEmpty()) {
            actions.add(new ReleaseNetwork());
        }
        actions.addAll(History.surplus(observed));
        return actions;
    }

    /** Stops those that are not being stopped already, in time. */
    static List<PodAction> stop(
            Observed observed, List<SeenContainer> containers, Duration grace, String why, Instant now) {
        List<PodAction> stops = new ArrayList<>();
        for (SeenContainer container : containers) {
            Duration own = container.sandbox() && grace.compareTo(SANDBOX_GRACE) > 0 ? SANDBOX_GRACE : grace;
            Instant until = observed.stopping().get(container.id());
            if (until == null || now.plus(own).plus(SLACK).isBefore(until)) {
                stops.add(new Stop(container.id(), container.name(), own, container.sandbox() ? "" : why));
            }
        }
        return stops;
    }

    /** What is to stop next: containers of one stage; empty when nothing runs. */
    private static List<SeenContainer> nextToStop(Observed observed, Optional<Pod> pod) {
        List<SeenContainer> running = observed.running();
        List<SeenContainer> plain =
                running.stream().filter(one -> one.role() != Role.SIDECAR).toList();
        if (!plain.isEmpty()) {
            return plain;
        }
        if (!running.isEmpty()) {
            return List.of(Collections.max(running, inOrder(pod)));
        }
        return observed.containers().stream().filter(SeenContainer::running).toList();
    }

    /** As the pod names them: a sidecar that was restarted is younger than those behind it. */
    private static Comparator<SeenContainer> inOrder(Optional<Pod> pod) {
        List<String> names = pod.map(PodContainer::of).orElse(List.of()).stream()
                .map(PodContainer::name)
                .toList();
        return Comparator.<SeenContainer>comparingInt(one -> names.indexOf(one.name()))
                .thenComparing(one -> one.container().createdAt());
    }

    /** The sandbox last: what joined it could not be read any more. */
    private static List<PodAction> removals(Observed observed) {
        List<SeenContainer> joined =
                observed.containers().stream().filter(one -> !one.sandbox()).toList();
        List<SeenContainer> next = joined.isEmpty() ? observed.containers() : joined;
        return next.stream().<PodAction>map(one -> new Remove(one.id())).toList();
    }
}
