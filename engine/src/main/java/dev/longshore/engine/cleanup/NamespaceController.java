package dev.longshore.engine.cleanup;

import dev.longshore.cluster.Action;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Controller;
import dev.longshore.cluster.Executor;
import dev.longshore.cluster.Outcome;
import dev.longshore.cluster.Query;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Event;
import dev.longshore.objects.core.Pod;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Empties a namespace that is being deleted, pods first, Events last, and then lets it go. What is left, and who holds it, stands in
 * the namespace's conditions. Source: Kubernetes namespace controller.
 */
public final class NamespaceController implements Controller {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private final Cluster cluster;
    private final Executor executor;
    private final Supplier<SchemaCatalog> catalog;
    private final Time time;

    public NamespaceController(Cluster cluster, Executor executor, Supplier<SchemaCatalog> catalog, Time time) {
        this.cluster = cluster;
        this.executor = executor;
        this.catalog = catalog;
        this.time = time;
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        return cluster.get(key).filter(Item::terminating).map(this::empty).orElse(Outcome.done());
    }

    private Outcome empty(Item namespace) {
        List<Item> pods = contents(namespace, Pod.KIND.resource());
        List<Item> left = pods.isEmpty() ? others(namespace) : pods;
        List<Action> actions = new ArrayList<>();
        left.stream()
                .filter(item -> !item.terminating())
                .forEach(item -> actions.add(new Action.Delete(item.key(), item.uid())));
        actions.addAll(NamespacePlan.report(namespace, left, time.now()));
        if (left.isEmpty()) {
            actions.add(NamespacePlan.release(namespace));
        }
        Outcome outcome = executor.perform(actions);
        return outcome instanceof Outcome.Done && !left.isEmpty() ? Outcome.again(LOOK_AGAIN) : outcome;
    }

    /** Everything but Events while there is any; then those, so that trouble can be told to the end. */
    private List<Item> others(Item namespace) {
        List<Item> others = new ArrayList<>();
        for (KindSchema schema : catalog.get().kinds()) {
            if (schema.kind().namespaced() && !schema.kind().equals(Event.KIND)) {
                others.addAll(contents(namespace, schema.kind().resource()));
            }
        }
        return others.isEmpty() ? contents(namespace, Event.KIND.resource()) : others;
    }

    private List<Item> contents(Item namespace, String resource) {
        return catalog.get().kinds().stream()
                .filter(schema -> schema.kind().resource().equals(resource))
                .findFirst()
                .map(schema ->
                        cluster.list(Query.in(schema.kind(), namespace.name())).items())
                .orElse(List.of());
    }
}
