package dev.longshore.tasks.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.tasks.Mailbox;
import dev.longshore.tasks.Signal;
import dev.longshore.tasks.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the driver does with time, order, kills and freezes, and which mistakes it finds by itself. */
class WorldTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Rhythm EVERY_CALL = new Rhythm(1, true);

    private final World world = new World(1, EVERY_CALL, Duration.ofMillis(200));
    private final SimulatedProcess process = new SimulatedProcess(world, "engine", 0);
    private final List<String> said = new ArrayList<>();

    @Test
    void virtualTimeJumpsFromTimerToTimer() {
        process.start("sleeper", () -> {
            process.sleep(Duration.ofHours(5));
            said.add(process.now().toString());
        });
        world.run(Duration.ofHours(6));

        assertThat(said).containsExactly("2026-03-01T13:00:00Z");
        assertThat(world.now()).isEqualTo(Duration.ofHours(6).toNanos());
    }

    @Test
    void aRunEndsWhenItsConditionHolds() {
        process.start("sleeper", () -> {
            process.sleep(Duration.ofSeconds(5));
            said.add("up");
            process.sleep(Duration.ofSeconds(5));
        });
        world.run(MINUTE, () -> !said.isEmpty());

        assertThat(world.now()).isEqualTo(Duration.ofSeconds(5).toNanos());
    }

    @Test
    void theSeedDecidesTheOrderAndTheSameSeedTheSameOrder() {
        Set<String> orders = new LinkedHashSet<>();
        LongStream.range(0, 50).forEach(seed -> orders.add(order(seed)));

        assertThat(orders).hasSizeGreaterThan(3);
        LongStream.range(0, 50).forEach(seed -> assertThat(order(seed)).isEqualTo(order(seed)));
    }

    private static String order(long seed) {
        World world = new World(seed);
        SimulatedProcess process = new SimulatedProcess(world, "engine", 0);
        StringBuilder order = new StringBuilder();
        for (String name : List.of("a", "b", "c")) {
            process.start(name, () -> {
                order.append(name);
                process.sleep(Duration.ofMillis(1));
                order.append(name);
            });
        }
        world.run(MINUTE);
        return order + " " + world.digest();
    }

    @Test
    void aKilledProcessNeverMovesAgainAndUnwindsNothing() {
        process.start("victim", () -> {
            try {
                process.sleep(Duration.ofSeconds(10));
                said.add("woke");
            } finally {
                said.add("unwound");
            }
        });
        world.after(Duration.ofSeconds(5), process::kill);
        world.run(MINUTE);

        assertThat(said).isEmpty();
        assertThat(process.alive()).isFalse();
        assertThat(world.violations()).isEmpty();
    }

    @Test
    void aTaskCanDieInTheMiddleOfACallWithItsProcess() {
        process.start("suicide", () -> {
            said.add("before");
            world.dieHere("commit");
            said.add("after");
        });
        process.start("sibling", () -> {
            process.sleep(Duration.ofSeconds(1));
            said.add("sibling");
        });
        world.run(MINUTE);

        assertThat(said).containsExactly("before");
    }

    @Test
    void aFrozenProcessMovesAgainAfterItsThaw() {
        process.start("sleeper", () -> {
            process.sleep(Duration.ofSeconds(1));
            said.add(Long.toString(process.nanos() / 1_000_000_000));
        });
        world.after(Duration.ofMillis(500), process::freeze);
        world.after(Duration.ofSeconds(30), process::thaw);
        world.run(MINUTE);

        assertThat(said).containsExactly("30");
    }

    @Test
    void skewMovesTheWallClockOnly() {
        process.skew(Duration.ofSeconds(-2));

        assertThat(process.now()).isEqualTo("2026-03-01T07:59:58Z");
        assertThat(process.nanos()).isZero();
    }

    @Test
    void findsALockThatIsHeldOverACall() {
        Object lock = new Object();
        for (int i = 0; i < 2; i++) {
            process.start("locker", () -> {
                synchronized (lock) {
                    process.sleep(Duration.ofSeconds(1));
                }
            });
        }
        world.run(MINUTE);

        assertThat(found()).startsWith("stuck engine/locker at start did not come back to a port");
        assertThat(found()).contains("WorldTest");
    }

    @Test
    void findsAWaitThatGoesPastThePorts() {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
        process.start("taker", () -> {
            try {
                queue.take();
            } catch (InterruptedException never) {
                throw new IllegalStateException(never);
            }
        });
        world.run(MINUTE);

        assertThat(found()).startsWith("stuck engine/taker").contains("ArrayBlockingQueue.take");
    }

    @Test
    void findsAnEndlessLoopOverPorts() {
        process.start("spinner", () -> {
            while (true) {
                process.sleep(Duration.ZERO);
            }
        });
        world.run(MINUTE);

        assertThat(found()).startsWith("spin engine/spinner at sleep");
    }

    @Test
    void findsAnUncaughtException() {
        process.start("broken", () -> {
            throw new IllegalStateException("a bug, on purpose");
        });
        world.run(MINUTE);

        assertThat(found()).startsWith("uncaught engine/broken at start died: java.lang.IllegalStateException: a bug");
        assertThat(found().lines()).hasSize(5);
    }

    @Test
    void saysWhoWaitsForWhatWhenNobodyCanMove() {
        Mailbox<String> one = process.mailbox(1);
        Mailbox<String> other = process.mailbox(1);
        process.start("left", () -> one.take(Tasks.FOREVER).ifPresent(other::put));
        process.start("right", () -> other.take(Tasks.FOREVER).ifPresent(one::put));
        world.run(MINUTE);

        assertThat(world.waiting()).containsExactlyInAnyOrder("engine/left at take", "engine/right at take");
    }

    @Test
    void aViolationEndsTheRun() {
        process.start("sinner", () -> {
            process.sleep(Duration.ofSeconds(1));
            world.violate("S-TEST-01", "two of one");
            process.sleep(Duration.ofSeconds(1));
            said.add("went on");
        });
        world.run(MINUTE);

        assertThat(world.violations())
                .extracting(Violation::toString)
                .containsExactly("t=1.000 turn=2 S-TEST-01 two of one");
        assertThat(said).isEmpty();
    }

    @Test
    void actionsOfTheWorldMayRaiseAndOffer() {
        Signal signal = process.signal();
        process.start("waiter", () -> said.add("raised " + signal.await(MINUTE)));
        world.after(Duration.ofSeconds(1), signal::raise);
        world.run(MINUTE);

        assertThat(said).containsExactly("raised true");
    }

    @Test
    void theTraceCanBePrinted() {
        List<String> lines = new ArrayList<>();
        world.traceTo(lines::add);
        process.start("speaker", () -> {
            process.sleep(Duration.ofMillis(1500));
            world.trace(() -> "committed");
        });
        world.run(MINUTE);

        assertThat(lines).containsExactly("t=1.500000 turn=2 committed");
        assertThat(world.lastTurns(1)).containsExactly("t=1.500000 engine/speaker at sleep");
    }

    private String found() {
        assertThat(world.violations()).hasSize(1);
        Violation violation = world.violations().getFirst();
        return violation.id() + " " + violation.text();
    }
}
