package dev.longshore.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.longshore.cluster.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdkTransportTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void carriesMethodPathHeadersTokenAndBody() throws IOException {
        server.createContext("/", exchange -> {
            String text = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("X-Longshore-Outcome", "unchanged");
            byte[] answer = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(201, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        try (JdkTransport transport = transport(server.getAddress().getPort(), LIMIT)) {
            Transport.Answer answer = transport.send(
                    "PATCH",
                    "/a%2Fb?c=d%20e",
                    Map.of("Content-Type", List.of("x/y")),
                    "body".getBytes(StandardCharsets.UTF_8));

            assertThat(answer.status()).isEqualTo(201);
            assertThat(Reply.of(answer)).satisfies(reply -> {
                assertThat(reply.header(WriteReply.OUTCOME)).contains("unchanged");
                assertThat(new String(reply.body(), StandardCharsets.UTF_8))
                        .isEqualTo("PATCH /a%2Fb?c=d%20e x/y Bearer secret body");
            });
        }
    }

    @Test
    void aRefusedConnectionSentNothing() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (JdkTransport transport = transport(port, LIMIT)) {
            assertThatThrownBy(() -> transport.send("GET", "/", Map.of(), new byte[0]))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("127.0.0.1:" + port);
        }
    }

    @Test
    void aConnectionThatBreaksOrStaysSilentAfterSendingIsLost() {
        server.createContext("/hang-up", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.close();
        });
        server.createContext("/silent", exchange -> exchange.getRequestBody().readAllBytes());
        try (JdkTransport transport = transport(server.getAddress().getPort(), Duration.ofMillis(300))) {
            assertThatThrownBy(() -> transport.send("POST", "/hang-up", Map.of(), new byte[1]))
                    .isInstanceOf(Lost.class);
            assertThatThrownBy(() -> transport.send("POST", "/silent", Map.of(), new byte[1]))
                    .isInstanceOf(Lost.class);
        }
    }

    @Test
    void aBodyIsReadAsItComes() throws IOException {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('1');
            exchange.getResponseBody().flush();
        });
        try (JdkTransport transport = transport(server.getAddress().getPort(), LIMIT);
                InputStream body = transport.stream("/", Map.of()).body()) {
            assertThat(body.read()).isEqualTo('1');
        }
    }

    @Test
    void anAnswerThatStopsComingIsLost() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("GET") ? 403 : 200, 2);
            exchange.getResponseBody().write('1');
            exchange.getResponseBody().flush();
        });
        try (JdkTransport transport = transport(server.getAddress().getPort(), Duration.ofMillis(300))) {
            assertThatThrownBy(() -> transport.send("PUT", "/", Map.of(), new byte[1]))
                    .isInstanceOf(Lost.class);
            assertThatThrownBy(() -> transport.stream("/", Map.of())).isInstanceOf(Lost.class);
        }
    }

    private static JdkTransport transport(int port, Duration limit) {
        return new JdkTransport(
                URI.create("http://127.0.0.1:" + port),
                new Credentials("", Optional.empty(), Optional.of("secret")),
                limit);
    }
}
