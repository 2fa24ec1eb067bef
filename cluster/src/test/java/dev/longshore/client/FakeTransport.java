package dev.longshore.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Answers as a test says, in order, and remembers what was sent. */
final class FakeTransport implements Transport {
    record Sent(String method, String path, Map<String, List<String>> headers, String body) {}

    final List<Sent> sent = new ArrayList<>();
    private final Deque<Supplier<Stream>> answers = new ArrayDeque<>();

    /** @param headers name, value, name, value, … */
    FakeTransport answer(int status, String body, String... headers) {
        return answer(status, new ByteArrayInputStream(json(body).getBytes(StandardCharsets.UTF_8)), headers);
    }

    FakeTransport answer(int status, InputStream body, String... headers) {
        Map<String, List<String>> all = new TreeMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.computeIfAbsent(headers[i], name -> new ArrayList<>()).add(headers[i + 1]);
        }
        answers.add(() -> new Stream(status, all, body));
        return this;
    }

    FakeTransport fault(RuntimeException fault) {
        answers.add(() -> {
            throw fault;
        });
        return this;
    }

    Sent last() {
        return sent.getLast();
    }

    @Override
    public Answer send(String method, String path, Map<String, List<String>> headers, byte[] body) {
        sent.add(new Sent(method, path, headers, new String(body, StandardCharsets.UTF_8)));
        Stream answer = answers.remove().get();
        try (InputStream whole = answer.body()) {
            return new Answer(answer.status(), answer.headers(), whole.readAllBytes());
        } catch (IOException broken) {
            throw new Lost("broken", broken);
        }
    }

    @Override
    public Stream stream(String path, Map<String, List<String>> headers) {
        sent.add(new Sent("GET", path, headers, ""));
        return answers.remove().get();
    }

    /** JSON with single quotes. */
    static String json(String text) {
        return text.replace('\'', '"');
    }
}
