package dev.longshore.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.web.WebhookSignature.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A16: the vectors of known keys and bodies. */
class WebhookSignatureTest {
    private static final String SECRET = "longshore-test-secret";
    private static final Instant THEN = Instant.ofEpochSecond(1_700_000_000);
    static final String BODY =
            "{\"ref\":\"refs/heads/main\",\"before\":\"0000000000000000000000000000000000000000\",\"after\":\"1111111111111111111111111111111111111111\",\"repository\":{\"full_name\":\"acme/infra\",\"clone_url\":\"https://git.example.com/acme/infra.git\",\"html_url\":\"https://git.example.com/acme/infra\",\"ssh_url\":\"git@git.example.com:acme/infra.git\",\"default_branch\":\"main\"}}";
    private static final String SHA256 = "6e24d1644e600aa0ade6473083ab97b8a18e9198da233a791315f1a7df702061";
    private static final String SHA512 =
            "42d76ed0c7e74bd50bf370f6292167dda0f12d5f0511df3c4d6e07880bae004397942e8543c27ce1468962d615334891f4f5572bdb2f55bb625e4f782c3398af";

    @ParameterizedTest(name = "A17: {0} is genuine")
    @CsvSource({
        "github, X-GitHub-Event, X-Hub-Signature-256, sha256=" + SHA256,
        "gitea, X-Gitea-Event, X-Gitea-Signature, " + SHA256,
        "forgejo, X-Forgejo-Event, X-Forgejo-Signature, " + SHA256,
        "generic, X-Other, X-Signature, sha256=" + SHA256,
        "generic, X-Other, X-Signature, sha512=" + SHA512
    })
    void genuine(String provider, String event, String name, String signature) {
        Verdict verdict = check(Map.of(event, "push", name, signature), BODY);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Genuine.class,
                        genuine -> assertThat(genuine.provider()).isEqualTo(provider));
    }

    @ParameterizedTest(name = "A16: the body \"{0}\"")
    @CsvSource({
        "{}, dfeaedd1ac169bae8ffc00b648a104b2cfa4f5751d6a14dfb8c4956f21c66002",
        "'', 27bf808f6e44abfb43ac03d5e749294460bdfbfc93dc887d825e1eded007ba32"
    })
    void otherBodies(String body, String signature) {
        assertThat(check(Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=" + signature), body))
                .isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    @DisplayName("A16: GitHub's own example")
    void theExampleOfTheDocumentation() {
        Map<String, String> headers = Map.of(
                "X-GitHub-Event", "push",
                "X-Hub-Signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");

        assertThat(WebhookSignature.check(headers, bytes("Hello, World!"), List.of("It's a Secret to Everybody"), THEN))
                .isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void aTimestampIsPartOfWhatIsSigned() {
        Map<String, String> headers = Map.of(
                "X-Longshore-Timestamp", "1700000000",
                "X-Signature", "sha256=e0a313a5800760e3b932aa59c383e40a91e6c8e17106e2e9c5b4c5900dd8aa7e");

        assertThat(check(headers, BODY)).isInstanceOf(Verdict.Genuine.class);
        assertThat(WebhookSignature.check(headers, bytes(BODY), List.of(SECRET), THEN.plusSeconds(301)))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void theSigningTokenOfGitLab() {
        Map<String, String> headers = Map.of(
                "X-Gitlab-Event",
                "Push Hook",
                "webhook-id",
                "msg_1",
                "webhook-timestamp",
                "1700000000",
                "webhook-signature",
                "v1,Fh+SmZIVCa4guDUT7Rxf8ivX5NC3PnrQy9TPnotCwx4=");
        String token = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

        assertThat(WebhookSignature.check(headers, bytes(BODY), List.of(token), THEN))
                .isEqualTo(new Verdict.Genuine("gitlab", "Push Hook", "msg_1"));
    }

    @Test
    void thePlainTokenOfGitLab() {
        assertThat(check(Map.of("X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", SECRET), BODY))
                .isInstanceOf(Verdict.Genuine.class);
        assertThat(check(Map.of("X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", "guess"), BODY))
                .isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest(name = "S54: {0} {1} is refused")
    @CsvSource({
        "X-Hub-Signature, sha1=a91b4c91d236bc47bb6511509f66e07def5fb7b0",
        "X-Hub-Signature-256, sha1=a91b4c91d236bc47bb6511509f66e07def5fb7b0",
        "X-Hub-Signature-256, sha256=",
        "X-Hub-Signature-256, sha256=zz",
        "X-Hub-Signature-256, " + SHA256,
        "X-None, x"
    })
    void refused(String name, String signature) {
        assertThat(check(Map.of("X-GitHub-Event", "push", name, signature), BODY))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    @DisplayName("FR-26: raw UTF-8 counts as bytes; one flipped byte is refused")
    void bytesCount() {
        byte[] body = bytes("{\"message\":\"déploy 🚀 \u2028\"}");
        Map<String, String> headers = Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=" + hmac(body));

        assertThat(WebhookSignature.check(headers, body, List.of(SECRET), THEN)).isInstanceOf(Verdict.Genuine.class);
        body[12] ^= 1;
        assertThat(WebhookSignature.check(headers, body, List.of(SECRET), THEN)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aWrongGiteaSignatureIsFinalEvenWhenAnotherMatches() {
        Map<String, String> headers = Map.of(
                "X-Gitea-Event",
                "push",
                "X-Gitea-Signature",
                "00",
                "X-GitHub-Event",
                "push",
                "X-Hub-Signature-256",
                "sha256=" + SHA256);

        assertThat(check(headers, BODY)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void twoSecretsMayBeValid() {
        Map<String, String> headers = Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=" + SHA256);

        assertThat(WebhookSignature.check(headers, bytes(BODY), List.of("new", SECRET), THEN))
                .isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void withoutASecretEverythingIsRefused() {
        assertThat(WebhookSignature.check(Map.of("X-GitHub-Event", "push"), bytes(BODY), List.of(), THEN))
                .isInstanceOf(Verdict.Refused.class);
    }

    private static Verdict check(Map<String, String> headers, String body) {
        return WebhookSignature.check(headers, bytes(body), List.of(SECRET), THEN);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hmac(byte[] body) {
        try {
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(bytes(SECRET), "HmacSHA256"));
            return java.util.HexFormat.of().formatHex(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
