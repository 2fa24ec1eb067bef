package dev.longshore.engine.apiserver;

import dev.longshore.client.Lost;
import dev.longshore.client.Transport;
import dev.longshore.engine.access.Authentication;
import dev.longshore.engine.apiserver.http.ExchangeHandler;
import dev.longshore.engine.apiserver.http.MemoryExchange;
import dev.longshore.engine.apiserver.http.MemoryExchange.Head;
import dev.longshore.engine.apiserver.http.MemoryExchange.Request;
import dev.longshore.tasks.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The way from a client to an API server in the same process: no sockets, every request on a task of the server. */
public final class MemoryTransport implements Transport {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Tasks tasks;
    private final ExchangeHandler server;
    private final Authentication caller;

    /** @param tasks of the server */
    public MemoryTransport(Tasks tasks, ExchangeHandler server, Authentication caller) {
        this.tasks = tasks;
        this.server = server;
        this.caller = caller;
    }

    @Override
    public Answer send(String method, String path, Map<String, List<String>> headers, byte[] body) {
        Stream answer = exchange(method, path, headers, body);
        try (InputStream whole = answer.body()) {
            return new Answer(answer.status(), answer.headers(), whole.readAllBytes());
        } catch (IOException broken) {
            throw new Lost("the answer to " + method + " " + path + " broke off", broken);
        }
    }

    @Override
    public Stream stream(String path, Map<String, List<String>> headers) {
        return exchange("GET", path, headers, new byte[0]);
    }

    private Stream exchange(String method, String path, Map<String, List<String>> headers, byte[] body) {
        Map<String, List<String>> lower = new TreeMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
        MemoryExchange exchange = new MemoryExchange(tasks, Request.of(method, path, lower, body), caller);
        exchange.start(server);
        Head head = exchange.answer(LIMIT).orElseThrow(() -> {
            exchange.hangUp();
            return new Lost("no answer to " + method + " " + path);
        });
        return new Stream(head.status(), head.headers(), exchange.body());
    }
}
