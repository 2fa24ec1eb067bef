package dev.longshore.agent.containers.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.agent.containers.ContainerEngine.Event;
import dev.longshore.agent.containers.ContainerEngine.Events;
import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.agent.containers.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One event stream of Docker. A thread of its own reads ahead, so that a wait can be bounded while the read is not. */
final class DockerEvents implements Events {
    private static final int AHEAD_MAX = 4096;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TOLD = List.of("create", "start", "die", "oom", "destroy");

    private final DockerStream stream;

    /** An empty item says that nothing comes any more. */
    private final BlockingQueue<Optional<Event>> ahead = new LinkedBlockingQueue<>(AHEAD_MAX);

    private DockerEvents(DockerStream stream) {
        this.stream = stream;
    }

    static DockerEvents open(Path socket, String api, Scope scope, Instant since) throws IOException {
        String path = "/v%s/events?since=%d.%09d&filters=%s"
                .formatted(api, since.getEpochSecond(), since.getNano(), URLEncoder.encode(filters(scope), UTF_8));
        var events = new DockerEvents(DockerStream.get(socket, path));
        Thread.ofVirtual().name("docker-events").start(events::readAhead);
        return events;
    }

    private static String filters(Scope scope) throws JsonProcessingException {
        return JSON.writeValueAsString(Map.of("type", List.of("container"), "event", TOLD, "label", labels(scope)));
    }

    /** The scope as Docker's filters want it. */
    static List<String> labels(Scope scope) {
        return scope.labels().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .sorted()
                .toList();
    }

    private void readAhead() {
        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!ahead.offer(Optional.of(event(JSON.readTree(line))))) {
                    ahead.clear();
                    break;
                }
            }
        } catch (IOException broken) {
            // Whoever waits is told the same as when Docker ends the stream in good order: list again.
        } finally {
            end();
        }
    }

    private void end() {
        while (!ahead.offer(Optional.empty())) {
            ahead.clear();
        }
    }

    private static Event event(JsonNode told) {
        Map<String, String> labels = new TreeMap<>();
        told.path("Actor")
                .path("Attributes")
                .properties()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
        long nanos = told.path("timeNano").asLong();
        return new Event(
                told.path("Actor").path("ID").asText(),
                told.path("Action").asText().replaceFirst(":.*", ""),
                labels,
                Instant.ofEpochSecond(0, nanos));
    }

    @Override
    public Optional<Event> next(Duration limit) {
        try {
            Optional<Event> next = ahead.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return Optional.empty();
            }
            if (next.isEmpty()) {
                end();
                throw new ContainerFault(
                        ContainerFault.Type.UNAVAILABLE, "the event stream of Docker broke; list again");
            }
            return next;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException gone) {
            // It is closed all the same.
        }
    }
}
