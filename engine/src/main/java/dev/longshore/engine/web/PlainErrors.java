package dev.longshore.engine.web;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** One sentence instead of a hypermedia page. */
@Singleton
@Primary
final class PlainErrors implements ErrorResponseProcessor<String> {
    @Override
    public MutableHttpResponse<String> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        String told = context.getErrors().stream().map(Error::getMessage).collect(Collectors.joining("; "));
        String text = told.isEmpty() ? response.reason() : told;
        return HttpResponse.<String>status(response.status()).body(text + "\n").contentType(MediaType.TEXT_PLAIN_TYPE);
    }
}
