package dev.longshore.engine.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.Item;
import dev.longshore.objects.gitops.Repository;
import io.micronaut.core.io.buffer.ByteBuffer;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/webhook}: a Git host says that something was pushed. Only a hint: it sets "look now" on the repositories it names
 * and never supplies data. Answers 202 matched, 200 nothing to do, 400 no JSON, 401 signature wrong, 404 no secret configured, 413 by
 * the server's bound ({@link WebLimits}), 503 not passed on: the same delivery may come again. Neither secret nor body is ever logged.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class WebhookEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookEndpoint.class);
    private static final Set<String> PUSHES =
            Set.of("", "push", "create", "delete", "Push Hook", "Tag Push Hook", "System Hook");
    private static final WriteOptions OPTIONS = WriteOptions.by("longshore-webhook");
    private final WebSources sources;
    private final Deliveries deliveries;

    WebhookEndpoint(WebSources sources, Deliveries deliveries) {
        this.sources = sources;
        this.deliveries = deliveries;
    }

    @Post(value = "/api/webhook", consumes = MediaType.ALL, produces = MediaType.APPLICATION_JSON)
    HttpResponse<String> deliver(HttpRequest<?> request) {
        if (sources.secrets().isEmpty()) {
            return answer(
                    HttpStatus.NOT_FOUND,
                    "unconfigured",
                    "error",
                    "webhooks need a secret: start the engine with --webhook-secret-file");
        }
        byte[] body = body(request);
        Map<String, String> headers = new TreeMap<>();
        request.getHeaders()
                .forEach((name, values) -> values.stream().findFirst().ifPresent(value -> headers.put(name, value)));
        return switch (WebhookSignature.check(
                headers, body, sources.secrets(), sources.time().now())) {
            case WebhookSignature.Verdict.Refused(String why) -> {
                LOG.warn(
                        "webhook from {} refused: {}",
                        request.getRemoteAddress().getAddress(),
                        why);
                yield answer(HttpStatus.UNAUTHORIZED, "refused", "error", why);
            }
            case WebhookSignature.Verdict.Genuine genuine ->
                genuine(
                        genuine,
                        request.getContentType().map(MediaType::toString).orElse(MediaType.APPLICATION_JSON),
                        body);
        };
    }

    private HttpResponse<String> genuine(WebhookSignature.Verdict.Genuine delivery, String type, byte[] body) {
        Optional<PushPayload> payload = PushPayload.read(type, body);
        if (payload.isEmpty()) {
            return answer(HttpStatus.BAD_REQUEST, "malformed", "error", "the body is no JSON object");
        }
        if (!PUSHES.contains(delivery.event())) {
            return answer(HttpStatus.OK, "ignored", "ignored", delivery.event());
        }
        if (deliveries.taken(delivery.delivery())) {
            return answer(HttpStatus.OK, "duplicate", "duplicate", delivery.delivery());
        }
        try {
            HttpResponse<String> looked = look(payload.get());
            deliveries.take(delivery.delivery());
            return looked;
        } catch (Unavailable fault) {
            return answer(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "failed",
                    "error",
                    fault.getMessage() + ": deliver it again, or wait for the next poll");
        }
    }

    /** @throws Unavailable when not all that it names could be marked */
    private HttpResponse<String> look(PushPayload payload) {
        List<Item> named = sources.cluster().list(Query.all(Repository.KIND)).items().stream()
                .filter(item -> payload.names(new Repository(item).url()))
                .toList();
        Instant now = sources.time().now();
        named.forEach(item -> mark(item, now));
        deliveries.count(named.isEmpty() ? "unmatched" : "matched");
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        told.put("matched", named.size());
        named.forEach(item -> told.withArray("repos").add(item.key().qualifiedName()));
        return HttpResponse.<String>status(named.isEmpty() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(told.toString())
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private void mark(Item repository, Instant now) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("spec").put("lookAt", now.toString());
        switch (sources.cluster().patch(repository.key(), new Patch.Merge(body), OPTIONS)) {
            case WriteResult.Written _, WriteResult.Unchanged _, WriteResult.Missing _, WriteResult.Deleted _ -> {}
            case WriteResult.Refused(var status) -> throw unmarked(repository, status.message());
            case WriteResult.Unknown(String why) -> throw unmarked(repository, why);
            case WriteResult.Stale _, WriteResult.Exists _ -> throw unmarked(repository, "somebody was faster");
        }
    }

    private static Unavailable unmarked(Item repository, String why) {
        return new Unavailable("Repository " + repository.key().qualifiedName() + ": " + why);
    }

    private HttpResponse<String> answer(HttpStatus status, String result, String field, String text) {
        deliveries.count(result);
        String body = JsonNodeFactory.instance.objectNode().put(field, text).toString();
        return HttpResponse.<String>status(status).body(body).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    /** The bytes as they came: the signature is over them. */
    private static byte[] body(HttpRequest<?> request) {
        try (CloseableAvailableByteBody whole =
                ((ServerHttpRequest<?>) request).byteBody().buffer().get()) {
            ByteBuffer<?> buffer = whole.toByteBuffer();
            return buffer.toByteArray();
        } catch (ExecutionException fault) {
            throw fault.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(fault.getCause());
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("stopped while reading the body", stopped);
        }
    }
}
