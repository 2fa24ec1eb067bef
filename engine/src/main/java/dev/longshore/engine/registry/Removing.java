package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.DeleteOptions.Propagation;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.core.Pod;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletion. An object goes at once when nothing holds it back; else it is marked, and goes with the write that takes the last hold
 * away: a finalizer, or the grace of a running pod, which its agent ends by a delete with grace 0.
 * Source: Kubernetes, "Finalizers", "Garbage Collection", "Pod Lifecycle".
 */
final class Removing {
    static final String NAMESPACE_FINALIZER = "kubernetes";
    private static final String FOREGROUND = "foregroundDeletion";
    private static final String ORPHAN = "orphan";
    private static final long NO_GRACE = 0;
    private static final List<String> IMMORTAL = List.of("default", "kube-system", "kube-public");

    private Removing() {}

    static Decision remove(Scene scene, DeleteOptions options) {
        Item current = scene.current().orElseThrow(() -> new Refusal(new WriteResult.Missing()));
        checkSeen(scene, current, options);
        if (scene.is("namespaces")) {
            checkNamespace(scene, current);
        }
        long grace = grace(scene, current, options);
        ObjectNode marked = marked(scene, current, options, grace);
        byte[] bytes = CanonicalJson.bytes(marked);
        if (isDone(scene.kind(), Fields.of(marked))) {
            return new Decision.Drop(scene.key(), current.stored(), current.revision(), List.of());
        }
        if (Arrays.equals(bytes, current.stored())) {
            return new Decision.Answer(new WriteResult.Unchanged(current, List.of()));
        }
        return new Decision.Store(scene.key(), bytes, current.revision(), List.of(), List.of());
    }

    private static void checkSeen(Scene scene, Item current, DeleteOptions options) {
        options.uid().filter(uid -> !uid.equals(current.uid())).ifPresent(uid -> {
            throw new Refusal(Statuses.conflict(
                    scene.key(),
                    "the UID in the precondition (" + uid + ") does not match the UID in record (" + current.uid()
                            + "). The object might have been deleted and then recreated"));
        });
        options.revision().filter(seen -> seen != current.revision()).ifPresent(seen -> {
            throw new Refusal(new WriteResult.Stale(current.revision()));
        });
    }

    private static void checkNamespace(Scene scene, Item current) {
        if (IMMORTAL.contains(current.name())) {
            throw new Refusal(Statuses.forbidden(scene.key(), "this namespace may not be deleted"));
        }
        if (current.terminating()
                && !current.fields().items("spec", "finalizers").isEmpty()) {
            throw new Refusal(Statuses.conflict(
                    scene.key(),
                    "The system is ensuring all content is removed from this namespace.  Upon completion, this namespace will"
                            + " automatically be purged by the system."));
        }
    }

    /** Seconds that a running pod gets; everything else gets none. */
    private static long grace(Scene scene, Item current, DeleteOptions options) {
        if (!scene.is("pods")) {
            return NO_GRACE;
        }
        Pod pod = new Pod(current);
        if (pod.finished() || pod.nodeName().isEmpty()) {
            return NO_GRACE;
        }
        long wanted = options.graceSeconds().orElse(pod.grace().toSeconds());
        return wanted < 0 ? 1 : wanted;
    }

    private static ObjectNode marked(Scene scene, Item current, DeleteOptions options, long grace) {
        ObjectNode marked = (ObjectNode) current.fields().copy();
        holdBack(marked, current, options.propagation());
        mark(scene, marked, current, grace);
        if (scene.is("namespaces")) {
            marked.withObjectProperty("status").put("phase", "Terminating");
        }
        return marked;
    }

    private static void holdBack(ObjectNode marked, Item current, Propagation propagation) {
        Set<String> names = new LinkedHashSet<>(current.fields().texts("metadata", "finalizers"));
        switch (propagation) {
            case BACKGROUND -> {
                return;
            }
            case FOREGROUND -> {
                names.remove(ORPHAN);
                names.add(FOREGROUND);
            }
            case ORPHAN -> {
                names.remove(FOREGROUND);
                names.add(ORPHAN);
            }
        }
        ArrayNode list = marked.withObjectProperty("metadata").putArray("finalizers");
        names.forEach(list::add);
    }

    /** A second deletion only ever shortens the grace of the first. */
    private static void mark(Scene scene, ObjectNode marked, Item current, long grace) {
        ObjectNode metadata = marked.withObjectProperty("metadata");
        if (!current.terminating()) {
            metadata.put("deletionTimestamp", Conditions.time(scene.draw().now().plusSeconds(grace)));
            metadata.put("deletionGracePeriodSeconds", grace);
            if (ServerMetadata.counted(scene)) {
                ServerMetadata.advance(current.fields(), marked);
            }
            return;
        }
        long old = current.number("metadata", "deletionGracePeriodSeconds").orElse(NO_GRACE);
        if (grace < old) {
            Instant due =
                    Instant.parse(current.text("metadata", "deletionTimestamp").orElseThrow());
            metadata.put("deletionTimestamp", Conditions.time(due.minusSeconds(old - grace)));
            metadata.put("deletionGracePeriodSeconds", grace);
        }
    }

    /** Whether nothing holds a deletion back any more. */
    static boolean isDone(Kind kind, Fields object) {
        boolean spec = kind.resource().equals("namespaces")
                && !object.items("spec", "finalizers").isEmpty();
        return object.has("metadata", "deletionTimestamp")
                && object.number("metadata", "deletionGracePeriodSeconds").orElse(NO_GRACE) == NO_GRACE
                && object.items("metadata", "finalizers").isEmpty()
                && !spec;
    }
}
