package dev.longshore.agent.pods;

import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.agent.pods.plan.ContainerNames;
import dev.longshore.agent.pods.plan.Observed;
import dev.longshore.agent.pods.plan.PodAction;
import dev.longshore.agent.pods.plan.PodContainer;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops, and confirms what is gone. */
record TeardownSteps(Workshop shop, Cluster cluster) {
    private static final Logger LOG = LoggerFactory.getLogger(TeardownSteps.class);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

    /** Runs beside the passes; the pod is looked at again when it has ended. */
    boolean stop(PodCase work, PodAction.Stop action) {
        Instant until = shop.time().now().plus(action.grace());
        work.memory().stopping.put(action.id(), until);
        if (!action.why().isEmpty()) {
            work.pod()
                    .ifPresent(pod -> shop.events()
                            .normal(
                                    pod,
                                    "Killing",
                                    "Stopping container %s: %s".formatted(action.container(), action.why())));
        }
        shop.tasks().start("stop", () -> stopNow(work, action, until));
        return false;
    }

    private void stopNow(PodCase work, PodAction.Stop action, Instant until) {
        Duration again = Duration.ZERO;
        try {
            shop.engine().stop(action.id(), action.grace());
            shop.seen().refresh(action.id());
        } catch (ContainerFault fault) {
            LOG.info("container {} of {} was not stopped: {}", action.container(), work.key(), fault.getMessage());
            again = AFTER_FAULT;
        }
        work.memory().stopping.remove(action.id(), until);
        shop.queue().addAfter(work.key(), again);
    }

    boolean removeFiles(PodCase work) {
        shop.folder().unmark(shop.folder().paths(work.uid()).folder());
        work.memory().emptied();
        return true;
    }

    /**
     * Lists lag, and a create whose answer was lost may have come later: every name that was or could have been used is asked for. Only
     * when nothing is left does the Pod object go, and only this one.
     */
    boolean confirm(PodCase work) {
        Pod pod = work.required();
        shop.seen().relist();
        names(work, pod)
                .forEach(name -> shop.engine()
                        .inspect(name)
                        .ifPresent(found -> shop.seen().refresh(found.id())));
        if (!shop.seen().of(work.uid()).isEmpty()) {
            return true;
        }
        WriteResult result =
                cluster.delete(pod.item().key(), DeleteOptions.only(work.uid()).withGrace(0));
        if (result instanceof WriteResult.Refused(var status)) {
            LOG.warn("{} was not deleted: {}", work.key(), status.message());
        }
        return false;
    }

    private List<String> names(PodCase work, Pod pod) {
        List<String> names = new ArrayList<>();
        Observed known = work.memory().observe(List.of());
        List<String> containers = new ArrayList<>(List.of(ContainerNames.SANDBOX));
        PodContainer.of(pod).forEach(container -> containers.add(container.name()));
        for (String container : containers) {
            int last = Math.max(0, known.lastAttempt(container));
            for (int attempt = Math.max(0, last - 1); attempt <= last + 1; attempt++) {
                names.add(ContainerNames.of(pod.item(), container, attempt));
            }
        }
        return names;
    }
}
