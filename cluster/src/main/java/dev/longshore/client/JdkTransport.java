package dev.longshore.client;

import dev.longshore.cluster.Unavailable;
import dev.longshore.tasks.Stopped;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;

/**
 * HTTP/1.1 by the JDK's client, with TLS. The limit holds from sending to the head of the answer; a body that stops coming is not
 * noticed here. Never follows a redirect: credentials go to one server only.
 */
public final class JdkTransport implements Transport, AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final String AGENT = "longshore";
    private final String server;
    private final Optional<String> token;
    private final Duration limit;
    private final HttpClient client;

    /**
     * @param server scheme, host and port
     * @param limit until the head of an answer is there
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
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(limit)
                .header("User-Agent", AGENT)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException notSent) {
            throw new Unavailable(server + " cannot be reached: " + reason(notSent), notSent);
        } catch (IOException lost) {
            throw new Lost(server + " did not answer " + method + ": " + reason(lost), lost);
        } catch (InterruptedException stopped) {
            throw new Stopped();
        }
    }

    /** Some faults of the JDK's client have no message, only a cause or a name. */
    private static String reason(IOException fault) {
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
