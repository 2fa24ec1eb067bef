package dev.longshore.agent.pods;

import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.agent.host.HostFault;
import dev.longshore.agent.pods.plan.Observed;
import dev.longshore.agent.pods.plan.PodAction;
import dev.longshore.agent.pods.plan.PodPlan;
import dev.longshore.agent.pods.plan.SeenContainer;
import dev.longshore.agent.pods.plan.TeardownPlan;
import dev.longshore.agent.pods.status.Waiting;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Controller;
import dev.longshore.cluster.Outcome;
import dev.longshore.cluster.RefusedException;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Brings the containers of one pod name to what the cluster wishes: those of the pod that has the name now, and the remains of others that
 * had it. Observes, plans, performs, and observes again until there is nothing to do but wait.
 *
 * <p>Nothing is concluded from silence: before the engine was listed no container is made, before the cluster has told all its pods none is
 * taken down, and while the engine does not answer no status changes.
 */
final class PodController implements Controller {
    /** Rounds in one pass; a pod that needs more is queued again behind the others. */
    private static final int ROUNDS_MAX = 24;

    private static final int FORBIDDEN = 403;

    private static final Duration UNSETTLED = Duration.ofSeconds(1);

    private final Workshop shop;
    private final PodSteps steps;
    private final StatusWriter status;
    private final BoundPods bound;
    private final Cluster cluster;
    private final Map<String, PodMemory> memories = new ConcurrentSkipListMap<>();

    PodController(Workshop shop, PodSteps steps, StatusWriter status, BoundPods bound, Cluster cluster) {
        this.shop = shop;
        this.steps = steps;
        this.status = status;
        this.bound = bound;
        this.cluster = cluster;
        bound.folders().forEach(pod -> memory(pod.item().key(), pod.item().uid()));
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        if (!shop.seen().listed()) {
            return Outcome.done(); // the first list wakes every pod
        }
        try {
            return settle(key);
        } catch (ContainerFault fault) {
            return Outcome.retry(EngineFaults.said(fault));
        } catch (HostFault refused) {
            bound.get(key).ifPresent(pod -> troubled(pod, refused));
            return Outcome.retry(refused.getMessage());
        }
    }

    /** Something that the pod names has changed: it is looked at without waiting for its back-off. */
    void retryNow(Pod pod) {
        Optional.ofNullable(memories.get(pod.item().uid())).ifPresent(PodMemory::retryNow);
        shop.queue().add(pod.item().key());
    }

    /** The cluster told that the pod is deleted: before its end was confirmed, that is by force. */
    void deleted(Item pod) {
        memory(pod.key(), pod.uid()).forced = true;
    }

    /**
     * Removes folders that nothing explains, with what is mounted there: of an agent that died before it had kept the pod, or that had no
     * room to keep that it is gone.
     */
    void sweep() {
        if (!bound.confirmed() || !shop.seen().listed()) {
            return;
        }
        Set<String> unknown = new TreeSet<>(shop.folder().uids()); // first: a folder is made after its pod is known
        unknown.removeAll(memories.keySet());
        unknown.removeAll(bound.uids());
        shop.seen().all().forEach(container -> unknown.remove(container.podUid()));
        for (String uid : unknown) {
            steps.volumes().unmount(uid);
            shop.folder().unmark(shop.folder().paths(uid).folder());
        }
    }

    private Outcome settle(ObjectKey key) {
        Optional<Pod> pod = bound.get(key);
        Wakes wakes = new Wakes();
        for (String uid : uids(key)) {
            if (pod.filter(present -> present.item().uid().equals(uid)).isEmpty()) {
                clear(new PodCase(key, uid, Optional.empty(), memory(key, uid)), wakes);
            }
        }
        pod.ifPresent(present -> run(
                new PodCase(
                        key,
                        present.item().uid(),
                        pod,
                        memory(key, present.item().uid())),
                wakes));
        return wakes.outcome();
    }

    private Set<String> uids(ObjectKey key) {
        Set<String> uids = shop.seen().uids(key);
        memories.forEach((uid, memory) -> {
            if (memory.key.equals(key)) {
                uids.add(uid);
            }
        });
        return uids;
    }

    private void run(PodCase work, Wakes wakes) {
        Pod pod = work.required();
        shop.folder().load(work.uid(), work.memory());
        remember(pod, work.memory());
        keep(pod, work.memory());
        if (pod.active()) {
            steps.volumes().renew(work);
        }
        for (int round = 0; round < ROUNDS_MAX; round++) {
            Observed observed = work.memory().observe(shop.seen().of(work.uid()));
            List<PodAction> plan = PodPlan.plan(
                    work.required(), observed, shop.backOff(), shop.time().now());
            tell(work, observed, plan, wakes);
            if (!steps.perform(work, plan)) {
                wakes.at(plan);
                return;
            }
        }
        wakes.in(UNSETTLED);
    }

    /** What cannot be kept is missing only when an agent starts while the cluster is away: no reason to leave a pod alone. */
    private void keep(Pod pod, PodMemory memory) {
        try {
            shop.folder().save(pod, memory);
        } catch (HostFault refused) {
            troubled(pod, refused);
        }
    }

    private void troubled(Pod pod, HostFault refused) {
        shop.events().warning(pod, "FailedSync", "error on this node: " + refused.getMessage());
    }

    /** Status is written when nothing more can be done now; that of a pod being deleted before its containers go. */
    private void tell(PodCase work, Observed observed, List<PodAction> plan, Wakes wakes) {
        Pod pod = work.required();
        boolean leaving = pod.item().terminating() || pod.finished();
        boolean removing = plan.stream().anyMatch(PodAction.Remove.class::isInstance);
        boolean waiting = plan.stream().noneMatch(PodController::changes);
        if (leaving ? !observed.containers().isEmpty() && (removing || waiting) : waiting) {
            status.write(work, observed).ifPresent(wakes::in);
            observed.problems().values().stream()
                    .filter(problem -> problem.reason().equals(Waiting.IMAGE_PULL_FAILED))
                    .map(problem ->
                            Duration.between(shop.time().now(), problem.since().plus(Waiting.FRESH_FAILURE)))
                    .filter(Duration::isPositive)
                    .forEach(wakes::in);
        }
    }

    private static boolean changes(PodAction action) {
        return !(action instanceof PodAction.Wait
                || action instanceof PodAction.EnsureImage
                || action instanceof PodAction.Stop);
    }

    /** Takes down what belongs to no pod any more, once that is certain. */
    private void clear(PodCase work, Wakes wakes) {
        if (!bound.confirmed()) {
            return; // completing the watch wakes every pod
        }
        if (stillThere(work)) {
            wakes.in(UNSETTLED);
            return;
        }
        shop.folder().markGone(work.uid());
        for (int round = 0; round < ROUNDS_MAX; round++) {
            Observed observed = work.memory().observe(shop.seen().of(work.uid()));
            Duration grace = work.memory().forced ? Duration.ZERO : grace(observed);
            List<PodAction> plan =
                    TeardownPlan.remove(observed, grace, false, shop.time().now());
            boolean again = steps.perform(work, plan);
            if (observed.containers().isEmpty()) {
                memories.remove(work.uid());
                return;
            }
            if (!again) {
                wakes.at(plan);
                return;
            }
        }
        wakes.in(UNSETTLED);
    }

    /** That of the pod, as its containers bear it. */
    private static Duration grace(Observed observed) {
        return observed.containers().stream()
                .map(SeenContainer::grace)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Asks once more, directly: what is taken down does not come back. */
    private boolean stillThere(PodCase work) {
        try {
            return cluster.get(work.key())
                    .map(Item::uid)
                    .filter(work.uid()::equals)
                    .isPresent();
        } catch (RefusedException refused) {
            if (refused.status().code() == FORBIDDEN) {
                return false; // the name belongs to another node's pod now
            }
            throw refused;
        }
    }

    /** An attempt that status tells of was there, even when nothing of it is left. */
    private static void remember(Pod pod, PodMemory memory) {
        for (String list : List.of("initContainerStatuses", "containerStatuses")) {
            pod.item().items("status", list).stream()
                    .filter(container -> container.has("containerID"))
                    .forEach(
                            container -> memory.attempted(container.text("name").orElse(""), (int)
                                    container.number("restartCount").orElse(0)));
        }
    }

    private PodMemory memory(ObjectKey key, String uid) {
        return memories.computeIfAbsent(uid, made -> new PodMemory(key));
    }
}
