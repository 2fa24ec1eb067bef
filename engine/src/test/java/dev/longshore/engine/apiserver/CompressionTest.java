package dev.longshore.engine.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.client.Transport;
import dev.longshore.objects.CanonicalJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final int LARGE = 150 * 1024;

    private final ApiWorld world = new ApiWorld();

    @BeforeEach
    void aLargeObject() {
        String body = "{\"metadata\":{\"name\":\"large\"},\"data\":{\"k\":\"" + "abc ".repeat(LARGE / 4) + "\"}}";
        assertThat(world.post(MAPS, body).status()).isEqualTo(201);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest(name = "N10: a large answer is compressed for who says: {0}")
    @ValueSource(strings = {"gzip", "gzip, deflate, br", "deflate;q=0.5, GZIP;q=0.1"})
    void aLargeAnswerIsCompressed(String accepted) throws IOException {
        Transport.Answer list = get(MAPS, accepted);
        Transport.Answer one = get(MAPS + "/large", accepted);

        assertThat(List.of(list, one)).allSatisfy(answer -> {
            assertThat(answer.headers().get("Content-Encoding")).containsExactly("gzip");
            assertThat(answer.headers().get("Vary")).containsExactly("Accept-Encoding");
            assertThat(answer.body()).hasSizeLessThan(LARGE / 10);
        });
        assertThat(unpacked(list)).isEqualTo(world.get(MAPS).json());
        assertThat(unpacked(one)).isEqualTo(world.get(MAPS + "/large").json());
    }

    @ParameterizedTest(name = "N10: a large answer is plain for who says: {0}")
    @ValueSource(strings = {"", "identity", "gzip;q=0", "deflate"})
    void aLargeAnswerIsPlain(String accepted) {
        Transport.Answer list = get(MAPS, accepted);

        assertThat(list.headers()).doesNotContainKey("Content-Encoding");
        assertThat(CanonicalJson.parse(list.body()).at("/items/0/metadata/name").asText())
                .isEqualTo("large");
    }

    @Test
    @DisplayName("N10: what is small, what is written, and what is watched is plain")
    void smallAnswersWritesAndWatchesArePlain() {
        Map<String, List<String>> gzip = Map.of("Accept-Encoding", List.of("gzip"));
        Transport.Answer small = get("/api/v1/namespaces/default", "gzip");
        Transport.Answer write = world.admin()
                .send(
                        "PUT",
                        MAPS + "/large",
                        gzip,
                        get(MAPS + "/large", "identity").body());

        assertThat(List.of(small, write)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).doesNotContainKey("Content-Encoding");
            assertThat(CanonicalJson.parse(answer.body()).has("metadata")).isTrue();
        });
        try (Lines watch = new Lines(world.admin().stream(MAPS + "?watch=true", gzip))) {
            assertThat(watch.nextInShort()).isEqualTo("ADDED large");
        }
    }

    private Transport.Answer get(String path, String accepted) {
        Map<String, List<String>> headers =
                accepted.isEmpty() ? Map.of() : Map.of("Accept-Encoding", List.of(accepted));
        return world.admin().send("GET", path, headers, new byte[0]);
    }

    private static JsonNode unpacked(Transport.Answer answer) throws IOException {
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return CanonicalJson.parse(plain.readAllBytes());
        }
    }
}
