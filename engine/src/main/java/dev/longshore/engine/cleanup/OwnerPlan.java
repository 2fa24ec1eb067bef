package dev.longshore.engine.cleanup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Action;
import dev.longshore.cluster.DeleteOptions.Propagation;
import dev.longshore.cluster.Patch;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.OwnerReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what becomes of an object whose owners may be gone, and of an owner that waits for its dependants. Never deletes on an owner
 * that could not be looked up. Source: Kubernetes garbage collector.
 */
final class OwnerPlan {
    private static final String FOREGROUND = "foregroundDeletion";
    private static final String ORPHAN = "orphan";

    /** A dependant that is freed by somebody else wakes nobody here: the owner looks again by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What a look-up of one owner found. */
    enum Found {
        /** There, and not waiting for its dependants. */
        SOLID,
        /** Certainly gone, or somebody else under the same name. */
        GONE,
        /** There, being deleted in the foreground. */
        WAITING,
        /** Its kind is not served: nobody knows. */
        UNKNOWN
    }

    /** One owner and what was found. */
    record Owner(OwnerReference reference, Found found) {}

    private OwnerPlan() {}

    /** Whether an object is waited for by an owner, and goes with it: then it waits for what it owns itself. */
    static boolean goesInForeground(List<Owner> owners) {
        return has(owners, Found.WAITING) && !has(owners, Found.SOLID) && !has(owners, Found.UNKNOWN);
    }

    /**
     * @param owners of {@code item}, in its own order
     * @param dependants of {@code item}; needed only where it {@link #goesInForeground}
     */
    static List<Action> dependant(Item item, List<Owner> owners, List<Item> dependants) {
        if (owners.isEmpty() || item.terminating() || has(owners, Found.UNKNOWN)) {
            return List.of();
        }
        if (goesInForeground(owners) && !dependants.isEmpty()) {
            return foreground(item, dependants);
        }
        if (!has(owners, Found.SOLID)) {
            return List.of(new Action.Delete(item.key(), item.uid()));
        }
        List<OwnerReference> kept = owners.stream()
                .filter(owner -> owner.found() == Found.SOLID)
                .map(Owner::reference)
                .toList();
        return kept.size() == owners.size() ? List.of() : List.of(owners(item, kept));
    }

    /** One that waits for {@code item} already is not waited for by it: the circle would never end. */
    private static List<Action> foreground(Item item, List<Item> dependants) {
        Action delete = new Action.Delete(item.key(), item.uid(), Propagation.FOREGROUND);
        if (dependants.stream().noneMatch(OwnerPlan::waits)) {
            return List.of(delete);
        }
        List<OwnerReference> free =
                item.owners().stream().map(OwnerReference::withoutBlocking).toList();
        return List.of(owners(item, free), delete);
    }

    /** Whether an object is being deleted and waits for its dependants. */
    static boolean waits(Item owner) {
        return owner.terminating()
                && owner.fields().texts("metadata", "finalizers").contains(FOREGROUND);
    }

    /**
     * What an owner under deletion still waits for.
     *
     * @param dependants objects that name it as owner
     */
    static List<Action> owner(Item owner, List<Item> dependants) {
        List<String> finalizers = owner.fields().texts("metadata", "finalizers");
        if (!owner.terminating()) {
            return List.of();
        }
        if (finalizers.contains(ORPHAN)) {
            return dependants.isEmpty() ? List.of(without(owner, finalizers, ORPHAN)) : release(owner, dependants);
        }
        if (finalizers.contains(FOREGROUND)) {
            boolean blocked = dependants.stream().anyMatch(dependant -> blocks(owner, dependant));
            return List.of(blocked ? new Action.RequeueAfter(PATIENCE) : without(owner, finalizers, FOREGROUND));
        }
        return List.of();
    }

    private static boolean blocks(Item owner, Item dependant) {
        return dependant.owners().stream()
                .filter(reference -> reference.uid().equals(owner.uid()))
                .anyMatch(OwnerReference::blockOwnerDeletion);
    }

    /** One that is free no longer names its owner, and wakes it no more: look again at once. */
    private static List<Action> release(Item owner, List<Item> dependants) {
        List<Action> actions = new ArrayList<>();
        for (Item dependant : dependants) {
            actions.add(owners(
                    dependant,
                    dependant.owners().stream()
                            .filter(reference -> !reference.uid().equals(owner.uid()))
                            .toList()));
        }
        actions.add(new Action.RequeueAfter(Duration.ZERO));
        return List.copyOf(actions);
    }

    private static Action owners(Item item, List<OwnerReference> owners) {
        return change(item, "ownerReferences", owners);
    }

    private static Action without(Item item, List<String> finalizers, String finalizer) {
        return change(
                item,
                "finalizers",
                finalizers.stream().filter(name -> !name.equals(finalizer)).toList());
    }

    private static Action change(Item item, String field, List<?> value) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = body.putObject("metadata");
        metadata.put("resourceVersion", Long.toString(item.revision())).put("uid", item.uid());
        metadata.set(field, Draft.json(value));
        return new Action.Change(item.key(), item.uid(), new Patch.Merge(body));
    }

    private static boolean has(List<Owner> owners, Found found) {
        return owners.stream().anyMatch(owner -> owner.found() == found);
    }
}
