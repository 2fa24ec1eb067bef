package dev.longshore.engine.apiserver;

import static dev.longshore.engine.apiserver.ApiWorld.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchEndpointTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
    private static final String MERGE = "application/merge-patch+json";

    private final ApiWorld world = new ApiWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("W01, W02: what is there, then every change")
    void whatIsThereThenEveryChange() {
        world.post(MAPS, configMap("a", "1"));
        try (Lines watch = world.watch(MAPS + "?watch=true")) {
            assertThat(watch.status()).isEqualTo(200);
            assertThat(watch.nextInShort()).isEqualTo("ADDED a");

            world.patch(MAPS + "/a", MERGE, "{\"data\":{\"k\":\"2\"}}");
            assertThat(watch.nextInShort()).isEqualTo("MODIFIED a");
            world.delete(MAPS + "/a");
            assertThat(watch.nextInShort()).isEqualTo("DELETED a");
        }
    }

    @Test
    @DisplayName("W02: from a revision on only what is later")
    void fromARevisionOnOnlyWhatIsLater() {
        String revision = world.post(MAPS, configMap("a", "1"))
                .json()
                .at("/metadata/resourceVersion")
                .asText();
        world.post(MAPS, configMap("b", "1"));

        try (Lines watch = world.watch(MAPS + "?watch=1&resourceVersion=" + revision)) {
            assertThat(watch.nextInShort()).isEqualTo("ADDED b");
        }
    }

    @Test
    @DisplayName("W03: leaving the selector is a deletion")
    void leavingTheSelectorIsADeletion() {
        world.post(MAPS, configMap("a", "1"));
        try (Lines watch = world.watch(MAPS + "?watch=true&labelSelector=v%3D1")) {
            assertThat(watch.nextInShort()).isEqualTo("ADDED a");

            world.patch(MAPS + "/a", MERGE, "{\"metadata\":{\"labels\":{\"v\":\"2\"}}}");
            assertThat(watch.nextInShort()).isEqualTo("DELETED a");
        }
    }

    @Test
    @DisplayName("W16: two hundred watches hear each write once, in order")
    void manyWatchesHearEachWriteOnce() {
        List<Lines> watches = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            watches.add(world.watch(MAPS + "?watch=true"));
        }

        world.post(MAPS, configMap("a", "1"));
        world.post(MAPS, configMap("b", "1"));

        for (Lines watch : watches) {
            assertThat(watch.nextInShort()).isEqualTo("ADDED a");
            assertThat(watch.nextInShort()).isEqualTo("ADDED b");
            watch.close();
        }
    }

    @Test
    @DisplayName("W06: it ends cleanly at its time")
    void itEndsCleanlyAtItsTime() {
        try (Lines watch = world.watch(MAPS + "?watch=true&timeoutSeconds=0")) {
            assertThat(watch.ends()).isTrue();
        }
    }

    @Test
    @DisplayName("W08: the end of the initial events is marked")
    void theEndOfTheInitialEventsIsMarked() {
        world.post(MAPS, configMap("a", "1"));
        try (Lines watch = world.watch(MAPS
                + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true")) {
            assertThat(watch.nextInShort()).isEqualTo("ADDED a");
            JsonNode bookmark = watch.next();
            assertThat(bookmark.path("type").asText()).isEqualTo("BOOKMARK");
            assertThat(bookmark.at("/object/metadata/annotations/k8s.io~1initial-events-end")
                            .asText())
                    .isEqualTo("true");
            assertThat(bookmark.at("/object/kind").asText()).isEqualTo("ConfigMap");

            world.post(MAPS, configMap("b", "1"));
            assertThat(watch.nextInShort()).isEqualTo("ADDED b");
        }
    }

    @Test
    void withoutInitialEventsOnlyChangesCome() {
        world.post(MAPS, configMap("a", "1"));
        try (Lines watch =
                world.watch(MAPS + "?watch=true&sendInitialEvents=false&resourceVersionMatch=NotOlderThan")) {
            world.post(MAPS, configMap("b", "1"));
            assertThat(watch.nextInShort()).isEqualTo("ADDED b");
        }
    }

    @ParameterizedTest(name = "W09: {0}")
    @CsvSource({
        "sendInitialEvents=true, requires setting resourceVersionMatch to NotOlderThan",
        "resourceVersionMatch=NotOlderThan, forbidden for watch unless sendInitialEvents",
        "resourceVersion=x, resourceVersion"
    })
    void optionsThatMakeNoSenseAreRefused(String query, String message) {
        ApiWorld.Reply reply = world.get(MAPS + "?watch=true&" + query);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.message()).contains(message);
    }

    @Test
    @DisplayName("W07: who starts from too long ago is told to list again")
    void whoStartsFromTooLongAgoIsToldToListAgain() {
        for (int i = 0; i < 3; i++) {
            world.post(MAPS, configMap("m" + i, "1"));
        }
        world.store.compact(world.store.head());
        try (ApiWorld restarted = new ApiWorld(world.store);
                Lines watch = restarted.watch(MAPS + "?watch=true&resourceVersion=1")) {
            JsonNode event = watch.next();
            assertThat(event.path("type").asText()).isEqualTo("ERROR");
            assertThat(event.at("/object/code").asInt()).isEqualTo(410);
            assertThat(event.at("/object/reason").asText()).isEqualTo("Expired");
            assertThat(watch.ends()).isTrue();
        }
    }

    @Test
    @DisplayName("W10: each event of a table watch is a table of one row")
    void eachEventOfATableWatchIsATableOfOneRow() {
        world.post(MAPS, configMap("a", "1"));
        try (Lines watch = world.watch(MAPS + "?watch=true", TABLE)) {
            JsonNode event = watch.next();
            assertThat(event.at("/object/kind").asText()).isEqualTo("Table");
            assertThat(event.at("/object/rows")).hasSize(1);
            assertThat(event.at("/object/columnDefinitions")).isNotEmpty();
        }
    }

    @Test
    void aWatchOverWebSocketIsSentBackToHttp() {
        ApiWorld.Reply reply =
                world.call("GET", MAPS + "?watch=true", Map.of("Connection", "Upgrade", "Upgrade", "websocket"), "");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.message()).contains("WebSocket");
    }

    @Test
    void oneObjectCanBeWatched() {
        world.post(MAPS, configMap("a", "1"));
        world.post(MAPS, configMap("b", "1"));
        try (Lines watch = world.watch(MAPS + "/b?watch=true")) {
            assertThat(watch.nextInShort()).isEqualTo("ADDED b");
        }
    }

    @Test
    void watchesAreCountedWhileTheyAreOpen() {
        try (Lines watch = world.watch(MAPS + "?watch=true")) {
            world.post(MAPS, configMap("a", "1"));
            assertThat(watch.nextInShort()).isEqualTo("ADDED a");
            assertThat(world.metrics.openWatches()).isEqualTo(1);
        }
    }
}
