package dev.longshore.engine.access;

import dev.longshore.objects.ObjectKey;
import java.util.List;

/**
 * One line of a role.
 *
 * @param resource for example {@code deployments.apps}, {@code pods/status}; {@code *}: every one
 */
record Grant(String resource, List<String> verbs) {
    static final String ANY = "*";
    private static final List<String> READ = List.of("get", "list", "watch");
    private static final List<String> WRITE = List.of("create", "update", "patch", "delete");

    static Grant of(String resource, String... verbs) {
        return new Grant(resource, List.of(verbs));
    }

    static Grant read(String resource) {
        return new Grant(resource, READ);
    }

    static Grant write(String resource) {
        return new Grant(resource, WRITE);
    }

    boolean covers(Attempt attempt) {
        return (resource.equals(ANY) || resource.equals(name(attempt.key()))) && verbs.contains(attempt.verb());
    }

    private static String name(ObjectKey key) {
        String whole = key.kind().resource();
        return key.subresource().isEmpty() ? whole : whole + "/" + key.subresource();
    }
}
