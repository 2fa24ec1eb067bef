package dev.longshore.cluster;

import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Pod;
import java.util.List;
import java.util.Map;

/** Pods for tests. */
final class Pods {
    private Pods() {}

    static ObjectKey key(String name) {
        return ObjectKey.of(Pod.KIND, "shop", name);
    }

    /** A pod whose uid is {@code uid-NAME}. */
    static Item pod(String name, long revision) {
        return item(draft(name).with("uid-" + name, "metadata", "uid"), revision);
    }

    static Draft draft(String name) {
        return Draft.empty(key(name));
    }

    static Draft owned(String name, String ownerUid) {
        return draft(name)
                .with(
                        List.of(Map.of(
                                "apiVersion",
                                "apps/v1",
                                "kind",
                                "ReplicaSet",
                                "name",
                                "web",
                                "uid",
                                ownerUid,
                                "controller",
                                true)),
                        "metadata",
                        "ownerReferences");
    }

    static Item item(Draft draft, long revision) {
        return Item.read(
                draft.key().kind(),
                draft.with(Long.toString(revision), "metadata", "resourceVersion")
                        .copy());
    }
}
