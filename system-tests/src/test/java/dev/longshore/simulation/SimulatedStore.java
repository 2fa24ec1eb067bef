package dev.longshore.simulation;

import dev.longshore.engine.store.Change;
import dev.longshore.engine.store.Changes;
import dev.longshore.engine.store.CommitResult;
import dev.longshore.engine.store.Entry;
import dev.longshore.engine.store.Guard;
import dev.longshore.engine.store.Store;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Fields;
import dev.longshore.simulation.invariants.Fact;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A store whose commits may kill their process, and which tells what became durable. */
final class SimulatedStore implements Store {
    private record Written(long revision, Fields state) {}

    private final Store inner;
    private final SimulatedProcess process;
    private final Faults faults;
    private final Facts facts;
    private final Planted planted;
    /** The last state of each path that was written here: what comes after it tells of it once more. */
    private final Map<String, Written> written = new HashMap<>();

    SimulatedStore(Store inner, SimulatedProcess process, Faults faults, Facts facts, Planted planted) {
        this.inner = inner;
        this.process = process;
        this.faults = faults;
        this.facts = facts;
        this.planted = planted;
    }

    @Override
    public CommitResult commit(List<Change> changes, List<Guard> guards) {
        return faults.call(
                Port.STORE,
                process,
                "store.commit",
                () -> effect(changes, guards),
                () -> new CommitResult.Unknown("no answer"));
    }

    private CommitResult effect(List<Change> changes, List<Guard> guards) {
        List<Optional<Fields>> before = changes.stream()
                .map(change -> inner.get(change.key()).map(this::fields))
                .toList();
        long head = inner.head();
        if (planted == Planted.FORGETFUL_STORE && faults.often("forget", process.name(), 2)) {
            return new CommitResult.Committed(LongStream.rangeClosed(1, changes.size())
                    .mapToObj(number -> head + number)
                    .toList());
        }
        CommitResult result = inner.commit(changes, guards);
        if (result instanceof CommitResult.Committed(List<Long> revisions)) {
            List<Fact> committed = new ArrayList<>();
            for (int i = 0; i < changes.size(); i++) {
                Change change = changes.get(i);
                Optional<Fields> after = after(change, revisions.get(i));
                committed.add(new Fact.Committed(change.key().path(), before.get(i), after, revisions.get(i), head));
            }
            committed.forEach(facts::tell);
        }
        return result;
    }

    private Optional<Fields> after(Change change, long revision) {
        if (!(change instanceof Change.Put(var key, byte[] value, long seen))) {
            return Optional.empty();
        }
        Fields state = Fields.of(CanonicalJson.parseOwn(value));
        written.put(key.path(), new Written(revision, state));
        return Optional.of(state);
    }

    private Fields fields(Entry entry) {
        Written last = written.get(entry.key().path());
        return last != null && last.revision() == entry.revision()
                ? last.state()
                : Fields.of(CanonicalJson.parseOwn(entry.value()));
    }

    @Override
    public Optional<Entry> get(StoreKey key) {
        return inner.get(key);
    }

    @Override
    public Stream<Entry> range(String prefix, long atRevision) {
        return inner.range(prefix, atRevision);
    }

    @Override
    public Changes changesAfter(long revision) {
        return inner.changesAfter(revision);
    }

    @Override
    public void compact(long revision) {
        inner.compact(revision);
    }

    @Override
    public long floor() {
        return inner.floor();
    }

    @Override
    public long head() {
        return inner.head();
    }

    @Override
    public String storeId() {
        return inner.storeId();
    }

    @Override
    public void close() {
        inner.close();
    }
}
