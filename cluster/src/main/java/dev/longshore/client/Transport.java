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
     * @throws dev.longshore.cluster.Unavailable when nothing was sent: the engine knows nothing of the request
     * @throws Lost when the request may have arrived, but no answer came
     */
    Answer send(String method, String path, Map<String, List<String>> headers, byte[] body);

    /**
     * Head of an answer.
     *
     * @param headers names in whatever case they came
     * @param body closed by the caller; closing it early ends the exchange. Reading throws an IOException when the connection breaks
     */
    record Answer(int status, Map<String, List<String>> headers, InputStream body) {}
}
