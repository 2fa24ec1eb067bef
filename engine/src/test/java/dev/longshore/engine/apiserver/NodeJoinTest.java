package dev.longshore.engine.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.client.NodeCredential;
import dev.longshore.client.NodeJoin;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.access.certificates.CertificateAuthority;
import dev.longshore.engine.apiserver.http.RawClient;
import dev.longshore.objects.core.JoinToken;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The node's end of joining, against the engine's over a socket. */
class NodeJoinTest {
    private final ListeningWorld world = new ListeningWorld();
    private final NodeJoin join = new NodeJoin(URI.create(world.url()));

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aNodeJoinsKeepsItsCredentialAndIsKnownByIt() {
        NodeCredential joined = join.join(token(), "node-1", NodeJoin.newKey());
        NodeCredential kept = NodeCredential.read(joined.pem());

        assertThat(kept).isEqualTo(joined);
        assertThat(kept.renewAt())
                .isBetween(
                        world.world.time.now().plus(Duration.ofDays(4)),
                        world.world.time.now().plus(Duration.ofDays(5)));
        assertThat(get(kept, "/apis")).startsWith("HTTP/1.1 200");
        assertThat(get(kept, "/api/v1/nodes")).contains("User \\\"system:node:node-1\\\" cannot list");
        assertThat(joined.toString()).isEqualTo("credential of CN=system:node:node-1, O=system:nodes");
    }

    @Test
    void aNodeRenewsWithANewKey() {
        NodeCredential joined = join.join(token(), "node-1", NodeJoin.newKey());

        NodeCredential renewed = join.renew(joined, "node-1", NodeJoin.newKey());

        assertThat(renewed.certificate()).isNotEqualTo(joined.certificate());
        assertThat(get(renewed, "/apis")).startsWith("HTTP/1.1 200");
        assertThatThrownBy(() -> join.renew(joined, "node-2", NodeJoin.newKey()))
                .isInstanceOf(NodeJoin.Refused.class);
    }

    @Test
    void aUsedTokenIsRefusedInTheEnginesWords() {
        JoinToken token = token();
        join.join(token, "node-1", NodeJoin.newKey());

        assertThatThrownBy(() -> join.join(token, "node-2", NodeJoin.newKey()))
                .isInstanceOf(NodeJoin.Refused.class)
                .hasMessageContaining("has been used by node-1");
    }

    @Test
    void anotherEngineThanTheTokensGetsNothing() {
        JoinToken token = token();
        JoinToken ofAnother = new JoinToken(
                token.id(),
                token.secret(),
                CertificateAuthority.passing(world.world.time.now()).pin());

        assertThatThrownBy(() -> join.join(ofAnother, "node-1", NodeJoin.newKey()))
                .isInstanceOf(NodeJoin.Refused.class)
                .hasMessageContaining("not the one that made the join token");
    }

    @Test
    void anEngineThatDoesNotAnswerIsAFaultToRepeat() {
        NodeJoin nowhere = new NodeJoin(URI.create("https://127.0.0.1:1"));

        assertThatThrownBy(() -> nowhere.join(token(), "node-1", NodeJoin.newKey()))
                .isInstanceOf(Unavailable.class);
    }

    private JoinToken token() {
        JoinToken token = JoinToken.of(new byte[JoinToken.RANDOM_BYTES], world.world.authority.pin());
        world.world
                .cluster
                .as(Identity.admin("ada"))
                .create(
                        token.kept(world.world.time.now().plus(Duration.ofMinutes(15)), Optional.empty()),
                        WriteOptions.by("longshore"));
        return token;
    }

    private String get(NodeCredential credential, String path) {
        URI url = URI.create(world.url());
        try (RawClient client = RawClient.tls(new InetSocketAddress(url.getHost(), url.getPort()), credential.tls())) {
            return client.send("GET " + path + " HTTP/1.1\nHost: x\nConnection: close\n\n")
                    .rest();
        }
    }
}
