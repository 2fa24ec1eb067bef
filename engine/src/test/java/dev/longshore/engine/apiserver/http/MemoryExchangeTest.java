package dev.longshore.engine.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.engine.access.Authentication;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.apiserver.http.MemoryExchange.Head;
import dev.longshore.engine.apiserver.http.MemoryExchange.Request;
import dev.longshore.tasks.Signal;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.VirtualTasks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryExchangeTest {
    private static final Duration LONG = Duration.ofSeconds(5);
    private final Tasks tasks = new VirtualTasks((name, fault) -> fault.printStackTrace());

    @Test
    void theHandlerSeesWhatTheCallerSent() throws Exception {
        Identity caller = Identity.node("node-1");
        MemoryExchange exchange = new MemoryExchange(
                tasks,
                Request.of("PUT", "/a%20b?c=d", Map.of("x", List.of("y")), bytes("body")),
                Authentication.of(caller));

        exchange.start(seen -> seen.sink()
                .reply(
                        201,
                        Map.of("H", List.of(seen.header("x").orElse("-"))),
                        bytes(seen.method()
                                + seen.path()
                                + seen.query()
                                + new String(seen.readBody(9), StandardCharsets.UTF_8)
                                + seen.connection())));

        assertThat(exchange.answer(LONG)).contains(new Head(201, Map.of("H", List.of("y"))));
        assertThat(text(exchange.body())).startsWith("PUT/a%20bc=dbody").contains("system:node:node-1");
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        MemoryExchange exchange = exchange();

        assertThatThrownBy(() -> exchange.readBody(3)).isInstanceOf(BodyRefused.class);
    }

    @Test
    void aWriterWaitsForAReader() throws Exception {
        MemoryExchange exchange = exchange();
        exchange.start(seen -> {
            seen.sink().head(200, Map.of());
            for (int i = 0; i < 1000; i++) {
                seen.sink().write(bytes("line\n"));
            }
            seen.sink().end();
        });

        assertThat(text(exchange.body())).hasSize(5000);
    }

    @Test
    void whoHangsUpStopsTheWriter() throws Exception {
        MemoryExchange exchange = exchange();
        Signal told = tasks.signal();
        Signal stopped = tasks.signal();
        exchange.onEnd(told::raise);
        exchange.start(seen -> {
            seen.sink().head(200, Map.of());
            try {
                while (true) {
                    seen.sink().write(bytes("more"));
                }
            } catch (Gone gone) {
                stopped.raise();
            }
        });

        assertThat(exchange.answer(LONG)).isPresent();
        exchange.body().close();

        assertThat(told.await(LONG)).isTrue();
        assertThat(stopped.await(LONG)).isTrue();
        assertThat(exchange.gone()).isTrue();
    }

    @Test
    void anAnswerThatBreaksOffIsAFaultForTheReader() {
        MemoryExchange exchange = exchange();
        exchange.start(seen -> seen.sink().head(200, Map.of()));

        assertThat(exchange.answer(LONG)).isPresent();
        assertThatThrownBy(() -> text(exchange.body())).isInstanceOf(IOException.class);
    }

    @Test
    void aHandlerThatNeverAnswersGivesNoHead() {
        MemoryExchange exchange = exchange();
        exchange.start(seen -> {});

        assertThat(exchange.answer(LONG)).isEmpty();
    }

    private MemoryExchange exchange() {
        return new MemoryExchange(tasks, Request.of("POST", "/", Map.of(), bytes("body")), Authentication.nobody());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
