package dev.longshore.objects;

/**
 * Which object, and which part of it.
 *
 * @param namespace empty for cluster-scoped kinds
 * @param name empty only in drafts that ask for a generated name
 * @param subresource {@code status}, {@code scale}, {@code binding}, {@code eviction}; empty for the object itself
 */
public record ObjectKey(Kind kind, String namespace, String name, String subresource) implements Comparable<ObjectKey> {
    /** Key of a namespaced object. */
    public static ObjectKey of(Kind kind, String namespace, String name) {
        return new ObjectKey(kind, namespace, name, "");
    }

    /** Key of a cluster-scoped object. */
    public static ObjectKey of(Kind kind, String name) {
        return new ObjectKey(kind, "", name, "");
    }

    /** The key of one of its subresources. */
    public ObjectKey sub(String other) {
        return new ObjectKey(kind, namespace, name, other);
    }

    /** The key of the object itself. */
    public ObjectKey whole() {
        return subresource.isEmpty() ? this : new ObjectKey(kind, namespace, name, "");
    }

    /** {@code namespace/name}, or the name alone. */
    public String qualifiedName() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /** Order: resource, namespace, name, subresource. */
    @Override
    public int compareTo(ObjectKey other) {
        int order = kind.resource().compareTo(other.kind.resource());
        order = order != 0 ? order : namespace.compareTo(other.namespace);
        order = order != 0 ? order : name.compareTo(other.name);
        return order != 0 ? order : subresource.compareTo(other.subresource);
    }

    /** For people: {@code deployments.apps shop/web status}. */
    @Override
    public String toString() {
        String text = kind.resource() + " " + qualifiedName();
        return subresource.isEmpty() ? text : text + " " + subresource;
    }
}
