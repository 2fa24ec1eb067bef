package dev.longshore.engine.registry.view;

import dev.longshore.cluster.Query;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import java.util.List;
import java.util.Optional;

/** State to decide by. What a decision rests on is named again as a guard of its commit. */
public interface Snapshot {
    /** A subresource in the key is ignored. */
    Optional<Item> get(ObjectKey key);

    /** All that match, in order of key. Limit, token and freshness of the query do not count. */
    List<Item> all(Query query);
}
