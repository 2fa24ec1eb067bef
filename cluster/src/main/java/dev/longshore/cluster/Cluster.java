package dev.longshore.cluster;

import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import java.util.Optional;

/**
 * The objects of one cluster, as one identity sees them. Blocking; safe for any task.
 *
 * <p>Reads throw {@link RefusedException} when the identity may not read, and {@link Unavailable} when the cluster does not answer:
 * an error is never an empty answer.
 */
public interface Cluster {
    /** The newest state; empty when there is none. A subresource in the key is ignored. */
    Optional<Item> get(ObjectKey key);

    /** One page, all of one revision. */
    Page list(Query query);

    /** Ordered and gap-free, or it ends with {@link WatchEvent.Expired}. The caller closes it. */
    Watch watch(Query query, Start start);

    /** Stores a new object, or creates a subresource such as a binding. */
    WriteResult create(Draft object, WriteOptions options);

    /** Replaces an object; a {@code resourceVersion} in the draft is a precondition. */
    WriteResult replace(Draft object, WriteOptions options);

    /** Changes an object by a patch; an apply creates what is absent. */
    WriteResult patch(ObjectKey key, Patch patch, WriteOptions options);

    WriteResult delete(ObjectKey key, DeleteOptions options);
}
