package dev.longshore.agent.pods;

import dev.longshore.cluster.Action;
import dev.longshore.cluster.Executor;
import dev.longshore.cluster.Unavailable;
import dev.longshore.objects.core.Pod;
import dev.longshore.tasks.Mailbox;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people what happened to a pod, beside the work: a cluster that is away, or slow, holds up no container. */
final class PodEvents {
    private static final Logger LOG = LoggerFactory.getLogger(PodEvents.class);
    /** What does not fit any more is not told. */
    private static final int WAITING_MAX = 512;

    private final Executor executor;
    private final Tasks tasks;
    private final Mailbox<Action> waiting;

    PodEvents(Executor executor, Tasks tasks) {
        this.executor = executor;
        this.tasks = tasks;
        this.waiting = tasks.mailbox(WAITING_MAX);
    }

    Task start() {
        return tasks.start("events", () -> {
            while (true) {
                waiting.take(Tasks.FOREVER).ifPresent(this::tell);
            }
        });
    }

    void normal(Pod pod, String reason, String message) {
        waiting.offer(new Action.Event(pod.item(), "Normal", reason, message));
    }

    void warning(Pod pod, String reason, String message) {
        waiting.offer(new Action.Event(pod.item(), "Warning", reason, message));
    }

    private void tell(Action event) {
        try {
            executor.perform(List.of(event));
        } catch (Unavailable away) {
            LOG.debug("an Event was not told: {}", away.getMessage());
        } catch (RuntimeException fault) {
            LOG.warn("an Event was not told", fault);
        }
    }
}
