package dev.longshore.agent.pods.plan;

import dev.longshore.agent.pods.plan.PodAction.ConfirmDeletion;
import dev.longshore.agent.pods.plan.PodAction.ReleaseNetwork;
import dev.longshore.agent.pods.plan.PodAction.Remove;
import dev.longshore.agent.pods.plan.PodAction.RemoveFiles;
import dev.longshore.agent.pods.plan.PodAction.Stop;
import dev.longshore.agent.pods.plan.PodAction.Unmount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a pod down: app containers together, then sidecars from the last to the first, then the sandbox; when nothing runs, containers are
 * removed; when none is left, volumes, network and files, and last of all the Pod object. Volumes never go before the containers.
 */
public final class TeardownPlan {
    private static final Duration SANDBOX_GRACE = Duration.ofSeconds(2);
    /** A stop under way is repeated only for a grace that is shorter by more than this. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private TeardownPlan() {}

    /** @param confirm whether the Pod object still has to go */
    public static List<PodAction> remove(Observed observed, Duration grace, boolean confirm, Instant now) {
        List<SeenContainer> running = lastToGo(observed);
        if (!running.isEmpty()) {
            return stop(observed, running, grace, "the pod is being deleted", now);
        }
        if (!observed.containers().isEmpty()) {
            return removals(observed);
        }
        List<PodAction> end = new ArrayList<>(List.of(new Unmount(), new ReleaseNetwork(), new RemoveFiles()));
        if (confirm) {
            end.add(new ConfirmDeletion());
        }
        return end;
    }

    /** For a pod that has ended: stops what still runs and frees what it held; containers stay for their logs. */
    static List<PodAction> rest(Observed observed, Duration grace, Instant now) {
        List<SeenContainer> running = lastToGo(observed);
        if (!running.isEmpty()) {
            return stop(observed, running, grace, "the pod has ended", now);
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
    private static List<SeenContainer> lastToGo(Observed observed) {
        List<SeenContainer> running = observed.running();
        List<SeenContainer> plain =
                running.stream().filter(one -> one.role() != Role.SIDECAR).toList();
        if (!plain.isEmpty()) {
            return plain;
        }
        if (!running.isEmpty()) {
            return running.stream()
                    .max((one, other) -> one.container()
                            .createdAt()
                            .compareTo(other.container().createdAt()))
                    .map(List::of)
                    .orElse(List.of());
        }
        return observed.containers().stream().filter(SeenContainer::running).toList();
    }

    /** The sandbox last: what joined it could not be read any more. */
    private static List<PodAction> removals(Observed observed) {
        List<SeenContainer> joined =
                observed.containers().stream().filter(one -> !one.sandbox()).toList();
        List<SeenContainer> next = joined.isEmpty() ? observed.containers() : joined;
        return next.stream().<PodAction>map(one -> new Remove(one.id())).toList();
    }
}
