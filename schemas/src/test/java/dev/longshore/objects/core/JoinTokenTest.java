package dev.longshore.objects.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JoinTokenTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String PIN = "ab".repeat(32);
    private static final JoinToken TOKEN =
            JoinToken.of("a token of 24 random byte".substring(0, 24).getBytes(StandardCharsets.US_ASCII), PIN);

    @Test
    void aTokenReadsAsItWasWritten() {
        assertThat(TOKEN.text()).matches("ls1\\.[a-z2-7]{6}\\.[a-z2-7]{32}\\.[0-9a-f]{64}");
        assertThat(JoinToken.parse(TOKEN.text())).contains(TOKEN);
        assertThat(JoinToken.parse(TOKEN.text() + "x")).isEmpty();
        assertThatThrownBy(() -> JoinToken.of(new byte[3], PIN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neitherTextNorSecretTellsTheSecret() {
        Draft kept = TOKEN.kept(NOON, Optional.empty());

        assertThat(TOKEN.toString()).doesNotContain(TOKEN.secret());
        assertThat(kept.fields().toString()).doesNotContain(TOKEN.secret());
    }

    @Test
    void onlyTheTokenItWasMadeForMatches() {
        JoinToken.Kept kept = stored(TOKEN.kept(NOON, Optional.of("node-1")));

        assertThat(TOKEN.matches(kept)).isTrue();
        assertThat(new JoinToken(TOKEN.id(), "b".repeat(32), PIN).matches(kept)).isFalse();
        assertThat(TOKEN.matches(stored(Draft.empty(TOKEN.key())))).isFalse();
        assertThat(kept.node()).contains("node-1");
    }

    @Test
    void itExpires() {
        JoinToken.Kept kept = stored(TOKEN.kept(NOON, Optional.empty()));

        assertThat(kept.expired(NOON.minus(Duration.ofSeconds(1)))).isFalse();
        assertThat(kept.expired(NOON)).isTrue();
        assertThat(stored(Draft.empty(TOKEN.key())).expired(NOON)).isTrue();
    }

    @Test
    void burnedItNamesItsUser() {
        JoinToken.Kept burned =
                stored(stored(TOKEN.kept(NOON, Optional.empty())).burned("node-1", "hash"));

        assertThat(burned.usedBy()).contains("node-1");
        assertThat(burned.usedKey()).isEqualTo("hash");
    }

    private static JoinToken.Kept stored(Draft draft) {
        return new JoinToken.Kept(Item.of(
                draft.key(),
                7,
                CanonicalJson.bytes(draft.without("metadata", "resourceVersion").copy())));
    }
}
