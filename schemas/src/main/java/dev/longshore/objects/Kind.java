package dev.longshore.objects;

/**
 * A kind in one served version, with the names it has in URLs and bodies.
 *
 * @param group API group; empty for the core group
 * @param version for example {@code v1}
 * @param name CamelCase singular, as in a body's {@code kind}
 * @param plural lower-case plural, as in a URL
 * @param namespaced whether its objects live in a namespace
 */
public record Kind(String group, String version, String name, String plural, boolean namespaced) {
    /** A namespaced kind of the core group. */
    public static Kind core(String version, String name, String plural) {
        return new Kind("", version, name, plural, true);
    }

    /** A namespaced kind of a named group. */
    public static Kind of(String group, String version, String name, String plural) {
        return new Kind(group, version, name, plural, true);
    }

    /** The same kind, living outside namespaces. */
    public Kind clusterScoped() {
        return new Kind(group, version, name, plural, false);
    }

    /** {@code v1} or {@code apps/v1}, as in a body's {@code apiVersion}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** {@code pods} or {@code deployments.apps}: group and resource, independent of the version. */
    public String resource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
