package dev.longshore.engine.registry.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.schemas.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Server-side apply. Source: Kubernetes, "Server-Side Apply", and structured-merge-diff. */
public final class Applying {
    private static final String BEFORE_FIRST_APPLY = "before-first-apply";

    private Applying() {}

    /** What came of it. */
    public sealed interface Applied {
        /**
         * @param object merged, not completed; its managed fields are those of the live object
         * @param owners with the time of the applying manager still as it was
         */
        record Merged(ObjectNode object, ManagedFields owners) implements Applied {}

        /**
         * Others own what it would change.
         * @param byManager paths as people read them
         */
        record Conflicts(Map<FieldOwner, List<String>> byManager) implements Applied {}
    }

    /**
     * How an apply is meant.
     *
     * @param force what others own is taken
     * @param takingOver what kubectl's client-side apply left is the manager's from its first apply on
     * @param now as managed fields write it
     */
    public record Terms(boolean force, boolean takingOver, String now) {}

    /**
     * @param live the stored object; empty struct when there is none
     * @param config everything the manager wants, nulls and what it may not set already out
     */
    public static Applied apply(Shape shape, ObjectNode live, ObjectNode config, FieldOwner manager, Terms terms) {
        FieldSet claimed = FieldSets.ownable(FieldSets.claimed(shape, config));
        ManagedFields all =
                claimed.isEmpty() ? ManagedFields.of(live) : adopted(shape, live, manager.apiVersion(), terms.now());
        ManagedFields owners = terms.takingOver() ? all.takenOver(manager) : all;
        JsonNode merged = Merging.merge(shape, live, config);
        FieldSet changed =
                FieldSets.ownable(FieldSets.difference(shape, live, merged).changed());
        Map<FieldOwner, List<String>> conflicts = conflicts(owners, manager, changed);
        if (!conflicts.isEmpty() && !terms.force()) {
            return new Applied.Conflicts(conflicts);
        }
        FieldSet before = owners.fields(manager);
        ManagedFields left = owners.with(manager, FieldSet.NONE, "").without(changed);
        FieldSet kept = left.others(manager).values().stream().reduce(claimed, FieldSet::union);
        JsonNode pruned =
                Merging.without(shape, merged, before.minus(claimed), kept).orElse(merged);
        FieldSet gone = FieldSets.difference(shape, merged, pruned).removed();
        return new Applied.Merged((ObjectNode) pruned, left.without(gone).with(manager, claimed, owners.time(manager)));
    }

    /**
     * What nobody owned when somebody first claims a part of it belongs to a manager of its own. Who claims nothing can
     * neither change nor take anything, so that nothing is entered for them, and the same apply again changes nothing.
     */
    private static ManagedFields adopted(Shape shape, ObjectNode live, String apiVersion, String now) {
        ManagedFields owners = ManagedFields.of(live);
        if (!owners.isEmpty() || !live.has("metadata")) {
            return owners;
        }
        FieldSet all = FieldSets.ownable(FieldSets.everything(shape, live)).without(List.of("f:status"));
        return owners.with(new FieldOwner(BEFORE_FIRST_APPLY, false, apiVersion, ""), all, now);
    }

    private static Map<FieldOwner, List<String>> conflicts(ManagedFields owners, FieldOwner manager, FieldSet changed) {
        Map<FieldOwner, List<String>> conflicts = new LinkedHashMap<>();
        owners.others(manager).forEach((other, fields) -> {
            FieldSet common = fields.intersect(changed);
            if (!common.isEmpty()) {
                conflicts.put(other, common.paths());
            }
        });
        return conflicts;
    }

    /** The owners after all, given whether the object changed: a time moves only when the set or a value did. */
    public static ManagedFields stamped(
            ManagedFields owners, JsonNode live, FieldOwner manager, boolean changed, String now) {
        FieldSet fields = owners.fields(manager);
        ManagedFields before = ManagedFields.of(live);
        boolean same = !changed && before.fields(manager).equals(fields);
        return owners.with(manager, fields, same ? before.time(manager) : now);
    }
}
