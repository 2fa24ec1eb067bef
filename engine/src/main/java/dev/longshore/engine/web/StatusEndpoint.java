package dev.longshore.engine.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Query;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import dev.longshore.objects.gitops.Application;
import dev.longshore.objects.gitops.Repository;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /status}: JSON, or the page for people when they ask for HTML; {@code GET /}: the page. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class StatusEndpoint {
    private final WebSources sources;

    StatusEndpoint(WebSources sources) {
        this.sources = sources;
    }

    /** 200 also when not all is well; with {@code ?strict=true} 503 then. */
    @Get(value = "/status", produces = MediaType.ALL)
    HttpResponse<String> status(HttpRequest<?> request) {
        ObjectNode report = report();
        boolean strict = request.getParameters().getFirst("strict").orElse("").equals("true");
        HttpStatus code = strict && !report.path("ok").asBoolean() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK;
        boolean people = request.getHeaders()
                .get(HttpHeaders.ACCEPT, String.class)
                .orElse("")
                .contains("text/html");
        return people
                ? HttpResponse.<String>status(code).body(StatusPage.of(report)).contentType(MediaType.TEXT_HTML_TYPE)
                : HttpResponse.<String>status(code)
                        .body(report.toPrettyString() + "\n")
                        .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    @Get(value = "/", produces = MediaType.TEXT_HTML)
    String page() {
        return StatusPage.of(report());
    }

    private ObjectNode report() {
        List<Item> repositories = items(Repository.KIND);
        Map<String, Instant> looked = new LinkedHashMap<>();
        repositories.forEach(item -> sources.looked()
                .apply(item.key())
                .ifPresent(at -> looked.put(item.key().qualifiedName(), at)));
        StatusReport.Facts facts = new StatusReport.Facts(
                sources.version(),
                sources.startedAt(),
                sources.revision().getAsLong(),
                items(Application.KIND),
                repositories,
                items(Node.KIND),
                items(Pod.KIND),
                looked);
        return StatusReport.of(facts, sources.time().now());
    }

    private List<Item> items(Kind kind) {
        return sources.cluster().list(Query.all(kind)).items();
    }
}
