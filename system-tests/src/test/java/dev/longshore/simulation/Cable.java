package dev.longshore.simulation;

import dev.longshore.client.Lost;
import dev.longshore.client.Transport;
import dev.longshore.cluster.Unavailable;
import dev.longshore.engine.access.Authentication;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.apiserver.http.MemoryExchange;
import dev.longshore.engine.apiserver.http.MemoryExchange.Head;
import dev.longshore.engine.apiserver.http.MemoryExchange.Request;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The network between a client and the engine: each request runs as a task of the engine, its answer may be lost, late or never come,
 * and streams break or fall silent.
 */
final class Cable implements Transport {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final EngineMachine engine;
    private final SimulatedProcess self;
    private final Faults faults;
    private final Link link;
    private final Identity who;

    /**
     * @param self the process at this end
     * @param who speaks here, as the other end sees it
     */
    Cable(EngineMachine engine, SimulatedProcess self, Faults faults, Link link, Identity who) {
        this.engine = engine;
        this.self = self;
        this.faults = faults;
        this.link = link;
        this.who = who;
    }

    @Override
    public Answer send(String method, String path, Map<String, List<String>> headers, byte[] body) {
        return carry(method.toLowerCase(Locale.ROOT), () -> whole(exchange(method, path, headers, body, LIMIT)));
    }

    @Override
    public Stream stream(String path, Map<String, List<String>> headers) {
        return carry("watch", () -> exchange("GET", path, headers, new byte[0], Tasks.FOREVER));
    }

    /** @param effect empty: no answer came */
    private <A> A carry(String site, Supplier<Optional<A>> effect) {
        return faults.<Optional<A>>call(Port.WIRE, self, "wire." + site, effect, Optional::empty)
                .orElseThrow(() -> new Lost("no answer from the engine"));
    }

    /** A request whose sender gave up already runs all the same; nobody waits for its answer. */
    private Optional<Stream> exchange(
            String method, String path, Map<String, List<String>> headers, byte[] body, Duration patience) {
        Optional<SimulatedEngine> door = engine.door();
        if (door.isEmpty() || link.cut()) {
            throw new Unavailable("connection refused");
        }
        MemoryExchange exchange = new MemoryExchange(
                door.get().process(), Request.of(method, path, lower(headers), body), Authentication.of(who));
        Connection connection = new Connection(self, exchange);
        engine.connected(connection);
        exchange.start(door.get().api());
        boolean waits = self.world().runningProcess().isPresent();
        Optional<Head> head = waits ? connection.head(LIMIT) : Optional.empty();
        if (waits && head.isEmpty()) {
            connection.reset();
        }
        return head.map(begun -> new Stream(begun.status(), begun.headers(), connection.body(patience)));
    }

    private static Optional<Answer> whole(Optional<Stream> answer) {
        return answer.flatMap(begun -> {
            try (InputStream body = begun.body()) {
                return Optional.of(new Answer(begun.status(), begun.headers(), body.readAllBytes()));
            } catch (IOException broken) {
                return Optional.empty();
            }
        });
    }

    private static Map<String, List<String>> lower(Map<String, List<String>> headers) {
        Map<String, List<String>> lower = new TreeMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
        return lower;
    }
}
