package dev.longshore.agent;

import dev.longshore.client.Lost;
import dev.longshore.client.Transport;
import dev.longshore.cluster.Unavailable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Requests to any of several engines. The one that answered last is asked first. One that is away is passed over at once; one that stays
 * silent may have done what it was asked, so only the caller can ask again, and then asks the next.
 */
final class AnyEngine implements Transport, AutoCloseable {
    private final AtomicReference<List<Engines.Carrier>> carriers = new AtomicReference<>(List.of());
    private final AtomicInteger preferred = new AtomicInteger();

    /** From now on. Requests under way end on the old connections. */
    void use(List<Engines.Carrier> carriers) {
        this.carriers.set(carriers);
    }

    @Override
    public Answer send(String method, String path, Map<String, List<String>> headers, byte[] body) {
        return ask(engine -> engine.send(method, path, headers, body));
    }

    @Override
    public Stream stream(String path, Map<String, List<String>> headers) {
        return ask(engine -> engine.stream(path, headers));
    }

    private <A> A ask(Function<Transport, A> request) {
        List<Engines.Carrier> all = carriers.get();
        int first = preferred.get();
        Unavailable nobody = new Unavailable("no engine is known");
        for (int i = 0; i < all.size(); i++) {
            int next = Math.floorMod(first + i, all.size());
            try {
                A answer = request.apply(all.get(next));
                preferred.set(next);
                return answer;
            } catch (Unavailable away) {
                nobody = away;
            } catch (Lost silent) {
                preferred.set(next + 1);
                throw silent;
            }
        }
        throw nobody;
    }

    /** Ends the requests under way, each with a fault. */
    @Override
    public void close() {
        carriers.getAndSet(List.of()).forEach(Engines.Carrier::close);
    }
}
