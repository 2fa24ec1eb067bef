package dev.longshore.agent;

import dev.longshore.client.NodeCredential;
import dev.longshore.client.Transport;
import dev.longshore.objects.core.JoinToken;
import java.net.URI;
import java.security.KeyPair;

/** The engines of a cluster, as a node talks to them: over HTTPS in production, in memory in tests. */
interface Engines {
    /**
     * A first certificate for a token.
     * @throws dev.longshore.client.NodeJoin.Refused when the engine says no
     * @throws dev.longshore.cluster.Unavailable when no answer came
     */
    NodeCredential join(URI engine, JoinToken token, String node, KeyPair key);

    /**
     * A newer certificate in place of the present one.
     * @throws dev.longshore.client.NodeJoin.Refused when the engine says no
     * @throws dev.longshore.cluster.Unavailable when no answer came
     */
    NodeCredential renew(URI engine, NodeCredential present, String node, KeyPair key);

    /** What carries requests to one engine with this node's certificate. */
    Carrier carrier(URI engine, NodeCredential own);

    /** Closing it ends the requests under way. */
    interface Carrier extends Transport, AutoCloseable {
        @Override
        void close();
    }
}
