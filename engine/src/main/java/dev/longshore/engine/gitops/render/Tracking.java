package dev.longshore.engine.gitops.render;

import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import java.util.Optional;

/**
 * The annotation that says which unit an object belongs to; there is no other inventory. It counts only on the very object that it
 * names: a copy elsewhere means nothing. Source: Argo CD, resource tracking by annotation.
 */
public final class Tracking {
    public static final String ANNOTATION = "argocd.argoproj.io/tracking-id";

    private Tracking() {}

    /** @param namespace of the unit's destination; stands in for the namespace of a cluster-scoped object */
    public static String value(String unit, ObjectKey key, String namespace) {
        Kind kind = key.kind();
        String place = kind.namespaced() ? key.namespace() : namespace;
        return unit + ":" + kind.group() + "/" + kind.name() + ":" + place + "/" + key.name();
    }

    /** The unit that an object belongs to. */
    public static Optional<String> unit(Item item) {
        return Optional.ofNullable(item.annotations().get(ANNOTATION))
                .map(value -> value.split(":", -1))
                .filter(parts -> parts.length == 3 && names(parts, item.key()))
                .map(parts -> parts[0]);
    }

    private static boolean names(String[] parts, ObjectKey key) {
        Kind kind = key.kind();
        boolean place = kind.namespaced()
                ? parts[2].equals(key.namespace() + "/" + key.name())
                : parts[2].endsWith("/" + key.name());
        return place && parts[1].equals(kind.group() + "/" + kind.name());
    }
}
