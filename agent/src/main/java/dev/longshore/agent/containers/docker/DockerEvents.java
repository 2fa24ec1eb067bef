package dev.longshore.agent.containers.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.agent.containers.ContainerEngine.Event;
import dev.longshore.agent.containers.ContainerEngine.Events;
import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.agent.containers.Scope;
import dev.longshore.tasks.Mailbox;
import dev.longshore.tasks.Tasks;
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

/** One event stream of Docker. A thread of its own reads ahead, so that a wait can be bounded while the read is not. */
final class DockerEvents implements Events {
    private static final int AHEAD_MAX = 4096;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TOLD = List.of("create", "start", "die", "oom", "destroy");

    private final DockerStream stream;

    private final Mailbox<Event> ahead;
    private volatile boolean ended;

    private DockerEvents(DockerStream stream, Mailbox<Event> ahead) {
        this.stream = stream;
        this.ahead = ahead;
    }

    static DockerEvents open(Path socket, String api, Scope scope, Instant since, Tasks tasks) throws IOException {
        String path = "/v%s/events?since=%d.%09d&filters=%s"
                .formatted(api, since.getEpochSecond(), since.getNano(), URLEncoder.encode(filters(scope), UTF_8));
        var events = new DockerEvents(DockerStream.get(socket, path), tasks.mailbox(AHEAD_MAX));
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
            String line = lines.readLine();
            while (line != null && ahead.offer(event(JSON.readTree(line)))) {
                line = lines.readLine();
            }
        } catch (IOException broken) {
            // Whoever waits is told the same as when Docker ends the stream in good order, or nobody read for long:
            // list again.
        } finally {
            ended = true;
            ahead.close();
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
        Optional<Event> next = ahead.take(limit);
        if (next.isEmpty() && ended) {
            return Optional.of(ahead.take(Duration.ZERO).orElseThrow(DockerEvents::broken));
        }
        return next;
    }

    private static ContainerFault broken() {
        return new ContainerFault(ContainerFault.Type.UNAVAILABLE, "the event stream of Docker broke; list again");
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
