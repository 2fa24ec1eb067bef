package dev.longshore.agent.pods;

import dev.longshore.agent.containers.ContainerEngine.Event;
import dev.longshore.agent.containers.ContainerEngine.Events;
import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.agent.host.HostFault;
import dev.longshore.agent.pods.plan.Labels;
import dev.longshore.agent.volumes.VolumePlugin.VolumeFault;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the container engine: what changed is looked at again. Events are hints and may be lost, so everything is listed before a stream
 * is read, after it broke, and every minute; then every pod that is bound here and every one that has a container is woken.
 */
final class EngineFeed {
    private static final Logger LOG = LoggerFactory.getLogger(EngineFeed.class);
    private static final Duration RELIST = Duration.ofSeconds(60);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

    private final Workshop shop;
    private final BoundPods bound;
    private final Runnable sweep;
    private boolean adopted;

    /** @param sweep after each list, with what may have been left over */
    EngineFeed(Workshop shop, BoundPods bound, Runnable sweep) {
        this.shop = shop;
        this.bound = bound;
        this.sweep = sweep;
    }

    /** For ever. */
    void run() {
        Duration delay = FIRST_BACK_OFF;
        boolean told = false;
        while (true) {
            long start = shop.time().nanos();
            try {
                follow();
            } catch (ContainerFault away) {
                if (!told) {
                    LOG.warn("the container engine is away, containers go on by themselves: {}", away.getMessage());
                }
                told = true;
            }
            boolean lived = shop.time().nanos() - start > RELIST.toNanos();
            told &= !lived;
            delay = lived ? FIRST_BACK_OFF : delay.multipliedBy(2);
            shop.time().sleep(delay.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : delay);
        }
    }

    private void follow() {
        Instant since = shop.time().now();
        try (Events events = shop.engine().events(since)) {
            relist();
            long due = shop.time().nanos() + RELIST.toNanos();
            while (true) {
                Duration left = Duration.ofNanos(Math.max(0, due - shop.time().nanos()));
                Optional<Event> event = events.next(left);
                event.ifPresent(this::look);
                if (shop.time().nanos() >= due) {
                    relist();
                    due = shop.time().nanos() + RELIST.toNanos();
                }
            }
        }
    }

    private void look(Event event) {
        Map<String, String> labels = event.labels();
        if (labels.containsKey(Labels.POD_NAME) && labels.containsKey(Labels.POD_NAMESPACE)) {
            shop.seen().refresh(event.containerId());
            shop.queue().add(ObjectKey.of(Pod.KIND, labels.get(Labels.POD_NAMESPACE), labels.get(Labels.POD_NAME)));
        }
    }

    private void relist() {
        shop.seen().relist();
        if (!adopted) {
            shop.network().adopt(addresses());
            adopted = true;
        }
        Set<ObjectKey> pods = new TreeSet<>(bound.keys());
        pods.addAll(shop.seen().pods());
        pods.forEach(shop.queue()::add);
        sweep();
    }

    private void sweep() {
        try {
            sweep.run();
        } catch (HostFault | VolumeFault refused) {
            LOG.warn("what a dead agent left of a pod is not removed yet: {}", refused.getMessage());
        }
    }

    /** In use already, before this agent started. */
    private Map<String, String> addresses() {
        Map<String, String> addresses = new TreeMap<>();
        shop.seen().all().stream()
                .filter(container ->
                        container.sandbox() && !container.container().address().isEmpty())
                .forEach(sandbox ->
                        addresses.put(sandbox.podUid(), sandbox.container().address()));
        return addresses;
    }
}
