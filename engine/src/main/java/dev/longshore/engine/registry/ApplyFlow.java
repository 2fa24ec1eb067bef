package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.registry.ownership.Applying;
import dev.longshore.engine.registry.ownership.Applying.Applied;
import dev.longshore.engine.registry.ownership.Applying.Terms;
import dev.longshore.engine.registry.ownership.FieldOwner;
import dev.longshore.objects.ApiStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Server-side apply: the body is all that its manager wants of an object. */
final class ApplyFlow {
    private static final List<String> IDENTITY = List.of("apiVersion", "kind", "metadata", "status");

    private ApplyFlow() {}

    static Decision apply(Scene scene, JsonNode sent, boolean force) {
        ObjectNode config = config(scene, sent);
        scene.current().ifPresent(current -> Bodies.checkSeen(scene, current, config));
        boolean status = scene.key().subresource().equals("status");
        if (scene.current().isEmpty() && status) {
            throw new Refusal(new WriteResult.Missing());
        }
        if (scene.current().isEmpty()
                && !config.path("metadata").path("uid").asText("").isEmpty()) {
            throw new Refusal(Statuses.conflict(
                    scene.key(),
                    "uid mismatch: the provided object specified uid "
                            + config.path("metadata").path("uid").asText() + ", and no existing object was found"));
        }
        return merge(scene, reset(scene, config), force);
    }

    private static ObjectNode config(Scene scene, JsonNode sent) {
        if (!(sent.deepCopy() instanceof ObjectNode config)) {
            throw new Refusal(Statuses.badRequest("an apply needs an object as its body"));
        }
        if (scene.manager().equals(WriteFlow.NAMELESS)) {
            throw new Refusal(
                    ApiStatus.of(
                            422,
                            "Invalid",
                            "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch"));
        }
        Bodies.dropNulls(config);
        if (!config.path("metadata").path("managedFields").isEmpty()) {
            throw new Refusal(Statuses.badRequest("metadata.managedFields must be nil"));
        }
        Bodies.checkPlace(scene, config);
        TrackingRule.strip(scene, config);
        return config;
    }

    /** Without what this manager cannot set here: the status on the object, all else on the status. */
    private static ObjectNode reset(Scene scene, ObjectNode config) {
        ServerMetadata.clear(config);
        if (scene.key().subresource().equals("status")) {
            config.retain(IDENTITY);
            ObjectNode metadata = config.withObjectProperty("metadata");
            metadata.retain("name", "namespace");
        } else if (scene.hasStatus()) {
            config.remove("status");
        }
        return config;
    }

    /** @param config what its manager may set and wants */
    static Decision merge(Scene scene, ObjectNode config, boolean force) {
        ObjectNode live = scene.currentCopy();
        Applied applied = Applying.apply(
                scene.schema().root(),
                live,
                config,
                Owning.manager(scene, true),
                new Terms(force, scene.who().tracks(), scene.draw().stamp()));
        return switch (applied) {
            case Applied.Conflicts(Map<FieldOwner, List<String>> byManager) ->
                throw new Refusal(conflict(scene, byManager));
            case Applied.Merged(ObjectNode object, var owners) -> {
                Owning owning = Owning.byApply(scene, owners);
                if (scene.current().isEmpty()) {
                    yield Creating.begin(scene, object, owning);
                }
                ServerMetadata.carry(scene, object);
                yield new Settling(scene, owning).settle(object);
            }
        };
    }

    private static ApiStatus conflict(Scene scene, Map<FieldOwner, List<String>> byManager) {
        List<ApiStatus.Cause> causes = new ArrayList<>();
        StringBuilder list = new StringBuilder();
        byManager.forEach((manager, paths) -> {
            list.append("\nconflicts with ").append(manager.text()).append(':');
            for (String path : paths) {
                list.append("\n- ").append(path);
                causes.add(new ApiStatus.Cause("FieldManagerConflict", "conflict with " + manager.text(), path));
            }
        });
        String one = causes.getFirst().message() + ": " + causes.getFirst().field();
        String text = causes.size() == 1
                ? "Apply failed with 1 conflict: " + one
                : "Apply failed with " + causes.size() + " conflicts:"
                        + list.toString().replaceFirst("\n", " ");
        return Statuses.of(
                409,
                "Conflict",
                text,
                Statuses.details(scene.kind(), scene.key().name()),
                causes);
    }
}
