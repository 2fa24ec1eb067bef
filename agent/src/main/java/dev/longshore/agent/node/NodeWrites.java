package dev.longshore.agent.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Fields;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Node;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the Node by server-side apply: labels, which registers it where it is absent, and status; when either differs from what the
 * cluster shows, and every five minutes. For one task.
 */
final class NodeWrites {
    static final String MANAGER = "longshore-agent";
    private static final Logger LOG = LoggerFactory.getLogger(NodeWrites.class);
    private static final Duration HEARTBEAT = Duration.ofMinutes(5);

    private final Cluster cluster;
    private final ObjectKey key;
    private final Time time;
    private boolean told;
    private long at;
    private String trouble = "";

    NodeWrites(Cluster cluster, String name, Time time) {
        this.cluster = cluster;
        this.key = ObjectKey.of(Node.KIND, name);
        this.time = time;
    }

    /** @param shown by the cluster; empty: absent, or not known yet */
    void tell(NodePlan plan, Optional<Node> shown) {
        Map<String, String> labels = plan.labels();
        ObjectNode status = plan.status(
                shown.map(node -> node.item().items("status", "conditions")).orElse(List.of()));
        boolean due = !told || time.nanos() - at >= HEARTBEAT.toNanos();
        boolean labelled =
                shown.filter(node -> contains(node.item().labels(), labels)).isPresent();
        boolean shownTrue = shown.filter(node -> shows(node, Fields.of(status))).isPresent();
        if (labelled && shownTrue && !due) {
            return;
        }
        if (write(labels, status)) {
            told = true;
            at = time.nanos();
            trouble = "";
        }
    }

    private boolean write(Map<String, String> labels, ObjectNode status) {
        try {
            ObjectNode named = NodeReporter.object("v1", "Node", key.name());
            labels.forEach(((ObjectNode) named.get("metadata")).putObject("labels")::put);
            ObjectNode body = NodeReporter.object("v1", "Node", key.name());
            body.set("status", beating(status));
            return settled(apply(key, named)) && settled(apply(key.sub("status"), body));
        } catch (Unavailable away) {
            return trouble(String.valueOf(away.getMessage()));
        }
    }

    private WriteResult apply(ObjectKey target, ObjectNode body) {
        return cluster.patch(target, new Patch.Apply(body, true), WriteOptions.by(MANAGER));
    }

    private boolean settled(WriteResult result) {
        return switch (result) {
            case WriteResult.Written _, WriteResult.Unchanged _ -> true;
            case WriteResult.Refused(var status) -> trouble(status.message());
            case WriteResult.Deleted _,
                    WriteResult.Stale _,
                    WriteResult.Missing _,
                    WriteResult.Exists _,
                    WriteResult.Unknown _ -> false;
        };
    }

    /** Said once, until it changes. */
    private boolean trouble(String why) {
        if (!why.equals(trouble)) {
            LOG.warn("the Node object of {} is not written: {}; trying again", key.name(), why);
        }
        trouble = why;
        return false;
    }

    /** When each condition was looked at: now. Not compared, else every look would be a write. */
    private ObjectNode beating(ObjectNode status) {
        ObjectNode copy = status.deepCopy();
        ArrayNode conditions = (ArrayNode) copy.get("conditions");
        conditions.forEach(condition -> ((ObjectNode) condition).put("lastHeartbeatTime", Conditions.time(time.now())));
        return copy;
    }

    private static boolean contains(Map<String, String> all, Map<String, String> some) {
        return all.entrySet().containsAll(some.entrySet());
    }

    private static boolean shows(Node node, Fields wanted) {
        Fields status = node.item().fields().at("status");
        boolean conditions = wanted.items("conditions").stream()
                .allMatch(condition -> Conditions.find(
                                node.item().fields(), condition.text("type").orElse(""))
                        .filter(shown -> word(shown, "status").equals(word(condition, "status"))
                                && word(shown, "reason").equals(word(condition, "reason"))
                                && word(shown, "message").equals(word(condition, "message")))
                        .isPresent());
        return conditions
                && List.of("capacity", "allocatable", "addresses", "nodeInfo").stream()
                        .allMatch(part -> status.at(part).equals(wanted.at(part)));
    }

    private static String word(Fields condition, String name) {
        return condition.text(name).orElse("");
    }
}
