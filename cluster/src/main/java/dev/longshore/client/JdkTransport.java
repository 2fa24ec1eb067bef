package dev.longshore.client;

import dev.longshore.cluster.Unavailable;
import dev.longshore.tasks.Stopped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * HTTP/1.1 by the JDK's client, with TLS. The limit holds from sending to the end of a whole answer, or the head of a stream. Never follows a redirect: credentials go to one server only.
 */
public final class JdkTransport implements Transport, AutoCloseable {
    /** With the handshake, which takes seconds between two slow machines that have just started. Source: client-go's limit of it. */
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private static final String AGENT = "longshore";
    private static final int OK = 200;
    private static final byte[] NOTHING = {};
    private final String server;
    private final Optional<String> token;
    private final Duration limit;
    private final HttpClient client;

    /**
     * @param server scheme, host and port
     * @param limit until a whole answer, or the head of a stream, is there
     */
    public JdkTransport(URI server, Credentials credentials, Duration limit) {
        this.server = server.getScheme() + "://" + server.getRawAuthority();
        this.token = credentials.token();
        this.limit = limit;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_LIMIT)
                .sslContext(ClientTls.of(credentials))
                .build();
    }

    @Override
    public Answer send(String method, String path, Map<String, List<String>> headers, byte[] body) {
        HttpResponse<byte[]> response = exchange(request(method, path, headers, body), BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.headers().map(), response.body());
    }

    @Override
    public Stream stream(String path, Map<String, List<String>> headers) {
        HttpResponse<InputStream> response =
                exchange(request("GET", path, headers, NOTHING), head -> head.statusCode() == OK ? endless() : whole());
        return new Stream(response.statusCode(), response.headers().map(), response.body());
    }

    private static BodySubscriber<InputStream> endless() {
        return BodySubscribers.ofInputStream();
    }

    private static BodySubscriber<InputStream> whole() {
        return BodySubscribers.mapping(BodySubscribers.ofByteArray(), ByteArrayInputStream::new);
    }

    private HttpRequest request(String method, String path, Map<String, List<String>> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .header("User-Agent", AGENT)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        return request.build();
    }

    /** Not by the request's own timeout: that ends with the head of an answer, and a body may stop coming. */
    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) {
        CompletableFuture<HttpResponse<T>> response = client.sendAsync(request, handler);
        try {
            return response.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException fault) {
            throw failed(request, Objects.requireNonNullElse(fault.getCause(), fault));
        } catch (TimeoutException late) {
            response.cancel(true);
            throw new Lost(
                    server + " did not answer " + request.method() + " within " + limit.toSeconds() + " s", late);
        } catch (InterruptedException stopped) {
            response.cancel(true);
            throw new Stopped();
        }
    }

    private RuntimeException failed(HttpRequest request, Throwable fault) {
        return switch (fault) {
            case ConnectException _, HttpConnectTimeoutException _, SSLHandshakeException _ ->
                new Unavailable(server + " cannot be reached: " + reason(fault), fault);
            case IOException _ ->
                new Lost(server + " did not answer " + request.method() + ": " + reason(fault), fault);
            default -> new IllegalStateException("the HTTP client failed: " + reason(fault), fault);
        };
    }

    /** Some faults of the JDK's client have no message, only a cause or a name. */
    private static String reason(Throwable fault) {
        Throwable cause = fault.getCause();
        if (fault.getMessage() != null) {
            return fault.getMessage();
        }
        return cause != null ? String.valueOf(cause) : fault.getClass().getSimpleName();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
