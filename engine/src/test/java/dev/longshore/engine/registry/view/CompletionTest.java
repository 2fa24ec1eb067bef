package dev.longshore.engine.registry.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.registry.OlderCatalog;
import dev.longshore.engine.store.Entry;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Draft;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Pod;
import dev.longshore.schemas.SchemaCatalog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private static final Completion COMPLETION = new Completion(SchemaCatalog::builtIn, 10);
    private static final Draft POD = Draft.empty(ObjectKey.of(Pod.KIND, "shop", "a"))
            .with(List.of(Map.of("name", "c", "image", "a:1")), "spec", "containers");

    @Test
    void whatWasThereBeforeIsSeenWithTodaysDefaults() {
        Resident read = COMPLETION.read(entry(POD, 10));

        assertThat(read.fields()).containsEntry("spec.restartPolicy", "Always");
        assertThat(read.item().fields().text("spec", "restartPolicy")).contains("Always");
        assertThat(read.revision()).isEqualTo(10);
    }

    @Test
    void whatThisEngineWroteIsNotWalkedAgain() {
        Entry entry = entry(POD, 11);

        assertThat(COMPLETION.read(entry).stored()).isSameAs(entry.value());
    }

    @Test
    void whatIsCompleteKeepsItsBytes() {
        Draft map = Draft.empty(ObjectKey.of(ConfigMap.KIND, "shop", "a")).with("1", "data", "k");

        assertThat(COMPLETION.read(entry(map, 1)).stored()).isEqualTo(CanonicalJson.bytes(map.copy()));
    }

    @Test
    void whatANewerEngineAddedStays() {
        Completion older = new Completion(() -> OlderCatalog.without("core.PodSpec", "hostname"), 10);
        Draft named = POD.with("web", "spec", "hostname");

        assertThat(older.read(entry(named, 1)).item().fields()).isEqualTo(named.fields());
    }

    private static Entry entry(Draft draft, long revision) {
        return new Entry(StoredKeys.of(draft.key()), CanonicalJson.bytes(draft.copy()), revision, 1, false);
    }
}
