package dev.longshore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.tasks.simulated.OneProcess;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeyedQueueTest {
    private static final int SEEDS = 30;

    @Test
    void aKeyAddedTwiceIsHandedOutOnce() {
        OneProcess.underSeeds(SEEDS, process -> {
            KeyedQueue<String> queue = queue(process);
            queue.add("a");
            queue.add("b");
            queue.add("a");

            assertThat(queue.depth()).isEqualTo(2);
            assertThat(queue.take(Duration.ZERO)).contains("a");
            assertThat(queue.take(Duration.ZERO)).contains("b");
            assertThat(queue.take(Duration.ofSeconds(1))).isEmpty();
        });
    }

    @Test
    @DisplayName("S-25: a key added while it is in work comes back when it is done")
    void aKeyAddedWhileInWorkComesBackWhenDone() {
        OneProcess.underSeeds(SEEDS, process -> {
            KeyedQueue<String> queue = queue(process);
            queue.add("a");
            queue.take(Duration.ZERO);
            queue.add("a");
            queue.add("a");

            assertThat(queue.take(Duration.ofSeconds(1))).isEmpty();
            queue.done("a");
            assertThat(queue.take(Duration.ZERO)).contains("a");
            queue.done("a");
            assertThat(queue.take(Duration.ofSeconds(1))).isEmpty();
        });
    }

    @Test
    void theEarliestAppointmentCountsAndHandingOutDropsIt() {
        OneProcess.underSeeds(SEEDS, process -> {
            KeyedQueue<String> queue = queue(process);
            queue.addAfter("a", Duration.ofSeconds(60));
            queue.addAfter("a", Duration.ofSeconds(10));
            queue.addAfter("a", Duration.ofSeconds(30));

            assertThat(queue.take(Duration.ofSeconds(9))).isEmpty();
            assertThat(queue.take(Duration.ofSeconds(2))).contains("a");
            queue.done("a");
            assertThat(queue.take(Duration.ofMinutes(5))).isEmpty();
        });
    }

    @Test
    void anAppointmentDoesNotHoldBackAnAdd() {
        OneProcess.underSeeds(SEEDS, process -> {
            KeyedQueue<String> queue = queue(process);
            queue.addAfter("a", Duration.ofSeconds(60));
            queue.add("a");

            assertThat(queue.take(Duration.ZERO)).contains("a");
        });
    }

    @Test
    void retriesWaitLongerEachTimeAndAfterASuccessShortAgain() {
        OneProcess.underSeeds(SEEDS, process -> {
            KeyedQueue<String> queue = queue(process);
            List<Long> waited = new ArrayList<>();
            for (int i = 0; i < 22; i++) {
                waited.add(millisOfRetry(process, queue));
            }
            queue.forget("a");

            assertThat(waited.get(0)).isBetween(2L, 5L);
            assertThat(waited.get(6)).isBetween(160L, 320L);
            assertThat(waited.get(21)).isBetween(500_000L, 1_000_000L);
            assertThat(millisOfRetry(process, queue)).isBetween(2L, 5L);
        });
    }

    private static long millisOfRetry(SimulatedProcess process, KeyedQueue<String> queue) {
        long before = process.nanos();
        queue.retry("a");
        queue.take(Duration.ofHours(1)).ifPresent(queue::done);
        return Duration.ofNanos(process.nanos() - before).toMillis();
    }

    /** Safety: no key in two hands. Liveness: after the last add of a key a pass begins. */
    @Test
    void noKeyIsInTwoHandsAndNoAddIsLost() {
        OneProcess.underSeeds(SEEDS, process -> {
            KeyedQueue<String> queue = queue(process);
            Set<String> inHands = new HashSet<>();
            Map<String, Integer> wanted = new HashMap<>();
            Map<String, Integer> seen = new HashMap<>();
            for (int worker = 0; worker < 3; worker++) {
                process.start("worker", () -> {
                    while (true) {
                        String key = queue.take(Duration.ofHours(1)).orElseThrow();
                        assertThat(inHands.add(key)).as("%s in one hand", key).isTrue();
                        seen.put(key, wanted.getOrDefault(key, 0));
                        process.sleep(Duration.ofMillis(process.chance().below(4)));
                        inHands.remove(key);
                        queue.done(key);
                    }
                });
            }
            for (int i = 1; i <= 200; i++) {
                String key = "key-" + process.chance().below(5);
                wanted.put(key, i);
                queue.add(key);
                process.sleep(Duration.ofMillis(process.chance().below(3)));
            }
            process.sleep(Duration.ofSeconds(1));

            assertThat(seen).isEqualTo(wanted);
        });
    }

    /** Hot: added again at once, whatever becomes of it. Others: each wanted once, now and then. */
    @Test
    @DisplayName("C51: a key that is wanted all the time comes before another at most once")
    void aHotKeyStarvesNoOther() {
        OneProcess.underSeeds(SEEDS, process -> {
            KeyedQueue<String> queue = queue(process);
            List<String> handedOut = new ArrayList<>();
            for (int worker = 0; worker < 2; worker++) {
                process.start("worker", () -> {
                    while (true) {
                        String key = queue.take(Duration.ofHours(1)).orElseThrow();
                        handedOut.add(key);
                        queue.add("hot");
                        process.sleep(Duration.ofMillis(process.chance().below(4)));
                        queue.done(key);
                    }
                });
            }
            Map<String, Integer> addedAt = new HashMap<>();
            for (int i = 0; i < 200; i++) {
                addedAt.put("key-" + i, handedOut.size());
                queue.add("key-" + i);
                process.sleep(Duration.ofMillis(process.chance().below(20)));
            }
            process.sleep(Duration.ofSeconds(1));

            assertThat(addedAt)
                    .allSatisfy((key, from) -> assertThat(handedOut.subList(from, handedOut.indexOf(key)))
                            .as("handed out before %s", key)
                            .filteredOn("hot"::equals)
                            .hasSizeLessThanOrEqualTo(1));
            assertThat(handedOut).filteredOn("hot"::equals).hasSizeGreaterThan(200);
        });
    }

    private static KeyedQueue<String> queue(SimulatedProcess process) {
        KeyedQueue<String> queue = new KeyedQueue<>(process, process, process.chance());
        queue.start();
        return queue;
    }
}
