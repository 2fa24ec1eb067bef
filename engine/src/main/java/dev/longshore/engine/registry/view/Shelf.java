package dev.longshore.engine.registry.view;

import dev.longshore.cluster.Query;
import dev.longshore.objects.Kind;
import dev.longshore.tasks.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything of one resource: objects, indexes, the latest changes, who watches. Its view's lock guards it. */
final class Shelf {
    static final int WINDOW_CHANGES_MAX = 4096;
    static final int WINDOW_BYTES_MAX = 32 * 1024 * 1024;

    /** Fields with an index of their own. */
    static final List<String> INDEXED =
            List.of("spec.nodeName", "involvedObject.uid", "involvedObject.name", Query.TRACKED_BY);

    private final TreeMap<String, Resident> objects = new TreeMap<>();
    private final Map<String, NavigableSet<String>> index = new HashMap<>();
    private final TreeMap<Long, Changed> window = new TreeMap<>();
    private final List<Signal> watchers = new ArrayList<>();
    private long windowBytes;
    private long lost;
    private long last;

    /** @param lost changes at or before this revision are not remembered */
    Shelf(long lost) {
        this.lost = lost;
    }

    Optional<Resident> get(String path) {
        return Optional.ofNullable(objects.get(path));
    }

    /** Changes at or before it are forgotten. */
    long lost() {
        return lost;
    }

    /** Revision of the latest change. */
    long last() {
        return last;
    }

    /** The first change after a revision. */
    Optional<Changed> after(long revision) {
        return Optional.ofNullable(window.higherEntry(revision)).map(Map.Entry::getValue);
    }

    List<Signal> watchers() {
        return watchers;
    }

    /** A state that was there before the view began: no change. */
    void settle(Resident state) {
        place(Optional.empty(), Optional.of(state));
        last = Math.max(last, state.revision());
    }

    void change(String path, long revision, Optional<Resident> after) {
        Changed change = new Changed(revision, get(path), after);
        place(change.before(), after);
        last = revision;
        window.put(revision, change);
        windowBytes += change.weight();
        while (window.size() > WINDOW_CHANGES_MAX || windowBytes > WINDOW_BYTES_MAX) {
            Changed oldest = window.pollFirstEntry().getValue();
            windowBytes -= oldest.weight();
            lost = oldest.revision();
        }
    }

    private void place(Optional<Resident> before, Optional<Resident> after) {
        before.ifPresent(state -> {
            objects.remove(state.path());
            state.indexed().forEach(mark -> unmark(mark, state.path()));
        });
        after.ifPresent(state -> {
            objects.put(state.path(), state);
            state.indexed()
                    .forEach(mark ->
                            index.computeIfAbsent(mark, any -> new TreeSet<>()).add(state.path()));
        });
    }

    private void unmark(String mark, String path) {
        NavigableSet<String> paths = index.get(mark);
        if (paths != null && paths.remove(path) && paths.isEmpty()) {
            index.remove(mark);
        }
    }

    /** Those that may match, in order of key: by the narrowest index that serves. */
    List<Resident> candidates(Matching wanted) {
        Optional<String> mark = wanted.mark();
        if (mark.isPresent()) {
            NavigableSet<String> paths = index.getOrDefault(mark.orElseThrow(), new TreeSet<>());
            return paths.stream().flatMap(path -> get(path).stream()).toList();
        }
        Kind kind = wanted.query().kind();
        String namespace = wanted.query().namespace();
        if (namespace.isEmpty() || !kind.namespaced()) {
            return new ArrayList<>(objects.values());
        }
        String prefix = StoredKeys.prefix(kind, namespace);
        return new ArrayList<>(
                objects.subMap(prefix, prefix + Character.MAX_VALUE).values());
    }
}
