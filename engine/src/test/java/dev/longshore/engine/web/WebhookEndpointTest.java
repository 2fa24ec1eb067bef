package dev.longshore.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.ForwardingCluster;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.registry.LocalClusters;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Draft;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Namespace;
import dev.longshore.objects.gitops.Repository;
import dev.longshore.tasks.SystemTime;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries over a real socket on loopback. */
class WebhookEndpointTest {
    private static final String SECRET = "longshore-test-secret";
    private static final String PUSH =
            "{\"ref\":\"refs/heads/main\",\"repository\":{\"clone_url\":\"https://git.example.com/acme/infra.git\"}}";
    private static final ObjectKey REPOSITORY = ObjectKey.of(Repository.KIND, "argocd", "infra");

    private final Cluster cluster = LocalClusters.open().as(Identity.admin("test"));
    private final HttpClient client = HttpClient.newHttpClient();
    private ApplicationContext context = ApplicationContext.builder().build();

    private boolean full;

    /** As {@link #cluster}, on a disk that may be full. */
    private final Cluster door = new ForwardingCluster(cluster) {
        @Override
        public WriteResult patch(ObjectKey key, Patch patch, WriteOptions options) {
            return full
                    ? new WriteResult.Refused(ApiStatus.of(507, "InsufficientStorage", "the disk is full"))
                    : super.patch(key, patch, options);
        }
    };

    private void serve(String... secrets) {
        cluster.create(Draft.empty(ObjectKey.of(Namespace.KIND, "argocd")), WriteOptions.by("test"));
        cluster.create(
                Draft.empty(REPOSITORY).with("https://git.example.com/acme/infra", "spec", "url"),
                WriteOptions.by("test"));
        WebSources sources = new WebSources(
                door,
                new SystemTime(),
                Instant.EPOCH,
                "test",
                () -> true,
                () -> 0,
                List::of,
                key -> Optional.empty(),
                Map::of,
                List.of(secrets),
                Optional.empty());
        context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .environments("prod")
                .singletons(sources)
                .properties(Map.of(
                        "micronaut.server.host",
                        "127.0.0.1",
                        "micronaut.server.port",
                        -1,
                        "micronaut.server.max-request-size",
                        WebLimits.BODY_BYTES_MAX))
                .start();
        context.getBean(EmbeddedServer.class).start();
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    @DisplayName("S54: a genuine delivery marks the repositories it names, whatever the way their address is written")
    void aPushIsFollowed() {
        serve(SECRET);

        HttpResponse<String> answer = deliver(PUSH, sign(PUSH), "1");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"matched\":1,\"repos\":[\"argocd/infra\"]}");
        assertThat(lookAt()).isNotEmpty();
    }

    @Test
    @DisplayName("S54: a wrong signature is 401, marks nothing, and is counted")
    void aWrongSignatureIsRefused() {
        serve(SECRET);

        assertThat(deliver(PUSH, sign(PUSH + " "), "1").statusCode()).isEqualTo(401);
        assertThat(deliver(PUSH, "", "2").statusCode()).isEqualTo(401);

        assertThat(lookAt()).isEmpty();
        assertThat(get("/metrics")).contains("longshore_webhook_total{result=\"refused\"} 2");
    }

    @Test
    @DisplayName("S54: without a secret there are no webhooks, and the answer says how to have them")
    void withoutASecret() {
        serve();

        HttpResponse<String> answer = deliver(PUSH, sign(PUSH), "1");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("--webhook-secret-file");
        assertThat(lookAt()).isEmpty();
    }

    @Test
    @DisplayName("S54: a repository that nobody asks for is no error, and is never fetched")
    void anUnknownRepository() {
        serve(SECRET);
        String other = PUSH.replace("acme", "internal");

        HttpResponse<String> answer = deliver(other, sign(other), "1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"matched\":0}");
        assertThat(lookAt()).isEmpty();
    }

    @Test
    @DisplayName("A26, S54: a delivery that comes again does nothing")
    void aReplay() {
        serve(SECRET);
        deliver(PUSH, sign(PUSH), "1");
        String first = lookAt();

        HttpResponse<String> again = deliver(PUSH, sign(PUSH), "1");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("duplicate");
        assertThat(lookAt()).isEqualTo(first);
    }

    @Test
    @DisplayName("S54: a body of 1 MiB is read, one byte more is 413")
    void anOversizeBody() {
        serve(SECRET);
        String full = PUSH + " ".repeat((1 << 20) - PUSH.length());

        assertThat(deliver(full, sign(full), "1").statusCode()).isEqualTo(202);
        assertThat(deliver(full + " ", sign(full + " "), "2").statusCode()).isEqualTo(413);
    }

    @Test
    @DisplayName("S54: a push that cannot be passed on is 503, says why, and counts when it is delivered again")
    void aMarkThatIsRefused() {
        serve(SECRET);
        full = true;

        HttpResponse<String> refused = deliver(PUSH, sign(PUSH), "1");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body())
                .contains("Repository argocd/infra: the disk is full")
                .contains("deliver it again");
        assertThat(get("/metrics")).contains("longshore_webhook_total{result=\"failed\"} 1");

        full = false;
        assertThat(deliver(PUSH, sign(PUSH), "1").statusCode()).isEqualTo(202);
        assertThat(lookAt()).isNotEmpty();
    }

    @ParameterizedTest(name = "S54: {0} is 400")
    @ValueSource(strings = {"", "[]", "no JSON", "{"})
    void noJson(String body) {
        serve(SECRET);

        assertThat(deliver(body, sign(body), "1").statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("S54: an event that is no push is ignored, another method is 405")
    void otherEvents() {
        serve(SECRET);

        HttpResponse<String> ping = send(request(PUSH, sign(PUSH), "1").setHeader("X-GitHub-Event", "ping"));
        assertThat(ping.statusCode()).isEqualTo(200);
        assertThat(ping.body()).isEqualTo("{\"ignored\":\"ping\"}");
        assertThat(lookAt()).isEmpty();
        assertThat(send(HttpRequest.newBuilder(uri("/api/webhook")).GET()).statusCode())
                .isEqualTo(405);
    }

    private String lookAt() {
        return new Repository(cluster.get(REPOSITORY).orElseThrow()).lookAt();
    }

    private HttpResponse<String> deliver(String body, String signature, String delivery) {
        return send(request(body, signature, delivery));
    }

    private HttpRequest.Builder request(String body, String signature, String delivery) {
        return HttpRequest.newBuilder(uri("/api/webhook"))
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", "push")
                .header("X-GitHub-Delivery", delivery)
                .header("X-Hub-Signature-256", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private String get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET()).body();
    }

    private URI uri(String path) {
        return URI.create(
                "http://127.0.0.1:" + context.getBean(EmbeddedServer.class).getPort() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static String sign(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
