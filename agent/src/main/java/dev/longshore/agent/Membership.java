package dev.longshore.agent;

import dev.longshore.agent.AgentFault.Exit;
import dev.longshore.client.Credentials;
import dev.longshore.client.JdkTransport;
import dev.longshore.client.NodeCredential;
import dev.longshore.client.NodeJoin;
import dev.longshore.client.Transport;
import dev.longshore.cluster.Unavailable;
import dev.longshore.objects.core.JoinToken;
import dev.longshore.tasks.Time;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's place in the cluster: joins once with a token, keeps key and certificate in the agent's folder, renews the certificate in
 * time, and carries every request with it. Of several engines the one that answered last is asked first.
 */
final class Membership implements Transport, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMinutes(10);

    private final AgentSettings settings;
    private final DataFolder data;
    private final Time time;
    private final AtomicReference<List<JdkTransport>> carriers = new AtomicReference<>(List.of());
    private final AtomicInteger preferred = new AtomicInteger();

    Membership(AgentSettings settings, DataFolder data, Time time) {
        this.settings = settings;
        this.data = data;
        this.time = time;
    }

    /**
     * Waits for an engine as long as it takes, unless there is a credential already.
     * @throws AgentFault when there is neither credential nor token, or the token is not accepted
     */
    void join() {
        use(data.credential().map(Membership::read).orElseGet(this::joined));
    }

    /** For ever: a new certificate when two thirds of the life of the present one are over. */
    void renew() {
        while (true) {
            NodeCredential present = data.credential().map(Membership::read).orElseThrow();
            if (time.now().isAfter(present.renewAt())) {
                renew(present);
            }
            time.sleep(LOOK);
        }
    }

    @Override
    public Answer send(String method, String path, Map<String, List<String>> headers, byte[] body) {
        return ask(engine -> engine.send(method, path, headers, body));
    }

    @Override
    public Stream stream(String path, Map<String, List<String>> headers) {
        return ask(engine -> engine.stream(path, headers));
    }

    private <A> A ask(Function<Transport, A> request) {
        List<JdkTransport> all = carriers.get();
        int first = preferred.get();
        Unavailable nobody = new Unavailable("no engine is known");
        for (int i = 0; i < all.size(); i++) {
            int next = Math.floorMod(first + i, all.size());
            try {
                A answer = request.apply(all.get(next));
                preferred.set(next);
                return answer;
            } catch (Unavailable away) {
                nobody = away;
            }
        }
        throw nobody;
    }

    /** Ends the requests under way, each with a fault. */
    @Override
    public void close() {
        carriers.getAndSet(List.of()).forEach(JdkTransport::close);
    }

    private NodeCredential joined() {
        JoinToken token = settings.token()
                .map(text -> JoinToken.parse(text)
                        .orElseThrow(() -> new AgentFault(
                                Exit.CONFIGURATION,
                                "--token is no join token; make one with `longshore token create`")))
                .orElseThrow(() -> new AgentFault(
                        Exit.CONFIGURATION,
                        "this node has not joined yet; give a --token, made with `longshore token create`"));
        KeyPair key = NodeJoin.newKey();
        for (int round = 0; ; round++) {
            URI engine = settings.engines().get(round % settings.engines().size());
            try {
                NodeCredential credential = new NodeJoin(engine).join(token, settings.node(), key);
                data.keepCredential(credential.pem());
                LOG.info("joined {} as node {}", engine, settings.node());
                return credential;
            } catch (Unavailable away) {
                if (round == 0) {
                    LOG.warn("waiting for the engine to join: {}", away.getMessage());
                }
                time.sleep(RETRY);
            } catch (NodeJoin.Refused no) {
                throw new AgentFault(Exit.CONFIGURATION, "the engine does not let this node join: " + no.getMessage());
            }
        }
    }

    private void renew(NodeCredential present) {
        KeyPair key = NodeJoin.newKey();
        for (URI engine : settings.engines()) {
            try {
                NodeCredential next = new NodeJoin(engine).renew(present, settings.node(), key);
                data.keepCredential(next.pem());
                use(next);
                LOG.info("renewed the certificate of node {}", settings.node());
                return;
            } catch (Unavailable | NodeJoin.Refused no) {
                LOG.warn(
                        "the certificate of node {} was not renewed at {}: {}; trying again",
                        settings.node(),
                        engine,
                        no.getMessage());
            }
        }
    }

    /** Requests under way end on the old connections. */
    private void use(NodeCredential credential) {
        String pem = credential.pem();
        String chain = pem.substring(pem.indexOf(CERTIFICATE));
        String authority = pem.substring(pem.lastIndexOf(CERTIFICATE));
        Credentials own = Credentials.certificate(authority, chain, pem);
        carriers.set(settings.engines().stream()
                .map(engine -> new JdkTransport(engine, own, ANSWER_LIMIT))
                .toList());
    }

    private static NodeCredential read(String pem) {
        try {
            return NodeCredential.read(pem);
        } catch (IllegalArgumentException damaged) {
            throw new AgentFault(
                    Exit.CONFIGURATION,
                    "agent.pem in --data cannot be read: %s; remove it and join again with a new --token"
                            .formatted(damaged.getMessage()));
        }
    }
}
