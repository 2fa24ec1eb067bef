package dev.longshore.engine.gitops.repository;

import dev.longshore.objects.ObjectKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When each host was last asked with success. Kept in memory: a look without news writes nothing. Safe for any task. */
public final class Looks {
    private final Map<ObjectKey, Instant> times = new ConcurrentHashMap<>();

    /** Empty since the start of this engine. */
    public Optional<Instant> last(ObjectKey repository) {
        return Optional.ofNullable(times.get(repository));
    }

    void succeeded(ObjectKey repository, Instant now) {
        times.put(repository, now);
    }

    void forget(ObjectKey repository) {
        times.remove(repository);
    }
}
