package dev.longshore.agent;

import dev.longshore.client.Credentials;
import dev.longshore.client.JdkTransport;
import dev.longshore.client.NodeCredential;
import dev.longshore.client.NodeJoin;
import dev.longshore.objects.core.JoinToken;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Engines over HTTPS. */
final class HttpsEngines implements Engines {
    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    @Override
    public NodeCredential join(URI engine, JoinToken token, String node, KeyPair key) {
        return new NodeJoin(engine).join(token, node, key);
    }

    @Override
    public NodeCredential renew(URI engine, NodeCredential present, String node, KeyPair key) {
        return new NodeJoin(engine).renew(present, node, key);
    }

    @Override
    public Carrier carrier(URI engine, NodeCredential own) {
        return new Https(new JdkTransport(engine, credentials(own), ANSWER_LIMIT));
    }

    private static Credentials credentials(NodeCredential own) {
        String pem = own.pem();
        String chain = pem.substring(pem.indexOf(CERTIFICATE));
        String authority = pem.substring(pem.lastIndexOf(CERTIFICATE));
        return Credentials.certificate(authority, chain, pem);
    }

    private record Https(JdkTransport transport) implements Carrier {
        @Override
        public Answer send(String method, String path, Map<String, List<String>> headers, byte[] body) {
            return transport.send(method, path, headers, body);
        }

        @Override
        public Stream stream(String path, Map<String, List<String>> headers) {
            return transport.stream(path, headers);
        }

        @Override
        public void close() {
            transport.close();
        }
    }
}
