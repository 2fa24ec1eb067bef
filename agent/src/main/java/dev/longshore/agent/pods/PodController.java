package dev.longshore.agent.pods;

import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.agent.host.HostFault;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Controller;
import dev.longshore.cluster.Outcome;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Brings the containers of one pod name to what the cluster wishes: those of the pod that has the name now ({@link LivingPod}), and the
 * remains of others that had it ({@link Remains}). Both observe, plan, perform, and observe again until there is nothing to do but wait.
 *
 * <p>Nothing is concluded from silence: before the engine was listed no container is made, before the cluster has told all its pods none is
 * taken down, and while the engine does not answer no status changes.
 */
final class PodController implements Controller {
    private final Workshop shop;
    private final PodSteps steps;
    private final BoundPods bound;
    private final LivingPod living;
    private final Remains remains;
    private final Map<String, PodMemory> memories = new ConcurrentSkipListMap<>();

    PodController(Workshop shop, PodSteps steps, StatusWriter status, BoundPods bound, Cluster cluster) {
        this.shop = shop;
        this.steps = steps;
        this.bound = bound;
        living = new LivingPod(shop, steps, status);
        remains = new Remains(shop, steps, bound, cluster);
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
            bound.get(key).ifPresent(pod -> living.troubled(pod, refused));
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
            boolean present = pod.filter(one -> one.item().uid().equals(uid)).isPresent();
            if (!present && remains.clear(new PodCase(key, uid, Optional.empty(), memory(key, uid)), wakes)) {
                memories.remove(uid);
            }
        }
        pod.map(present -> new PodCase(
                        key,
                        present.item().uid(),
                        pod,
                        memory(key, present.item().uid())))
                .ifPresent(work -> living.run(work, wakes));
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

    private PodMemory memory(ObjectKey key, String uid) {
        return memories.computeIfAbsent(uid, made -> new PodMemory(key));
    }
}
