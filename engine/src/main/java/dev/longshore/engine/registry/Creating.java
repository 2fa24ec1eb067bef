package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.WriteResult;
import dev.longshore.schemas.Problem;
import java.util.List;

/** New objects. */
final class Creating {
    private static final int GENERATED_PREFIX_MAX = 58;

    private Creating() {}

    static Decision create(Scene scene, ObjectNode body) {
        Bodies.checkPlace(scene, body);
        if (body.path("metadata").hasNonNull("resourceVersion")
                && !body.path("metadata").path("resourceVersion").asText().isEmpty()) {
            throw new Refusal(Statuses.badRequest("resourceVersion should not be set on objects to be created"));
        }
        Scene named = named(scene, body);
        if (named.current().isPresent()) {
            throw new Refusal(new WriteResult.Exists());
        }
        ObjectNode sent = body.deepCopy();
        ServerMetadata.clear(sent);
        if (scene.hasStatus()) {
            sent.remove("status");
        }
        return begin(named, sent, Owning.byUpdate(named, sent));
    }

    /** @param wanted without what clients cannot set */
    static Decision begin(Scene scene, ObjectNode wanted, Owning owning) {
        ObjectNode object = wanted.deepCopy();
        ServerMetadata.begin(scene, object);
        return new Settling(scene, owning).settle(object);
    }

    private static Scene named(Scene scene, ObjectNode body) {
        if (!scene.key().name().isEmpty()) {
            return scene;
        }
        String name = body.path("metadata").path("name").asText("");
        if (!name.isEmpty()) {
            return scene.named(name);
        }
        String prefix = body.path("metadata").path("generateName").asText("");
        if (prefix.isEmpty()) {
            throw new Refusal(Statuses.invalid(
                    scene.key(),
                    List.of(new Problem(
                            "metadata.name",
                            "FieldValueRequired",
                            "Required value: name or generateName is required"))));
        }
        return generated(scene, prefix.substring(0, Math.min(prefix.length(), GENERATED_PREFIX_MAX)));
    }

    /** The first free name; the last tried one when all are taken. */
    private static Scene generated(Scene scene, String prefix) {
        List<Scene> tried = scene.draw().suffixes().stream()
                .map(suffix -> scene.named(prefix + suffix))
                .toList();
        return tried.stream()
                .filter(named -> named.current().isEmpty())
                .findFirst()
                .orElse(tried.getLast());
    }
}
