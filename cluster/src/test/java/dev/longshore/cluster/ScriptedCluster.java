package dev.longshore.cluster;

import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.tasks.Tasks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Answers as a test says, in order, and remembers what it was asked. What was not scripted is a fault. */
final class ScriptedCluster implements Cluster {
    final List<String> calls = new ArrayList<>();
    final List<Draft> drafts = new ArrayList<>();
    final List<Patch> patches = new ArrayList<>();
    final Map<ObjectKey, Item> items = new TreeMap<>();
    final Deque<WriteResult> answers = new ArrayDeque<>();
    final Deque<Supplier<List<WatchEvent>>> streams = new ArrayDeque<>();
    private final Tasks tasks;

    ScriptedCluster(Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public Optional<Item> get(ObjectKey key) {
        return Optional.ofNullable(items.get(key.whole()));
    }

    @Override
    public Page list(Query query) {
        throw new UnsupportedOperationException("list is not scripted");
    }

    /** Brings the events of the next script, then waits for ever. */
    @Override
    public Watch watch(Query query, Start start) {
        calls.add("watch " + (start instanceof Start.After(long revision) ? "after " + revision : "fresh"));
        Deque<WatchEvent> events =
                new ArrayDeque<>(streams.isEmpty() ? List.of() : streams.poll().get());
        return new Watch() {
            @Override
            public Optional<WatchEvent> next(Duration limit) {
                if (events.isEmpty()) {
                    tasks.signal().await(limit);
                }
                return Optional.ofNullable(events.poll());
            }

            @Override
            public void close() {
                calls.add("close");
            }
        };
    }

    @Override
    public WriteResult create(Draft object, WriteOptions options) {
        drafts.add(object);
        return answer("create " + object.key());
    }

    @Override
    public WriteResult replace(Draft object, WriteOptions options) {
        drafts.add(object);
        return answer("replace " + object.key());
    }

    @Override
    public WriteResult patch(ObjectKey key, Patch patch, WriteOptions options) {
        patches.add(patch);
        return answer("patch " + key);
    }

    @Override
    public WriteResult delete(ObjectKey key, DeleteOptions options) {
        return answer("delete " + key + " " + options.uid().orElse(""));
    }

    private WriteResult answer(String call) {
        calls.add(call);
        return answers.isEmpty() ? new WriteResult.Missing() : answers.poll();
    }
}
