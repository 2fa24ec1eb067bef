package dev.longshore.engine.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.client.Transport;
import dev.longshore.engine.access.Authentication;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.access.certificates.CertificateAuthority;
import dev.longshore.engine.registry.Bootstrap;
import dev.longshore.engine.registry.LocalCluster;
import dev.longshore.engine.store.Store;
import dev.longshore.engine.store.memory.MemoryStore;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.SystemChance;
import dev.longshore.tasks.SystemTime;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import dev.longshore.tasks.VirtualTasks;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** An API server over a cluster in memory, and the calls a test makes. */
final class ApiWorld implements AutoCloseable {
    static final String JSON = "application/json";

    final Tasks tasks = new VirtualTasks((name, fault) -> fault.printStackTrace());
    final Time time = new SystemTime();
    final Store store;
    final LocalCluster cluster;
    final CertificateAuthority authority = CertificateAuthority.passing(time.now());
    final RequestMetrics metrics = new RequestMetrics();
    final Map<String, Optional<String>> health = new HashMap<>(Map.of("store", Optional.empty()));
    final ApiServer server;

    ApiWorld() {
        this(SchemaCatalog::builtIn);
    }

    /** One that serves other kinds, or serves them in another way. */
    ApiWorld(Supplier<SchemaCatalog> catalog) {
        this(new MemoryStore(new VirtualTasks((name, fault) -> fault.printStackTrace()), "test"), catalog);
    }

    /** An engine that starts on what another left. */
    ApiWorld(Store store) {
        this(store, SchemaCatalog::builtIn);
    }

    private ApiWorld(Store store, Supplier<SchemaCatalog> catalog) {
        this.store = store;
        this.cluster = LocalCluster.open(store, catalog, time, tasks, new SystemChance());
        Bootstrap.run(cluster.as(Identity.admin("bootstrap")));
        server = new ApiServer(
                new ApiServer.Parts(
                        cluster::as,
                        catalog,
                        new HealthEndpoint(() -> health),
                        new JoinEndpoint(authority, cluster.as(Identity.controller("join")), time),
                        metrics),
                time,
                new SystemChance());
    }

    /** A whole answer. */
    record Reply(int status, Map<String, List<String>> headers, String text) {
        JsonNode json() {
            return CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8));
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        String message() {
            return json().path("message").asText();
        }
    }

    Transport as(Authentication caller) {
        return new MemoryTransport(tasks, server, caller);
    }

    Transport admin() {
        return as(Authentication.of(Identity.admin("ada")));
    }

    Reply get(String path) {
        return call("GET", path, Map.of(), "");
    }

    Reply get(String path, String accept) {
        return call("GET", path, Map.of("Accept", accept), "");
    }

    Reply post(String path, String body) {
        return call("POST", path, Map.of("Content-Type", JSON), body);
    }

    Reply put(String path, String body) {
        return call("PUT", path, Map.of("Content-Type", JSON), body);
    }

    Reply patch(String path, String type, String body) {
        return call("PATCH", path, Map.of("Content-Type", type), body);
    }

    Reply delete(String path) {
        return call("DELETE", path, Map.of(), "");
    }

    Reply call(String method, String path, Map<String, String> headers, String body) {
        return call(admin(), method, path, headers, body);
    }

    static Reply call(Transport transport, String method, String path, Map<String, String> headers, String body) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        Transport.Answer answer = transport.send(method, path, all, body.getBytes(StandardCharsets.UTF_8));
        return new Reply(answer.status(), answer.headers(), new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** A stream of lines; the caller closes it. */
    Lines watch(String path) {
        return watch(path, JSON);
    }

    Lines watch(String path, String accept) {
        return new Lines(admin().stream(path, Map.of("Accept", List.of(accept))));
    }

    static String configMap(String name, String value) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name
                + "\",\"labels\":{\"v\":\"" + value + "\"}},\"data\":{\"k\":\"" + value + "\"}}";
    }

    @Override
    public void close() {
        cluster.close();
        store.close();
    }
}
