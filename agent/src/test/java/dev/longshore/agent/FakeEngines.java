package dev.longshore.agent;

import dev.longshore.client.Lost;
import dev.longshore.client.NodeCredential;
import dev.longshore.cluster.Unavailable;
import dev.longshore.objects.core.JoinToken;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Engines that are up, away or silent, and give the next certificate of a list; remembers what was asked. */
final class FakeEngines implements Engines {
    final Set<URI> away = new HashSet<>();
    final Set<URI> silent = new HashSet<>();
    final List<String> asked = new ArrayList<>();
    private final NodeCredential next;

    FakeEngines(NodeCredential next) {
        this.next = next;
    }

    @Override
    public NodeCredential join(URI engine, JoinToken token, String node, KeyPair key) {
        return given("join", engine);
    }

    @Override
    public NodeCredential renew(URI engine, NodeCredential present, String node, KeyPair key) {
        return given("renew", engine);
    }

    private NodeCredential given(String what, URI engine) {
        asked.add(what + " " + engine.getHost());
        if (away.contains(engine)) {
            throw new Unavailable(engine + " is away");
        }
        return next;
    }

    @Override
    public Carrier carrier(URI engine, NodeCredential own) {
        return new Carrier() {
            @Override
            public Answer send(String method, String path, Map<String, List<String>> headers, byte[] body) {
                return new Answer(200, Map.of(), answer(engine, own).getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public Stream stream(String path, Map<String, List<String>> headers) {
                throw new UnsupportedOperationException("no test watches through this");
            }

            @Override
            public void close() {
                away.add(engine);
            }
        };
    }

    /** Says which engine answers, and until when the caller's certificate is good. */
    private String answer(URI engine, NodeCredential own) {
        asked.add("request " + engine.getHost());
        if (away.contains(engine)) {
            throw new Unavailable(engine + " is away");
        }
        if (silent.contains(engine)) {
            throw new Lost(engine + " is silent");
        }
        return engine.getHost() + " " + own.certificate().getNotAfter().toInstant();
    }
}
