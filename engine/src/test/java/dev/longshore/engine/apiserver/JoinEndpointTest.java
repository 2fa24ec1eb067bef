package dev.longshore.engine.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.client.NodeJoin;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.engine.access.Authentication;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.apiserver.ApiWorld.Reply;
import dev.longshore.objects.core.JoinToken;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JoinEndpointTest {
    private final ApiWorld world = new ApiWorld();
    private final KeyPair key = NodeJoin.newKey();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aTokenIsGoodForOneNode() throws Exception {
        JoinToken token = token(Optional.empty(), Duration.ofMinutes(15));

        Reply joined = join(token.text(), "node-1", key);
        Reply second = join(token.text(), "node-2", NodeJoin.newKey());

        assertThat(joined.status()).isEqualTo(201);
        assertThat(joined.json().path("certificate").asText()).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(joined.json().path("authority").asText()).isEqualTo(world.authority.pem());
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.message()).contains("has been used by node-1").contains("longshore token create");
    }

    @Test
    void aLostAnswerIsGivenAgainForTheSameKey() throws Exception {
        JoinToken token = token(Optional.empty(), Duration.ofMinutes(15));
        join(token.text(), "node-1", key);

        assertThat(join(token.text(), "node-1", key).status()).isEqualTo(201);
        assertThat(join(token.text(), "node-1", NodeJoin.newKey()).status()).isEqualTo(409);
    }

    @Test
    void anExpiredForeignOrUnknownTokenIsRefusedWithTheReason() throws Exception {
        JoinToken expired = token(Optional.empty(), Duration.ofSeconds(-1));
        JoinToken unknown = JoinToken.of(new byte[JoinToken.RANDOM_BYTES], world.authority.pin());
        JoinToken foreign = JoinToken.of(new byte[JoinToken.RANDOM_BYTES], "0".repeat(64));
        JoinToken guessed = new JoinToken(expired.id(), unknown.secret(), expired.pin());

        assertThat(join(expired.text(), "node-1", key).message()).contains("it has expired");
        assertThat(join(unknown.text(), "node-1", key).message()).contains("does not know it");
        assertThat(join(guessed.text(), "node-1", key).message()).contains("does not know it");
        assertThat(join(foreign.text(), "node-1", key).message()).contains("made by another cluster");
        assertThat(join("nonsense", "node-1", key).message()).contains("ls1.");
        assertThat(join(foreign.text(), "node-1", key).status()).isEqualTo(401);
    }

    @Test
    void aTokenMayBeForOneNodeOnly() throws Exception {
        JoinToken token = token(Optional.of("node-7"), Duration.ofMinutes(15));

        assertThat(join(token.text(), "node-1", key).message()).contains("for node node-7 only");
        assertThat(join(token.text(), "node-7", key).status()).isEqualTo(201);
    }

    @Test
    void aNodeRenewsItsOwnCertificateAndNoOther() throws Exception {
        Authentication node = Authentication.of(Identity.node("node-1"));

        assertThat(send(node, Map.of(), request("node-1", key)).status()).isEqualTo(201);
        assertThat(send(node, Map.of(), request("node-2", key)).status()).isEqualTo(401);
        assertThat(send(Authentication.nobody(), Map.of(), request("node-1", key))
                        .message())
                .contains("send a token");
    }

    @Test
    void aRequestThatCannotBeReadIsRefused() {
        assertThat(send(Authentication.nobody(), Map.of(), "{\"request\":\"x\"}")
                        .status())
                .isEqualTo(400);
        assertThat(world.get("/longshore/v1/join").status()).isEqualTo(405);
    }

    private JoinToken token(Optional<String> node, Duration life) {
        JoinToken token =
                JoinToken.of("0123456789abcdefghijklmn".getBytes(StandardCharsets.US_ASCII), world.authority.pin());
        world.cluster
                .as(Identity.admin("ada"))
                .create(token.kept(world.time.now().plus(life), node), WriteOptions.by("longshore"));
        return token;
    }

    private Reply join(String token, String node, KeyPair own) throws Exception {
        return send(Authentication.nobody(), Map.of("Authorization", "Bearer " + token), request(node, own));
    }

    private Reply send(Authentication caller, Map<String, String> headers, String body) {
        return ApiWorld.call(world.as(caller), "POST", "/longshore/v1/join", headers, body);
    }

    private static String request(String node, KeyPair own) throws Exception {
        byte[] der = new JcaPKCS10CertificationRequestBuilder(
                        new X500Name("O=system:nodes,CN=system:node:" + node), own.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(own.getPrivate()))
                .getEncoded();
        String pem = "-----BEGIN CERTIFICATE REQUEST-----" + Base64.getEncoder().encodeToString(der)
                + "-----END CERTIFICATE REQUEST-----";
        return "{\"request\":\"" + pem + "\"}";
    }
}
