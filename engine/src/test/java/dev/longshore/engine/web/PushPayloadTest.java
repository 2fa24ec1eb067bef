package dev.longshore.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushPayloadTest {
    @Test
    void namesRepositoryAndRef() {
        PushPayload payload =
                read("application/json", WebhookSignatureTest.BODY).orElseThrow();

        assertThat(payload.ref()).isEqualTo("refs/heads/main");
        assertThat(payload.urls()).contains("https://git.example.com/acme/infra.git");
    }

    @ParameterizedTest(name = "{0} is the same repository: {1}")
    @CsvSource({
        "https://git.example.com/acme/infra, true",
        "https://GIT.example.com/Acme/infra.git/, true",
        "ssh://git@git.example.com:22/acme/infra.git, true",
        "git@git.example.com:acme/infra, true",
        "https://bot@git.example.com:443/acme/infra, true",
        "https://git.example.com/acme/other, false",
        "https://other.example.com/acme/infra, false",
        "'', false",
        "https://git.example.com/, false"
    })
    void comparesAddresses(String url, boolean same) {
        assertThat(read("application/json", WebhookSignatureTest.BODY)
                        .orElseThrow()
                        .names(url))
                .isEqualTo(same);
    }

    @Test
    void readsGitLab() {
        String body =
                "{\"object_kind\":\"push\",\"ref\":\"refs/heads/main\",\"project\":{\"git_http_url\":\"http://127.0.0.1:8081/a/b.git\"}}";

        assertThat(read("application/json", body).orElseThrow().names("http://127.0.0.1:8081/a/b"))
                .isTrue();
        assertThat(read("application/json", body).orElseThrow().names("http://127.0.0.1:8082/a/b"))
                .isFalse();
    }

    @Test
    void readsFilesOfADemo() {
        assertThat(read("application/json", "{\"repository\":\"file:///srv/repo.git\"}")
                        .orElseThrow()
                        .names("file:///srv/repo.git"))
                .isTrue();
    }

    @Test
    @DisplayName("FR-26: the form body holds the same payload")
    void readsForms() {
        String body = "payload=" + URLEncoder.encode(WebhookSignatureTest.BODY, StandardCharsets.UTF_8);

        assertThat(read("application/x-www-form-urlencoded; charset=utf-8", body))
                .isEqualTo(read("application/json", WebhookSignatureTest.BODY));
    }

    @ParameterizedTest(name = "S54: {0} names nothing")
    @ValueSource(
            strings = {
                "{}",
                "{\"repository\":null}",
                "{\"repository\":{\"clone_url\":3,\"links\":\"x\"}}",
                "{\"ref\":[1],\"commits\":null}"
            })
    void fieldsOfOtherTypesAreAbsent(String body) {
        assertThat(read("application/json", body)).contains(new PushPayload(List.of(), ""));
    }

    @ParameterizedTest(name = "S54: {0} is no payload")
    @ValueSource(strings = {"", "[]", "3", "{", "payload={}", "null"})
    void whatIsNoObjectIsNoPayload(String body) {
        assertThat(read("application/json", body)).isEmpty();
    }

    @Test
    void deepNestingIsNoPayload() {
        assertThat(read("application/json", "{\"a\":".repeat(100) + "1" + "}".repeat(100)))
                .isEmpty();
    }

    @Test
    void aFormWithoutPayloadIsNone() {
        assertThat(read("application/x-www-form-urlencoded", "a=b")).isEmpty();
    }

    private static Optional<PushPayload> read(String contentType, String body) {
        return PushPayload.read(contentType, body.getBytes(StandardCharsets.UTF_8));
    }
}
