package dev.longshore.agent;

import dev.longshore.client.NodeCredential;
import dev.longshore.client.NodeJoin;
import dev.longshore.cluster.Unavailable;
import dev.longshore.objects.core.JoinToken;
import dev.longshore.process.Exit;
import dev.longshore.process.ProcessFault;
import dev.longshore.tasks.Time;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's place in the cluster: joins once with a token, keeps key and certificate in the agent's folder, renews the certificate in
 * time, and has requests carried with it.
 */
final class Membership {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMinutes(10);

    private final AgentSettings settings;
    private final DataFolder data;
    private final Engines engines;
    private final Time time;
    private final AnyEngine requests = new AnyEngine();

    Membership(AgentSettings settings, DataFolder data, Engines engines, Time time) {
        this.settings = settings;
        this.data = data;
        this.engines = engines;
        this.time = time;
    }

    /**
     * Waits for an engine as long as it takes, unless there is a credential already.
     * @throws ProcessFault when there is neither credential nor token, or the token is not accepted
     */
    void join() {
        use(data.credential().map(Membership::read).orElseGet(this::joined));
    }

    /**
     * For ever: a new certificate when two thirds of the life of the present one are over. A node that was off until its certificate
     * expired is a stranger to the engine and needs a new token; its containers are looked after meanwhile.
     */
    void renew() {
        while (true) {
            NodeCredential present = data.credential().map(Membership::read).orElseThrow();
            if (time.now().isAfter(expiry(present))) {
                joinAgain(present);
            } else if (time.now().isAfter(present.renewAt())) {
                renew(present);
            }
            time.sleep(LOOK);
        }
    }

    /** Carries requests as this node, with whatever certificate it has by then. */
    AnyEngine requests() {
        return requests;
    }

    private NodeCredential joined() {
        JoinToken token = settings.token()
                .map(text -> JoinToken.parse(text)
                        .orElseThrow(() -> new ProcessFault(
                                Exit.CONFIGURATION,
                                "--token is no join token; make one with `longshore token create`")))
                .orElseThrow(() -> new ProcessFault(
                        Exit.CONFIGURATION,
                        "this node has not joined yet; give a --token, made with `longshore token create`"));
        KeyPair key = NodeJoin.newKey();
        for (int round = 0; ; round++) {
            URI engine = settings.engines().get(round % settings.engines().size());
            try {
                NodeCredential credential = engines.join(engine, token, settings.node(), key);
                data.keepCredential(credential.pem());
                LOG.info("joined {} as node {}", engine, settings.node());
                return credential;
            } catch (Unavailable away) {
                if (round == 0) {
                    LOG.warn("waiting for the engine to join: {}", away.getMessage());
                }
                time.sleep(RETRY);
            } catch (NodeJoin.Refused no) {
                throw new ProcessFault(
                        Exit.CONFIGURATION, "the engine does not let this node join: " + no.getMessage());
            }
        }
    }

    private void joinAgain(NodeCredential expired) {
        LOG.error(
                "the certificate of node {} expired at {}: the cluster does not know this node any more and its containers run on as they"
                        + " are; start the agent with a new --token, made with `longshore token create`",
                settings.node(),
                expiry(expired));
        KeyPair key = NodeJoin.newKey();
        settings.token()
                .flatMap(JoinToken::parse)
                .ifPresent(token -> replace(engine -> engines.join(engine, token, settings.node(), key)));
    }

    private void renew(NodeCredential present) {
        KeyPair key = NodeJoin.newKey();
        replace(engine -> engines.renew(engine, present, settings.node(), key));
    }

    /** Requests under way end on the old connections. */
    private void replace(Function<URI, NodeCredential> asked) {
        for (URI engine : settings.engines()) {
            try {
                NodeCredential next = asked.apply(engine);
                data.keepCredential(next.pem());
                use(next);
                LOG.info("node {} has a new certificate, good until {}", settings.node(), expiry(next));
                return;
            } catch (Unavailable | NodeJoin.Refused no) {
                LOG.warn(
                        "node {} got no new certificate from {}: {}; trying again",
                        settings.node(),
                        engine,
                        no.getMessage());
            }
        }
    }

    private void use(NodeCredential credential) {
        requests.use(settings.engines().stream()
                .map(engine -> engines.carrier(engine, credential))
                .toList());
    }

    private static Instant expiry(NodeCredential credential) {
        return credential.certificate().getNotAfter().toInstant();
    }

    private static NodeCredential read(String pem) {
        try {
            return NodeCredential.read(pem);
        } catch (IllegalArgumentException damaged) {
            throw new ProcessFault(
                    Exit.CONFIGURATION,
                    "agent.pem in --data cannot be read: %s; remove it and join again with a new --token"
                            .formatted(damaged.getMessage()));
        }
    }
}
