package dev.longshore.engine.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may look: everybody at probes, the signed at webhooks, callers on this machine at everything, others with the token. The
 * {@code Host} header must name this machine too, so that a foreign page cannot make a browser read here.
 */
@ServerFilter("/**")
final class AccessFilter {
    private static final Set<String> OPEN = Set.of("/healthz", "/livez", "/readyz", "/api/webhook");
    private final WebSources sources;

    AccessFilter(WebSources sources) {
        this.sources = sources;
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> refuse(HttpRequest<?> request) {
        if (OPEN.contains(request.getPath()) || (isLocal(request) && namesThisMachine(request)) || hasToken(request)) {
            return null;
        }
        return HttpResponse.status(HttpStatus.FORBIDDEN)
                .contentType(MediaType.TEXT_PLAIN_TYPE)
                .body(
                        "Status and metrics are open on loopback; from elsewhere send the token of --web-token-file as bearer.\n");
    }

    private static boolean isLocal(HttpRequest<?> request) {
        return request.getRemoteAddress().getAddress().isLoopbackAddress();
    }

    private static boolean namesThisMachine(HttpRequest<?> request) {
        String host = request.getHeaders().get(HttpHeaders.HOST, String.class).orElse("");
        String name = host.replaceFirst(":[0-9]+$", "");
        return name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
    }

    private boolean hasToken(HttpRequest<?> request) {
        Optional<String> sent = request.getHeaders()
                .get(HttpHeaders.AUTHORIZATION, String.class)
                .filter(header -> header.startsWith("Bearer "))
                .map(header -> header.substring("Bearer ".length()));
        return sent.isPresent()
                && sources.token()
                        .filter(token -> MessageDigest.isEqual(
                                token.getBytes(StandardCharsets.UTF_8),
                                sent.get().getBytes(StandardCharsets.UTF_8)))
                        .isPresent();
    }
}
