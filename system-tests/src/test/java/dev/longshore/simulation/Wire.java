package dev.longshore.simulation;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.Page;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WatchEvent;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.simulation.invariants.Fact;
import dev.longshore.tasks.Mailbox;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The cluster as a program on another machine sees it: each call runs as a task of the engine, the answer may be lost, late or never
 * come, and streams break.
 */
final class Wire implements Cluster {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int STREAM_MAX = 1_000;

    private final EngineMachine engine;
    private final SimulatedProcess self;
    private final Identity identity;
    private final Faults faults;
    private final Facts facts;
    private final Link link;

    /** What came back from the other side: one of both. */
    private record Reply<T>(Optional<T> value, Optional<RuntimeException> fault) {}

    Wire(EngineMachine engine, SimulatedProcess self, Identity identity, Faults faults, Facts facts, Link link) {
        this.engine = engine;
        this.self = self;
        this.identity = identity;
        this.faults = faults;
        this.facts = facts;
        this.link = link;
    }

    @Override
    public Optional<Item> get(ObjectKey key) {
        return read("wire.get", cluster -> cluster.get(key));
    }

    @Override
    public Page list(Query query) {
        return read("wire.list", cluster -> cluster.list(query));
    }

    @Override
    public WriteResult create(Draft object, WriteOptions options) {
        return write("wire.create", cluster -> cluster.create(object, options));
    }

    @Override
    public WriteResult replace(Draft object, WriteOptions options) {
        return write("wire.replace", cluster -> cluster.replace(object, options));
    }

    @Override
    public WriteResult patch(ObjectKey key, Patch patch, WriteOptions options) {
        return write("wire.patch", cluster -> cluster.patch(key, patch, options));
    }

    @Override
    public WriteResult delete(ObjectKey key, DeleteOptions options) {
        return write("wire.delete", cluster -> cluster.delete(key, options));
    }

    private <T> T read(String site, Function<Cluster, T> call) {
        return faults.<Optional<T>>call(Port.WIRE, self, site, () -> carry(call), Optional::empty)
                .orElseThrow(() -> new Unavailable("no answer from the engine"));
    }

    private WriteResult write(String site, Function<Cluster, WriteResult> call) {
        WriteResult result = faults.<Optional<WriteResult>>call(
                        Port.WIRE, self, site, () -> carry(call), Optional::empty)
                .orElseGet(() -> new WriteResult.Unknown("no answer from the engine"));
        if (result instanceof WriteResult.Written(var item, var created, var warnings)) {
            facts.tell(new Fact.Acknowledged(self.name(), path(item.key()), item.revision()));
        }
        return result;
    }

    /** Runs the call on the engine; empty when its answer does not come. */
    private <T> Optional<T> carry(Function<Cluster, T> call) {
        Optional<SimulatedEngine> door = engine.door();
        if (door.isEmpty() || link.cut()) {
            throw new Unavailable("connection refused");
        }
        Mailbox<Reply<T>> answer = self.mailbox(1);
        Cluster cluster = door.get().cluster(identity);
        door.get().process().start("request", () -> answer.offer(served(cluster, call)));
        Optional<Reply<T>> reply = self.world().runningProcess().isPresent() ? answer.take(DEADLINE) : Optional.empty();
        reply.flatMap(Reply::fault).ifPresent(fault -> {
            throw fault;
        });
        return reply.flatMap(Reply::value);
    }

    private static <T> Reply<T> served(Cluster cluster, Function<Cluster, T> call) {
        try {
            return new Reply<>(Optional.of(call.apply(cluster)), Optional.empty());
        } catch (RuntimeException fault) {
            return new Reply<>(Optional.empty(), Optional.of(fault));
        }
    }

    @Override
    public Watch watch(Query query, Start start) {
        Mailbox<WatchEvent> stream = self.mailbox(STREAM_MAX);
        return faults.<Optional<Watch>>call(
                        Port.WIRE,
                        self,
                        "wire.watch",
                        () -> carry(cluster -> open(cluster, query, start, stream)),
                        Optional::empty)
                .orElseThrow(() -> new Unavailable("no answer from the engine"));
    }

    /** On the engine. */
    private Watch open(Cluster cluster, Query query, Start start, Mailbox<WatchEvent> stream) {
        SimulatedProcess server = engine.living().orElseThrow();
        Watch watch = cluster.watch(query, start);
        Task pump = server.start("stream", () -> pump(watch, stream));
        Connection connection = new Connection(self.name(), stream, pump);
        engine.connected(connection);
        return new Stream(stream, connection);
    }

    private static void pump(Watch source, Mailbox<WatchEvent> stream) {
        try (source) {
            boolean going = true;
            while (going) {
                Optional<WatchEvent> event = source.next(Duration.ofMinutes(5));
                going = event.isEmpty() || (stream.offer(event.get()) && !last(event.get()));
            }
            stream.close();
        }
    }

    private static boolean last(WatchEvent event) {
        return event instanceof WatchEvent.Expired || event instanceof WatchEvent.Ended;
    }

    private static String path(ObjectKey key) {
        Kind kind = key.kind();
        return StoreKey.of(kind.group(), kind.plural(), key.namespace(), key.name())
                .path();
    }

    /** The client's end. */
    private record Stream(Mailbox<WatchEvent> events, Connection connection) implements Watch {
        @Override
        public Optional<WatchEvent> next(Duration limit) {
            Optional<WatchEvent> event = events.take(limit);
            return event.isEmpty() && connection.closed()
                    ? Optional.of(new WatchEvent.Ended("connection reset"))
                    : event;
        }

        @Override
        public void close() {
            connection.reset();
        }
    }
}
