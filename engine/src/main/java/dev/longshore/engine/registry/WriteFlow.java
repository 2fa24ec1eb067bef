package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteOptions.FieldValidation;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.registry.view.Snapshot;
import dev.longshore.objects.ObjectKey;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.SchemaCatalog;

/**
 * What a write comes to: decode, merge onto the current object, default, admit, validate, count, own, compare. A pure function of its
 * arguments, asked again with a newer snapshot when the commit finds that somebody was faster.
 */
record WriteFlow(Identity who, Snapshot snapshot, SchemaCatalog catalog, Draw draw) {
    private static final int MANAGER_LENGTH_MAX = 128;
    static final String NAMELESS = "unknown";

    Decision decide(Wish wish) {
        try {
            return switch (wish) {
                case Wish.Create(var draft, var options) -> create(scene(draft.key(), options), draft.copy());
                case Wish.Replace(var draft, var options) -> replace(scene(draft.key(), options), draft.copy());
                case Wish.Change(var key, var patch, var options) -> change(scene(key, options), patch);
                case Wish.Remove(var key, var options) -> remove(key, options);
            };
        } catch (Refusal early) {
            return new Decision.Answer(early.answer());
        }
    }

    private Decision create(Scene scene, ObjectNode body) {
        return switch (scene.key().subresource()) {
            case "" -> Creating.create(scene, body);
            case "binding" -> Binding.bind(scene, body);
            default -> throw unsupported("create", scene.key());
        };
    }

    private Decision replace(Scene scene, ObjectNode body) {
        return switch (scene.key().subresource()) {
            case "", "status" -> Replacing.replace(scene, body);
            case "finalize" -> Replacing.finalizers(scene, body);
            case "scale" -> Scaling.replace(scene, body);
            default -> throw unsupported("update", scene.key());
        };
    }

    private Decision change(Scene scene, Patch patch) {
        return switch (scene.key().subresource()) {
            case "", "status" -> Patching.change(scene, patch);
            case "scale" -> Scaling.change(scene, patch);
            default -> throw unsupported("patch", scene.key());
        };
    }

    private Decision remove(ObjectKey key, DeleteOptions options) {
        if (!key.subresource().isEmpty()) {
            throw unsupported("delete", key);
        }
        return Removing.remove(scene(key, WriteOptions.by("")), options);
    }

    private Scene scene(ObjectKey key, WriteOptions options) {
        KindSchema schema = catalog.byPlural(
                        key.kind().group(), key.kind().version(), key.kind().plural())
                .filter(found -> served(found, key.subresource()))
                .orElseThrow(() -> new Refusal(Statuses.notServed()));
        if (options.fieldManager().length() > MANAGER_LENGTH_MAX) {
            throw new Refusal(Statuses.invalid(
                    key, "fieldManager", "FieldValueTooLong", "Too long: may not be more than 128 bytes"));
        }
        String manager = options.fieldManager().isEmpty() ? NAMELESS : options.fieldManager();
        FieldValidation validation = options.validation();
        return new Scene(who, schema, key, snapshot.get(key), snapshot, draw, manager, validation);
    }

    /** {@code binding} and {@code finalize} belong to one kind each and stand in no kind file. */
    private static boolean served(KindSchema schema, String subresource) {
        return switch (subresource) {
            case "" -> true;
            case "binding" -> schema.kind().resource().equals("pods");
            case "finalize" -> schema.kind().resource().equals("namespaces");
            default -> schema.subresources().contains(subresource);
        };
    }

    private static Refusal unsupported(String verb, ObjectKey key) {
        String what = key.subresource().isEmpty() ? verb : verb + " of " + key.subresource();
        return new Refusal(Statuses.notAllowed(what, key.kind()));
    }
}
