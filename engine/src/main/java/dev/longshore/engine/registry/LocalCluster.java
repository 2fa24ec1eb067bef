package dev.longshore.engine.registry;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.RefusedException;
import dev.longshore.cluster.Unavailable;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.registry.view.View;
import dev.longshore.engine.store.Change;
import dev.longshore.engine.store.CommitResult;
import dev.longshore.engine.store.Entry;
import dev.longshore.engine.store.Store;
import dev.longshore.engine.store.StoreUnavailable;
import dev.longshore.objects.ApiStatus;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The cluster in this process: hands out one {@link Cluster} per identity, all over one view and one store. */
public final class LocalCluster implements AutoCloseable {
    private static final String CHANCE = "cluster";

    private final View view;
    private final Store store;
    private final Door door;

    private LocalCluster(View view, Store store, Door door) {
        this.view = view;
        this.store = store;
        this.door = door;
    }

    /**
     * Reads the whole store. The caller closes it, and the store after it.
     *
     * @param catalog asked again for each request
     */
    public static LocalCluster open(
            Store store, Supplier<SchemaCatalog> catalog, Time time, Tasks tasks, Chance chance) {
        View view = View.open(store, catalog, tasks, time);
        return new LocalCluster(view, store, new Door(view, store, catalog, time, chance.fork(CHANCE)));
    }

    /** The cluster as someone sees it. */
    public Cluster as(Identity who) {
        return new Handle(door, who, Optional.empty());
    }

    /** The same for one who acts: every write is refused once the term is over. */
    public Cluster as(Identity who, Term term) {
        return new Handle(door, who, Optional.of(term));
    }

    /**
     * Begins a term, which ends that of whoever acted before.
     * @throws RefusedException when another engine begins one at the same moment
     */
    public Term beginTerm() {
        long seen = store.get(Term.KEY).map(Entry::revision).orElse(0L);
        byte[] value = ("{\"after\":" + seen + "}").getBytes(StandardCharsets.UTF_8);
        return switch (store.commit(List.of(new Change.Put(Term.KEY, value, seen)), List.of())) {
            case CommitResult.Committed(List<Long> revisions) -> new Term(revisions.getFirst());
            case CommitResult.Behind behind ->
                throw new RefusedException(ApiStatus.of(409, "Conflict", "another engine has just begun to act"));
            case CommitResult.Unknown(String why) -> throw new Unavailable("the term may have begun: " + why);
        };
    }

    /** The newest revision of the store. */
    public long head() {
        try {
            return store.head();
        } catch (StoreUnavailable gone) {
            throw new Unavailable(String.valueOf(gone.getMessage()), gone);
        }
    }

    /** Watches end; every later call finds the cluster unavailable. */
    @Override
    public void close() {
        view.close();
    }
}
