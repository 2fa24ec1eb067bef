package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.engine.registry.ownership.Applying;
import dev.longshore.engine.registry.ownership.FieldOwner;
import dev.longshore.engine.registry.ownership.ManagedFields;

/** Enters a write into the managed fields: from the states before and after it, both without those. */
@FunctionalInterface
interface Owning {
    ManagedFields owners(ObjectNode before, ObjectNode after);

    /**
     * A create, replace or patch.
     * @param sent the object as the writer made it, before defaults
     */
    static Owning byUpdate(Scene scene, ObjectNode sent) {
        ObjectNode body = sent.deepCopy();
        FieldOwner writer = manager(scene, false);
        return (before, after) -> starting(scene, body)
                .updated(
                        writer,
                        scene.schema().root(),
                        before,
                        after,
                        body,
                        scene.draw().stamp());
    }

    /** An apply whose sets are known. */
    static Owning byApply(Scene scene, ManagedFields owners) {
        return (before, after) -> Applying.stamped(
                owners,
                scene.currentTree(),
                manager(scene, true),
                !before.equals(after),
                scene.draw().stamp());
    }

    static FieldOwner manager(Scene scene, boolean applies) {
        return new FieldOwner(
                scene.manager(), applies, scene.kind().apiVersion(), scene.key().subresource());
    }

    /** A body may edit the entries of its object: given ones count, an empty list or entry clears them. */
    private static ManagedFields starting(Scene scene, ObjectNode body) {
        JsonNode given = body.path("metadata").path("managedFields");
        boolean whole = scene.key().subresource().isEmpty() && scene.current().isPresent();
        if (!whole || !given.isArray()) {
            return ManagedFields.of(scene.currentTree());
        }
        boolean clears = given.isEmpty() || (given.size() == 1 && given.get(0).isEmpty());
        ManagedFields edited = ManagedFields.of(body);
        return clears || !edited.isEmpty() ? edited : ManagedFields.of(scene.currentTree());
    }
}
