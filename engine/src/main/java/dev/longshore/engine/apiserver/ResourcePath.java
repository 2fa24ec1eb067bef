package dev.longshore.engine.apiserver;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a path below {@code /api/v1} or {@code /apis/GROUP/VERSION} names.
 *
 * @param namespace empty: all, or a kind outside namespaces
 * @param name empty: the collection
 * @param subresource empty: the object; several segments stay joined by slashes
 */
record ResourcePath(String group, String version, String plural, String namespace, String name, String subresource) {
    private static final Set<String> OF_NAMESPACE = Set.of("status", "finalize");

    /** Empty when the path names a group or version only, or nothing of the API. */
    static Optional<ResourcePath> parse(ApiPath path) {
        if (path.at(0).equals("api") && path.size() > 2) {
            return Optional.of(below("", path.at(1), path.from(2)));
        }
        if (path.at(0).equals("apis") && path.size() > 3) {
            return Optional.of(below(path.at(1), path.at(2), path.from(3)));
        }
        return Optional.empty();
    }

    private static ResourcePath below(String group, String version, List<String> rest) {
        boolean inside = rest.size() > 2
                && rest.getFirst().equals("namespaces")
                && !(rest.size() == 3 && OF_NAMESPACE.contains(rest.get(2)));
        String namespace = inside ? rest.get(1) : "";
        List<String> tail = inside ? rest.subList(2, rest.size()) : rest;
        String name = tail.size() > 1 ? tail.get(1) : "";
        String subresource = tail.size() > 2 ? String.join("/", tail.subList(2, tail.size())) : "";
        return new ResourcePath(group, version, tail.getFirst(), namespace, name, subresource);
    }

    /** {@code deployments.apps} or {@code pods}. */
    String resource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
