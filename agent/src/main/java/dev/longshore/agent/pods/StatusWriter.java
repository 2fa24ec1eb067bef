package dev.longshore.agent.pods;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.agent.pods.plan.BackOff;
import dev.longshore.agent.pods.plan.Observed;
import dev.longshore.agent.pods.status.PodStatusPlan;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.core.Pod;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes status by server-side apply on {@code /status}: forced, as {@code longshore-agent}, for exactly this uid and over exactly the
 * state that was seen, so that a report that was delayed on its way cannot undo a later one. At once when phase, readiness or restarts
 * changed, else at most once a second for a pod.
 */
record StatusWriter(Cluster cluster, String hostAddress, BackOff backOff, Time time) {
    static final String MANAGER = "longshore-agent";
    private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);
    private static final Duration BATCH = Duration.ofSeconds(1);
    private static final Duration WHILE_AWAY = Duration.ofSeconds(5);

    /** @return when to try again; empty when the status is true or may stay as it is */
    Optional<Duration> write(PodCase work, Observed observed) {
        if (work.memory().endTold()) {
            return Optional.empty();
        }
        Pod pod = work.required();
        Fields previous = work.memory().status.orElse(pod.item().fields());
        ObjectNode status = new PodStatusPlan(pod, observed, hostAddress, backOff, time.now()).status(previous);
        Fields wanted = Fields.of(status);
        if (work.memory().status.map(sent -> sent.at("status")).equals(Optional.of(wanted)) && kept(pod, wanted)) {
            return Optional.empty();
        }
        boolean urgent = !PodStatusPlan.urgent(wanted).equals(PodStatusPlan.urgent(previous.at("status")));
        Duration wait = Duration.ofNanos(work.memory().statusAt + BATCH.toNanos() - time.nanos());
        if (!urgent && work.memory().status.isPresent() && wait.isPositive()) {
            return Optional.of(wait);
        }
        return send(work, pod, status);
    }

    private Optional<Duration> send(PodCase work, Pod pod, ObjectNode status) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = body.putObject("metadata");
        metadata.put("name", pod.item().name()).put("namespace", pod.item().namespace());
        metadata.put("uid", work.uid());
        long seen = Math.max(pod.item().revision(), work.memory().statusRevision);
        if (seen > 0) {
            metadata.put("resourceVersion", Long.toString(seen));
        }
        body.set("status", status);
        try {
            WriteResult result = cluster.patch(
                    pod.item().key().sub("status"), new Patch.Apply(body, true), WriteOptions.by(MANAGER));
            return settle(work, status, result);
        } catch (Unavailable away) {
            return Optional.of(WHILE_AWAY);
        }
    }

    private Optional<Duration> settle(PodCase work, ObjectNode status, WriteResult result) {
        return switch (result) {
            case WriteResult.Written written -> written(work, status, written.item());
            case WriteResult.Unchanged unchanged -> written(work, status, unchanged.item());
            case WriteResult.Missing _, WriteResult.Deleted _, WriteResult.Exists _ -> Optional.empty();
            case WriteResult.Stale _, WriteResult.Unknown _ -> Optional.of(BATCH);
            case WriteResult.Refused(var why) -> {
                LOG.warn("status of {} was refused: {}", work.key(), why.message());
                yield Optional.of(WHILE_AWAY);
            }
        };
    }

    private Optional<Duration> written(PodCase work, ObjectNode status, Item item) {
        ObjectNode sent = JsonNodeFactory.instance.objectNode();
        sent.set("status", status);
        work.memory().status = Optional.of(Fields.of(sent));
        work.memory().statusRevision = item.revision();
        work.memory().statusAt = time.nanos();
        return Optional.empty();
    }

    /** Whether the cluster still shows what was written: phase and readiness, which others change when a node falls silent. */
    private static boolean kept(Pod pod, Fields wanted) {
        boolean ready = wanted.items("conditions").stream()
                .anyMatch(condition -> condition.text("type").orElse("").equals("Ready")
                        && condition.text("status").orElse("").equals("True"));
        return pod.item().text("status", "phase").equals(wanted.text("phase")) && pod.ready() == ready;
    }
}
