package dev.longshore.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Event;
import dev.longshore.tasks.Time;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Tells people what happened to an object, as Events. The same (object, type, reason, message) again counts one up instead of
 * making another: the name is computed from these. What an object says too often is dropped, and so is what cannot be written:
 * an Event never holds up a pass. Creates and patches, never reads: agents may not read Events.
 */
final class EventWriter {
    private static final String NAMESPACE_OF_CLUSTER_OBJECTS = "default";

    /** 253, the bound of a name, less the mark. */
    private static final int NAME_MAX = 253 - 17;

    private final Cluster cluster;
    private final WriteOptions options;
    private final String component;
    private final Time time;
    private final EventBudget budget;
    private final EventCounts counts = new EventCounts();

    EventWriter(Cluster cluster, String component, Time time) {
        this.cluster = cluster;
        this.options = WriteOptions.by(component);
        this.component = component;
        this.time = time;
        this.budget = new EventBudget(time);
    }

    void tell(Action.Event event) {
        if (!budget.allows(event.about().uid())) {
            return;
        }
        ObjectKey key = key(event);
        OptionalLong known = counts.of(key);
        WriteResult result = known.isPresent() ? again(key, known.getAsLong() + 1) : new WriteResult.Missing();
        if (result instanceof WriteResult.Missing) {
            result = cluster.create(first(key, event), options);
        }
        if (result instanceof WriteResult.Exists) {
            result = countedUp(key);
        }
        remember(key, result);
    }

    /** Of an earlier life of this program: its count comes with the answer to a patch. */
    private WriteResult countedUp(ObjectKey key) {
        WriteResult touched = patch(key, body());
        return touched instanceof WriteResult.Written(Item there, var created, var warnings)
                ? again(key, there.number("count").orElse(1) + 1)
                : touched;
    }

    private WriteResult again(ObjectKey key, long count) {
        return patch(key, body().put("count", count));
    }

    private WriteResult patch(ObjectKey key, ObjectNode body) {
        return cluster.patch(key, new Patch.Merge(body), options);
    }

    private ObjectNode body() {
        return JsonNodeFactory.instance.objectNode().put("lastTimestamp", now());
    }

    private void remember(ObjectKey key, WriteResult result) {
        if (result instanceof WriteResult.Written(Item there, var created, var warnings)) {
            counts.put(key, there.number("count").orElse(1));
        } else {
            counts.forget(key);
        }
    }

    private ObjectKey key(Action.Event event) {
        Item about = event.about();
        String namespace = about.namespace().isEmpty() ? NAMESPACE_OF_CLUSTER_OBJECTS : about.namespace();
        String name = about.name().substring(0, Math.min(about.name().length(), NAME_MAX));
        return ObjectKey.of(Event.KIND, namespace, name + "." + mark(event));
    }

    /** 16 hex digits of a FNV-1a hash over what makes two Events the same. */
    private String mark(Action.Event event) {
        String same = String.join("\0", event.about().uid(), component, event.type(), event.reason(), event.message());
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < same.length(); i++) {
            hash = (hash ^ same.charAt(i)) * 0x100000001b3L;
        }
        return String.format("%016x", hash);
    }

    private Draft first(ObjectKey key, Action.Event event) {
        String now = now();
        return Draft.empty(key)
                .with(involved(event.about()), "involvedObject")
                .with(event.type(), "type")
                .with(event.reason(), "reason")
                .with(event.message(), "message")
                .with(Map.of("component", component), "source")
                .with(component, "reportingComponent")
                .with("", "reportingInstance")
                .with(now, "firstTimestamp")
                .with(now, "lastTimestamp")
                .with(1, "count");
    }

    private static Map<String, String> involved(Item about) {
        Map<String, String> reference = new LinkedHashMap<>();
        reference.put("apiVersion", about.kind().apiVersion());
        reference.put("kind", about.kind().name());
        if (!about.namespace().isEmpty()) {
            reference.put("namespace", about.namespace());
        }
        reference.put("name", about.name());
        reference.put("uid", about.uid());
        reference.put("resourceVersion", Long.toString(about.revision()));
        return reference;
    }

    private String now() {
        return Conditions.time(time.now());
    }
}
