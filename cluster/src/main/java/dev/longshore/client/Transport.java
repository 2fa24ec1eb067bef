package dev.longshore.client;

import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Carries one HTTP exchange to the engine. The JDK's client in production, an in-memory exchange in simulation. */
public interface Transport {
    /**
     * Sends a request and gives the head of the answer; the body is read as it comes.
     *
     * @param path raw path with query
     * @throws dev.longshore.cluster.Unavailable when no answer came
     */
    Answer send(String method, String path, Map<String, List<String>> headers, byte[] body);

    /** @param body closed by the caller; closing it early ends the exchange */
    record Answer(int status, Map<String, List<String>> headers, InputStream body) {}
}
