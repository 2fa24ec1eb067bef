package dev.longshore.engine.scheduling;

import dev.longshore.cluster.Fold;
import dev.longshore.cluster.WatchEvent;
import dev.longshore.objects.Item;
import dev.longshore.objects.core.Pod;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The load of every node, kept from change to change of pods. Finished pods hold nothing; those being deleted still do. Immutable.
 *
 * @param loads by node name; a node without pods has none
 */
record Ledger(Map<String, Load> loads) {
    static final Ledger EMPTY = new Ledger(Map.of());

    /** A pod is bound once and for all, so each change concerns one node only. */
    static final Fold<Ledger> FOLD = new Fold<>() {
        @Override
        public Ledger empty() {
            return EMPTY;
        }

        @Override
        public Ledger apply(Ledger ledger, WatchEvent change) {
            return switch (change) {
                case WatchEvent.Added(Item item) -> ledger.with(new Pod(item));
                case WatchEvent.Modified(Item item) -> ledger.with(new Pod(item));
                case WatchEvent.Deleted(Item item) -> ledger.without(new Pod(item));
                case WatchEvent.Bookmark _, WatchEvent.Expired _, WatchEvent.Ended _ -> ledger;
            };
        }
    };

    Load of(String node) {
        return loads.getOrDefault(node, Load.NONE);
    }

    /** As the pod is now. */
    Ledger with(Pod pod) {
        if (pod.finished()) {
            return without(pod);
        }
        return pod.nodeName().map(node -> put(node, of(node).with(pod))).orElse(this);
    }

    Ledger without(Pod pod) {
        return pod.nodeName()
                .map(node -> put(node, of(node).without(pod.item().uid())))
                .orElse(this);
    }

    private Ledger put(String node, Load load) {
        Map<String, Load> changed = new TreeMap<>(loads);
        if (load.residents().isEmpty()) {
            changed.remove(node);
        } else {
            changed.put(node, load);
        }
        return new Ledger(Collections.unmodifiableMap(changed));
    }
}
