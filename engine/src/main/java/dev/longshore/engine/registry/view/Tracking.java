package dev.longshore.engine.registry.view;

import dev.longshore.objects.Fields;
import dev.longshore.objects.Kind;
import java.util.Optional;

/**
 * The annotation that says which unit an object was made by: {@code unit:group/Kind:namespace/name}. It counts only where it names
 * the object that bears it: a copy on another object does not. Source: Argo CD, annotation tracking.
 */
public final class Tracking {
    public static final String ANNOTATION = "argocd.argoproj.io/tracking-id";

    private static final int PARTS = 3;

    private Tracking() {}

    /** The unit that an object of this kind belongs to. The namespace is not compared for kinds without one. */
    public static Optional<String> unit(Kind kind, Fields object) {
        return object.text("metadata", "annotations", ANNOTATION)
                .map(id -> id.split(":", -1))
                .filter(parts -> parts.length == PARTS && parts[1].equals(kind.group() + "/" + kind.name()))
                .filter(parts -> namesItself(parts[2], kind, object))
                .map(parts -> parts[0]);
    }

    private static boolean namesItself(String place, Kind kind, Fields object) {
        String name = object.text("metadata", "name").orElse("");
        String namespace = object.text("metadata", "namespace").orElse("");
        return kind.namespaced() ? place.equals(namespace + "/" + name) : place.endsWith("/" + name);
    }
}
