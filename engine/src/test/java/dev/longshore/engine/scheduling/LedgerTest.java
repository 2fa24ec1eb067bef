package dev.longshore.engine.scheduling;

import static dev.longshore.engine.workloads.Fixtures.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.WatchEvent;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Pod;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final int CHANGES = 200;

    @RepeatedTest(20)
    void keptFromChangeToChangeItIsWhatALookAtAllPodsGives(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        Map<String, Item> pods = new TreeMap<>();
        Ledger ledger = Ledger.EMPTY;
        for (int revision = 1; revision <= CHANGES; revision++) {
            String name = "p" + random.nextInt(12);
            Item before = pods.get(name);
            if (before == null) {
                pods.put(name, pod(name, "", "", revision));
                ledger = Ledger.FOLD.apply(ledger, new WatchEvent.Added(pods.get(name)));
            } else if (random.nextInt(4) == 0) {
                pods.remove(name);
                ledger = Ledger.FOLD.apply(ledger, new WatchEvent.Deleted(before));
            } else {
                String node = new Pod(before).nodeName().orElse("n" + random.nextInt(3));
                pods.put(name, pod(name, node, random.nextInt(5) == 0 ? "Succeeded" : "Running", revision));
                ledger = Ledger.FOLD.apply(ledger, new WatchEvent.Modified(pods.get(name)));
            }
            assertThat(ledger).isEqualTo(afresh(pods));
        }
    }

    @Test
    void aBindingOfOnesOwnCountsUntilTheLedgerKnowsIt() {
        Bindings bindings = new Bindings();
        Pod bound = new Pod(pod("p", "n0", "", 7));
        bindings.add(bound);

        assertThat(bindings.on(Ledger.EMPTY, 6).of("n0").count()).isEqualTo(1);
        assertThat(bindings.on(Ledger.EMPTY.with(bound), 6).of("n0").count()).isEqualTo(1);
        assertThat(bindings.on(Ledger.EMPTY, 7).of("n0").count()).isZero();
        assertThat(bindings.on(Ledger.EMPTY, 6).of("n0").count()).isZero();
    }

    private static Ledger afresh(Map<String, Item> pods) {
        Ledger ledger = Ledger.EMPTY;
        for (Item item : pods.values()) {
            ledger = ledger.with(new Pod(item));
        }
        return ledger;
    }

    private static Item pod(String name, String node, String phase, long revision) {
        Draft draft = Draft.empty(ObjectKey.of(Pod.KIND, "shop", name))
                .with(
                        List.of(Map.of("name", "c", "resources", Map.of("requests", Map.of("cpu", "100m")))),
                        "spec",
                        "containers");
        Draft placed = node.isEmpty() ? draft : draft.with(node, "spec", "nodeName");
        return stored(phase.isEmpty() ? placed : placed.with(phase, "status", "phase"), name, revision);
    }
}
