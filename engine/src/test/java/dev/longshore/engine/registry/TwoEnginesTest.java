package dev.longshore.engine.registry;

import static dev.longshore.cluster.Bodies.configMap;
import static dev.longshore.cluster.Bodies.json;
import static dev.longshore.cluster.Bodies.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WatchEvent;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.cluster.WriteResult.Refused;
import dev.longshore.cluster.WriteResult.Written;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.store.memory.MemoryStore;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.simulated.OneProcess;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two clusters over one store: writes through either, one order for both. */
class TwoEnginesTest {
    private static final WriteOptions TESTER = WriteOptions.by("tester");
    private static final ObjectKey MAP = key(ConfigMap.KIND, "a");
    private static final int WRITERS = 10;

    private static LocalCluster engine(SimulatedProcess process, MemoryStore store) {
        LocalCluster cluster = LocalCluster.open(store, SchemaCatalog::builtIn, process, process, process.chance());
        Bootstrap.run(cluster.as(Identity.admin("test")));
        return cluster;
    }

    @Test
    @DisplayName("P07: concurrent patches of different keys through two engines are all applied")
    void allPatchesArrive() {
        OneProcess.underSeeds(10, process -> {
            MemoryStore store = new MemoryStore(process, "test");
            List<Cluster> doors = doors(process, store);
            assertThat(doors.getFirst().create(configMap("a", Map.of()), TESTER))
                    .isInstanceOf(Written.class);

            List<Task> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Patch mine = new Patch.Merge(json("{'data':{'k" + i + "':'1'}}"));
                Cluster door = doors.get(i % 2);
                writers.add(process.start("writer", () -> patchAndReadBack(process, door, mine)));
            }
            writers.forEach(writer -> writer.join(Tasks.FOREVER));

            assertThat(doors)
                    .allSatisfy(door -> assertThat(door.get(MAP).orElseThrow().strings("data"))
                            .hasSize(WRITERS));
        });
    }

    private static void patchAndReadBack(SimulatedProcess process, Cluster door, Patch patch) {
        process.sleep(Duration.ZERO);
        WriteResult result = door.patch(MAP, patch, TESTER);
        assertThat(result).isInstanceOf(Written.class);
        long written = ((Written) result).item().revision();
        assertThat(door.get(MAP))
                .get()
                .satisfies(item -> assertThat(item.revision()).isGreaterThanOrEqualTo(written));
    }

    @Test
    @DisplayName(
            "S-STORE-07 to 09, S-STORE-17: both engines tell the same changes in the same order, and read what the other wrote")
    void oneOrder() {
        OneProcess.underSeeds(10, process -> {
            MemoryStore store = new MemoryStore(process, "test");
            List<Cluster> doors = doors(process, store);
            Query maps = Query.all(ConfigMap.KIND);
            try (Watch first = doors.getFirst().watch(maps, Start.FRESH);
                    Watch second = doors.getLast().watch(maps, Start.FRESH)) {
                for (int i = 0; i < 20; i++) {
                    Cluster writer = doors.get(i % 2);
                    Item item = ((Written) writer.create(configMap("m" + i, Map.of()), TESTER)).item();
                    assertThat(doors.get((i + 1) % 2).get(item.key())).contains(item);
                }
                List<Item> told = told(first);
                assertThat(told).hasSize(20).isSortedAccordingTo((a, b) -> Long.compare(a.revision(), b.revision()));
                assertThat(told(second)).isEqualTo(told);
            }
        });
    }

    private static List<Item> told(Watch watch) {
        List<Item> told = new ArrayList<>();
        for (var event = watch.next(Duration.ofSeconds(1));
                event.isPresent();
                event = watch.next(Duration.ofSeconds(1))) {
            if (event.orElseThrow() instanceof WatchEvent.Added(Item item)) {
                told.add(item);
            }
        }
        return told;
    }

    @Test
    void onlyTheNewestTermWrites() {
        OneProcess.run(1, process -> {
            MemoryStore store = new MemoryStore(process, "test");
            LocalCluster first = engine(process, store);
            LocalCluster second = engine(process, store);
            Cluster old = first.as(Identity.admin("old"), first.beginTerm());
            assertThat(old.create(configMap("a", Map.of()), TESTER)).isInstanceOf(Written.class);

            Cluster now = second.as(Identity.admin("now"), second.beginTerm());

            assertThat(old.create(configMap("b", Map.of()), TESTER))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.status().message()).startsWith("this engine no longer acts"));
            assertThat(now.create(configMap("b", Map.of()), TESTER)).isInstanceOf(Written.class);
        });
    }

    private static List<Cluster> doors(SimulatedProcess process, MemoryStore store) {
        return List.of(
                engine(process, store).as(Identity.admin("one")),
                engine(process, store).as(Identity.admin("two")));
    }
}
