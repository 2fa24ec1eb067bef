package dev.longshore.engine.registry.view;

import dev.longshore.engine.store.Entry;
import dev.longshore.tasks.Signal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All shelves at one revision. Not safe by itself: its view's lock guards it. */
final class Shelves {
    private final TreeMap<String, Shelf> byResource = new TreeMap<>();
    private final long base;
    private final Completion completion;
    private long revision;

    /** @param base changes at or before this revision are not remembered */
    Shelves(long base, Completion completion) {
        this.base = base;
        this.completion = completion;
        this.revision = base;
    }

    /** Everything up to here is in. */
    long revision() {
        return revision;
    }

    /** The shelf of a resource, empty when nothing of it was ever seen. */
    Shelf shelf(String resource) {
        return byResource.computeIfAbsent(resource, any -> new Shelf(base));
    }

    /** A state that was there at the base. */
    void settle(Entry entry) {
        StoredKeys.resource(entry.key()).ifPresent(resource -> shelf(resource).settle(completion.read(entry)));
    }

    /**
     * Takes in whole commits.
     * @return whom to wake
     */
    Set<Signal> absorb(List<Entry> entries) {
        Set<Signal> wake = new LinkedHashSet<>();
        for (Entry entry : entries) {
            StoredKeys.resource(entry.key()).ifPresent(resource -> {
                Shelf shelf = shelf(resource);
                Optional<Resident> after = entry.deleted() ? Optional.empty() : Optional.of(completion.read(entry));
                shelf.change(entry.key().path(), entry.revision(), after);
                wake.addAll(shelf.watchers());
            });
            revision = entry.revision();
        }
        return wake;
    }

    /** Everybody who watches anything. */
    List<Signal> watchers() {
        return byResource.values().stream()
                .flatMap(shelf -> shelf.watchers().stream())
                .toList();
    }

    /** Whoever watched the old shelves watches these. */
    void inherit(Shelves old) {
        old.byResource.forEach((resource, shelf) -> shelf(resource).watchers().addAll(shelf.watchers()));
    }
}
