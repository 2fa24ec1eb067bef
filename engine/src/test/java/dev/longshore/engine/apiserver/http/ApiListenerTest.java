package dev.longshore.engine.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.engine.access.Authentication;
import dev.longshore.tasks.Signal;
import dev.longshore.tasks.SystemTime;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.VirtualTasks;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiListenerTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final int LIMIT_BYTES = 1000;
    private static EventLoopGroup loops;

    private final Tasks tasks = new VirtualTasks((name, fault) -> fault.printStackTrace());
    private final Signal ended = tasks.signal();
    private final List<ApiListener> listeners = new ArrayList<>();

    @BeforeAll
    static void openLoops() {
        loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    }

    @AfterAll
    static void closeLoops() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @AfterEach
    void close() {
        listeners.forEach(ApiListener::close);
    }

    @Test
    void requestsOfOneConnectionAreAnsweredInOrder() {
        try (RawClient client = listen(HttpLimits.DEFAULT)) {
            client.send("""
                    GET /a HTTP/1.1
                    Host: x

                    POST /b HTTP/1.1
                    Host: x
                    Content-Length: 4

                    bodyGET /c?d=e%2Ff;g HTTP/1.1
                    Host: x
                    Connection: close

                    """);

            assertThat(bodies(client.rest())).containsExactly("GET /a  0", "POST /b  4", "GET /c d=e%2Ff;g 0");
        }
    }

    @Test
    void theTargetArrivesAsItWasSent() {
        try (RawClient client = listen(HttpLimits.DEFAULT)) {
            client.send("GET http://elsewhere/a%2Fb/..;%zz HTTP/1.1\nHost: x\nConnection: close\n\n");

            assertThat(bodies(client.rest())).containsExactly("GET /a%2Fb/..;%zz  0");
        }
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({"garbage, 400", "GET / HTTP/1.1\\nBad Name: x, 400", "long line, 414", "long header, 431"})
    void aHeadThatDoesNotParseIsAnsweredAndTheConnectionClosed(String what, int status) {
        String head = switch (what) {
            case "long line" -> "GET /" + "a".repeat(20_000) + " HTTP/1.1";
            case "long header" -> "GET / HTTP/1.1\nX: " + "a".repeat(70_000);
            default -> what.replace("\\n", "\n");
        };
        try (RawClient client = listen(HttpLimits.DEFAULT)) {
            client.send(head + "\n\n");

            assertThat(client.rest()).startsWith("HTTP/1.1 " + status).containsIgnoringCase("connection: close");
        }
    }

    @Test
    void aBodyThatAnnouncesTooMuchIsRefusedUnread() {
        try (RawClient client = listen(HttpLimits.DEFAULT)) {
            client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 1001\n\n");

            assertThat(client.rest()).startsWith("HTTP/1.1 413").contains("limit is 1000");
        }
    }

    @Test
    void aChunkedBodyIsCountedWhileItComes() {
        try (RawClient client = listen(HttpLimits.DEFAULT)) {
            client.send("POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n");
            client.send("3e8\n" + "a".repeat(1000) + "\n").send("1\nb\n");

            assertThat(client.rest()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void aCallerWhoAsksFirstIsToldToGoOn() {
        try (RawClient client = listen(HttpLimits.DEFAULT)) {
            client.send("PUT / HTTP/1.1\nHost: x\nContent-Length: 2\nExpect: 100-continue\nConnection: close\n\n");
            assertThat(client.until("\r\n\r\n")).startsWith("HTTP/1.1 100");

            client.send("ab");

            assertThat(bodies(client.rest())).containsExactly("PUT /  2");
        }
    }

    @Test
    void aBodyThatDoesNotComeInTimeIsRefused() {
        try (RawClient client = listen(new HttpLimits(LONG, LONG, SHORT, LONG, 10))) {
            client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 2\n\na");

            assertThat(client.rest()).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void aStreamIsSentPieceByPiece() {
        try (RawClient client = listen(HttpLimits.DEFAULT)) {
            client.send("GET /stream HTTP/1.1\nHost: x\n\n");
            assertThat(client.until("\r\n\r\n")).contains("transfer-encoding: chunked");
            assertThat(client.until("one\r\n")).isEqualTo("3\r\none\r\n");
        }
    }

    @Test
    void aHandlerLearnsThatTheCallerHungUp() {
        try (RawClient client = listen(HttpLimits.DEFAULT)) {
            client.send("GET /stream HTTP/1.1\nHost: x\n\n").until("one\r\n");
        }

        assertThat(ended.await(LONG)).isTrue();
    }

    @Test
    void drainEndsStreamsCleanlyAndClosesIdleConnections() {
        try (RawClient stream = listen(HttpLimits.DEFAULT);
                RawClient idle = RawClient.plain(listener().address())) {
            stream.send("GET /stream HTTP/1.1\nHost: x\n\n").until("one\r\n");
            idle.send("GET / HTTP/1.1\nHost: x\n\n").until("GET /  0");

            listener().drain(LONG);

            assertThat(stream.rest()).isEqualTo("0\r\n\r\n");
            assertThat(idle.rest()).isEmpty();
            assertThat(listener().connections()).isZero();
        }
    }

    @Test
    void whoTakesNothingIsCut() {
        try (RawClient client = listen(new HttpLimits(LONG, LONG, LONG, SHORT, 10))) {
            client.send("GET /flood HTTP/1.1\nHost: x\n\n");

            assertThat(ended.await(LONG)).isTrue();
        }
    }

    @Test
    void whoSaysNothingIsClosed() {
        try (RawClient client = listen(new HttpLimits(SHORT, LONG, LONG, LONG, 10))) {
            assertThat(client.send("GET / HT").rest()).isEmpty();
        }
    }

    @Test
    void anIdleConnectionIsClosedInTheEnd() {
        try (RawClient client = listen(new HttpLimits(LONG, SHORT, LONG, LONG, 10))) {
            client.send("GET / HTTP/1.1\nHost: x\n\n").until("GET /  0");

            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aHandlerThatFailsCutsTheConnection() {
        try (RawClient client = listen(HttpLimits.DEFAULT)) {
            assertThat(client.send("GET /fail HTTP/1.1\nHost: x\n\n").rest()).isEmpty();
        }
    }

    @Test
    void tooManyConnectionsAreClosedAtOnce() {
        try (RawClient first = listen(new HttpLimits(LONG, LONG, LONG, LONG, 1));
                RawClient second = RawClient.plain(listener().address())) {
            first.send("GET / HTTP/1.1\nHost: x\n\n").until("GET /  0");

            assertThat(second.rest()).isEmpty();
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        listen(HttpLimits.DEFAULT).close();

        assertThatThrownBy(() -> bind(listener().address(), HttpLimits.DEFAULT))
                .hasMessageStartingWith("cannot listen on ")
                .hasMessageContaining("in use");
    }

    private RawClient listen(HttpLimits limits) {
        listeners.add(bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits));
        return RawClient.plain(listener().address());
    }

    private ApiListener listener() {
        return listeners.getFirst();
    }

    private ApiListener bind(InetSocketAddress address, HttpLimits limits) {
        Serving serving = new Serving(tasks, new SystemTime(), limits, chain -> Authentication.nobody(), this::answer);
        return ApiListener.bind(loops, address, Optional.empty(), serving);
    }

    private void answer(Exchange exchange) {
        if (exchange.fault().isPresent()) {
            HttpFault fault = exchange.fault().get();
            exchange.sink().reply(fault.status(), Map.of(), bytes(fault.message()));
            return;
        }
        switch (exchange.path()) {
            case "/stream" -> stream(exchange);
            case "/flood" -> flood(exchange);
            case "/fail" -> throw new IllegalStateException("meant to be logged");
            default -> echo(exchange);
        }
    }

    private void stream(Exchange exchange) {
        Signal end = tasks.signal();
        exchange.onEnd(end::raise);
        exchange.sink().head(200, Map.of());
        exchange.sink().write(bytes("one"));
        end.await(LONG);
        ended.raise();
        exchange.sink().end();
    }

    private void flood(Exchange exchange) {
        exchange.sink().head(200, Map.of());
        try {
            while (true) {
                exchange.sink().write(new byte[100_000]);
            }
        } catch (Gone cut) {
            ended.raise();
        }
    }

    private static void echo(Exchange exchange) {
        try {
            byte[] body = exchange.readBody(LIMIT_BYTES);
            String text = exchange.method() + " " + exchange.path() + " " + exchange.query() + " " + body.length;
            exchange.sink().reply(200, Map.of("X-Echo", List.of("yes")), bytes(text));
        } catch (BodyRefused refused) {
            exchange.sink().reply(refused.status(), Map.of(), bytes(String.valueOf(refused.getMessage())));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> bodies(String answers) {
        return List.of(answers.split("HTTP/1.1 200 OK\r\n", -1)).stream()
                .filter(answer -> !answer.isEmpty())
                .map(answer -> answer.substring(answer.indexOf("\r\n\r\n") + 4))
                .toList();
    }
}
