package dev.longshore.engine.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** Probes: {@code /healthz} and {@code /livez} say that the process answers, {@code /readyz} that it serves. */
@Controller
final class ProbeEndpoint {
    private final WebSources sources;

    ProbeEndpoint(WebSources sources) {
        this.sources = sources;
    }

    @Get(
            uris = {"/healthz", "/livez"},
            produces = MediaType.TEXT_PLAIN)
    String alive() {
        return "ok";
    }

    @Get(value = "/readyz", produces = MediaType.TEXT_PLAIN)
    HttpResponse<String> ready() {
        return sources.ready().getAsBoolean()
                ? HttpResponse.ok("ok")
                : HttpResponse.<String>serverError()
                        .status(503)
                        .body("the store is not open yet, or the engine is stopping");
    }
}
