package dev.longshore.engine.registry;

import dev.longshore.engine.registry.view.StoredKeys;
import dev.longshore.engine.store.Guard;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Namespace;
import java.util.List;

/** A new object needs a namespace that exists and is not being deleted. Events may still tell of its end. */
final class NamespaceRule {
    private NamespaceRule() {}

    /** @return what must still hold when the object is committed */
    static List<Guard> admit(Scene scene) {
        if (scene.current().isPresent() || !scene.kind().namespaced()) {
            return List.of();
        }
        String name = scene.key().namespace();
        ObjectKey key = ObjectKey.of(Namespace.KIND, name);
        Item namespace =
                scene.snapshot().get(key).orElseThrow(() -> new Refusal(Statuses.notFound(Namespace.KIND, name)));
        if (namespace.terminating() && !scene.is("events")) {
            throw new Refusal(Statuses.forbidden(
                    scene.key(),
                    "unable to create new content in namespace " + name + " because it is being terminated",
                    new ApiStatus.Cause(
                            "NamespaceTerminating",
                            "namespace " + name + " is being terminated",
                            "metadata.namespace")));
        }
        return List.of(new Guard(StoredKeys.of(key), namespace.revision()));
    }
}
