package dev.longshore.cluster;

import dev.longshore.objects.Kind;
import dev.longshore.objects.Selector;
import java.util.Map;

/**
 * Which objects.
 *
 * @param namespace empty: all namespaces
 * @param fields equalities on field paths, for example {@code spec.nodeName} to {@code node-1}
 * @param fieldsNot inequalities on field paths
 * @param owner uid of an owner; empty: any. Kept by an index of the view; a remote cluster filters what it was sent
 * @param limit page size; 0: everything
 * @param next continue token of the page before; empty on the first
 * @param revision rule of the read
 */
public record Query(
        Kind kind,
        String namespace,
        Selector labels,
        Map<String, String> fields,
        Map<String, String> fieldsNot,
        String owner,
        int limit,
        String next,
        Freshness revision) {
    /** The field that {@link #trackedBy} selects by. */
    public static final String TRACKED_BY = "longshore.io/tracked-by";

    /** What state a list must show. Source: Kubernetes API concepts, "resourceVersion semantics". */
    public sealed interface Freshness {
        /** Everything acknowledged before the call. */
        record Newest() implements Freshness {}

        /** Whatever is at hand. */
        record Any() implements Freshness {}

        /** That revision or a later one. */
        record NotOlderThan(long revision) implements Freshness {}

        /** Exactly that revision, if it is still known. */
        record Exactly(long revision) implements Freshness {}
    }

    /** All objects of a kind. */
    public static Query all(Kind kind) {
        return new Query(kind, "", Selector.ALL, Map.of(), Map.of(), "", 0, "", new Freshness.Newest());
    }

    /** All objects of a kind in a namespace. */
    public static Query in(Kind kind, String namespace) {
        return new Query(kind, namespace, Selector.ALL, Map.of(), Map.of(), "", 0, "", new Freshness.Newest());
    }

    /** All objects of a kind with a given owner. */
    public static Query ownedBy(Kind kind, String namespace, String uid) {
        return new Query(kind, namespace, Selector.ALL, Map.of(), Map.of(), uid, 0, "", new Freshness.Newest());
    }

    /**
     * All objects of a kind that a GitOps unit made: those whose tracking annotation names the unit and the object that bears it. An
     * index of the view keeps them; on the wire it is a field selector.
     */
    public static Query trackedBy(Kind kind, String unit) {
        return all(kind).where(TRACKED_BY, unit);
    }

    public Query labelled(Selector selector) {
        return new Query(kind, namespace, selector, fields, fieldsNot, owner, limit, next, revision);
    }

    /** With one equality on a field path in place of the others. */
    public Query where(String path, String value) {
        return new Query(kind, namespace, labels, Map.of(path, value), fieldsNot, owner, limit, next, revision);
    }

    public Query page(int size, String token) {
        return new Query(kind, namespace, labels, fields, fieldsNot, owner, size, token, revision);
    }
}
