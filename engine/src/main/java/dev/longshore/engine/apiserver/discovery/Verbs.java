package dev.longshore.engine.apiserver.discovery;

import dev.longshore.schemas.KindSchema;
import java.util.List;

/** What can be done with the objects of a kind. */
public final class Verbs {
    private static final List<String> ALL =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> WITHOUT_COLLECTION =
            ALL.stream().filter(verb -> !verb.equals("deletecollection")).toList();

    private Verbs() {}

    /** Namespaces are deleted one by one. */
    public static List<String> of(KindSchema schema) {
        return schema.kind().resource().equals("namespaces") ? WITHOUT_COLLECTION : ALL;
    }
}
