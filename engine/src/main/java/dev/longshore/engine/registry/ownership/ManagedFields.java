package dev.longshore.engine.registry.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.engine.registry.ownership.FieldSets.Difference;
import dev.longshore.schemas.Shape;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All managers of one object and what each owns. Immutable: each change gives a new value. */
public final class ManagedFields {
    static final int UPDATERS_MAX = 10;
    private static final String ANCIENT = "ancient-changes";

    /** Source: kubectl, the field manager of apply without --server-side. */
    private static final String CLIENT_SIDE = "kubectl-client-side-apply";

    private final SortedMap<FieldOwner, Owned> owners;

    /** What one manager owns, and when that last changed. */
    record Owned(FieldSet fields, String time) {}

    private ManagedFields(SortedMap<FieldOwner, Owned> owners) {
        this.owners = owners;
    }

    /** Of an object as it is stored; unreadable entries are left out. */
    public static ManagedFields of(JsonNode object) {
        TreeMap<FieldOwner, Owned> owners = new TreeMap<>(FieldOwner.ORDER);
        object.path("metadata").path("managedFields").forEach(entry -> {
            FieldSet fields = FieldSet.read(entry.path("fieldsV1"));
            if (!fields.isEmpty()) {
                owners.put(
                        FieldOwner.read(entry),
                        new Owned(fields, entry.path("time").asText("")));
            }
        });
        return new ManagedFields(owners);
    }

    /** Nobody owns anything. */
    public static ManagedFields none() {
        return new ManagedFields(new TreeMap<>(FieldOwner.ORDER));
    }

    /** Writes the entries into an object's metadata. */
    public void into(ObjectNode object) {
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        owners.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<FieldOwner, Owned> entry) ->
                                !entry.getKey().applies())
                        .thenComparing(entry -> entry.getValue().time())
                        .thenComparing(Map.Entry::getKey, FieldOwner.ORDER))
                .forEach(entry -> entries.add(entry.getKey()
                        .toJson(entry.getValue().time(), entry.getValue().fields())));
        ObjectNode metadata = object.withObjectProperty("metadata");
        if (entries.isEmpty()) {
            metadata.remove("managedFields");
        } else {
            metadata.set("managedFields", entries);
        }
    }

    /**
     * After a write that is no apply: what changed belongs to the writer alone, as far as the body named it (a default is nobody's);
     * what is gone belongs to nobody.
     */
    public ManagedFields updated(
            FieldOwner writer, Shape shape, JsonNode before, JsonNode after, JsonNode sent, String now) {
        Difference difference = FieldSets.difference(shape, before, after).ownable();
        if (difference.isEmpty()) {
            return this;
        }
        ManagedFields left = without(difference.changed().union(difference.removed()));
        FieldSet gained = difference.changed().intersect(FieldSets.everything(shape, sent));
        FieldSet own = left.fields(writer).union(gained);
        FieldSet kept = fields(writer).intersect(difference.changed());
        ManagedFields result = left.with(writer, own.union(kept), now);
        return result.shortened();
    }

    /** Without some paths, whoever owns them. */
    ManagedFields without(FieldSet paths) {
        TreeMap<FieldOwner, Owned> fewer = new TreeMap<>(FieldOwner.ORDER);
        owners.forEach((manager, owned) -> {
            FieldSet rest = owned.fields().minus(paths);
            if (!rest.isEmpty()) {
                fewer.put(manager, new Owned(rest, owned.time()));
            }
        });
        return new ManagedFields(fewer);
    }

    /** With one manager's set; an unchanged one keeps its time. */
    ManagedFields with(FieldOwner manager, FieldSet fields, String now) {
        TreeMap<FieldOwner, Owned> more = new TreeMap<>(owners);
        if (fields.isEmpty()) {
            more.remove(manager);
        } else {
            more.put(manager, new Owned(fields, now));
        }
        return new ManagedFields(more);
    }

    /**
     * What {@code kubectl apply} without {@code --server-side} left becomes the manager's, who has nothing yet: as if it had applied
     * that itself, so that what it does not want goes, kubectl's own note of it included.
     */
    public ManagedFields takenOver(FieldOwner manager) {
        Map<FieldOwner, FieldSet> left = new LinkedHashMap<>(others(manager));
        left.keySet().removeIf(other -> !other.name().equals(CLIENT_SIDE) || other.applies());
        if (owners.containsKey(manager) || left.isEmpty()) {
            return this;
        }
        ManagedFields result = this;
        for (FieldOwner other : left.keySet()) {
            result = result.with(other, FieldSet.NONE, "");
        }
        return result.with(manager, left.values().stream().reduce(FieldSet.NONE, FieldSet::union), "");
    }

    FieldSet fields(FieldOwner manager) {
        Owned owned = owners.get(manager);
        return owned == null ? FieldSet.NONE : owned.fields();
    }

    String time(FieldOwner manager) {
        Owned owned = owners.get(manager);
        return owned == null ? "" : owned.time();
    }

    public boolean isEmpty() {
        return owners.isEmpty();
    }

    /** Everybody else, in a fixed order. */
    Map<FieldOwner, FieldSet> others(FieldOwner manager) {
        Map<FieldOwner, FieldSet> rest = new LinkedHashMap<>();
        owners.forEach((other, owned) -> {
            if (!other.equals(manager)) {
                rest.put(other, owned.fields());
            }
        });
        return rest;
    }

    /** Many updaters become one: the oldest first. */
    private ManagedFields shortened() {
        List<FieldOwner> updaters = owners.keySet().stream()
                .filter(manager -> !manager.applies())
                .sorted(Comparator.comparing(this::time))
                .toList();
        if (updaters.size() <= UPDATERS_MAX) {
            return this;
        }
        ManagedFields result = this;
        for (FieldOwner old : updaters.subList(0, updaters.size() - UPDATERS_MAX + 1)) {
            FieldOwner ancient = new FieldOwner(ANCIENT, false, old.apiVersion(), old.subresource());
            FieldSet both = result.fields(ancient).union(result.fields(old));
            result = result.with(old, FieldSet.NONE, "").with(ancient, both, time(old));
        }
        return result;
    }
}
