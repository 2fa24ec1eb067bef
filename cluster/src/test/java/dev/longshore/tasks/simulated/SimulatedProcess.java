package dev.longshore.tasks.simulated;

import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Mailbox;
import dev.longshore.tasks.Signal;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** One life of one program, from its boot to its end: its ports of time, tasks and chance. */
public final class SimulatedProcess implements Time, Tasks {
    private static final Instant BEGINNING = Instant.parse("2026-03-01T08:00:00Z");

    private final World world;
    private final String name;
    private final long key;
    private final Chance chance;
    private final Map<String, Integer> instances = new TreeMap<>();
    private final Map<String, Integer> visits = new TreeMap<>();
    private final List<SimulatedTask> tasks = new ArrayList<>();
    private final List<SimulatedTask> held = new ArrayList<>();
    private Duration offset = Duration.ZERO;
    private boolean dead;
    private boolean frozen;

    /** @param boot how often the machine booted it before */
    public SimulatedProcess(World world, String name, int boot) {
        this.world = world;
        this.name = name;
        this.key = Mix.of(Mix.of(world.seed(), name), boot);
        this.chance = new SimulatedChance(Mix.of(key, "chance"));
    }

    public World world() {
        return world;
    }

    public String name() {
        return name;
    }

    public Chance chance() {
        return chance;
    }

    /** Moves the wall clock of this process against the world's. */
    public void skew(Duration by) {
        offset = by;
    }

    public boolean alive() {
        return !dead;
    }

    /** A power cut: no task of it ever moves again, nothing is unwound. */
    public void kill() {
        dead = true;
        held.clear();
    }

    /** A long pause: nothing of it moves until the thaw; its deadlines pass all the same. */
    public void freeze() {
        frozen = true;
    }

    public void thaw() {
        frozen = false;
        world.readyAgain(held);
    }

    public boolean frozen() {
        return frozen;
    }

    /** Asks every task to end, the youngest first. */
    public void stop() {
        tasks.reversed().forEach(Task::stop);
    }

    /** Whether every task has ended. */
    public boolean gone() {
        return tasks.stream().allMatch(Task::done);
    }

    /** How often this process came by {@code site}, this time included. */
    public int visit(String site) {
        return visits.merge(site, 1, Integer::sum);
    }

    boolean takesTurns(SimulatedTask task) {
        if (frozen && !dead) {
            held.add(task);
        }
        return !frozen && !dead;
    }

    /** Looks again at each wake-up until it sees what it wants; false when the limit passed first. */
    boolean await(String site, Duration limit, List<SimulatedTask> waiters, BooleanSupplier look) {
        world.pass(site);
        long deadline = deadline(limit);
        while (!look.getAsBoolean()) {
            if (deadline <= world.now()) {
                return false;
            }
            world.await(waiters, deadline, site);
        }
        return true;
    }

    private long deadline(Duration limit) {
        if (limit.compareTo(FOREVER) >= 0) {
            return World.NEVER;
        }
        return limit.isNegative() ? world.now() : world.now() + limit.toNanos();
    }

    @Override
    public Instant now() {
        return BEGINNING.plusNanos(world.now()).plus(offset);
    }

    @Override
    public long nanos() {
        return world.now();
    }

    @Override
    public void sleep(Duration duration) {
        SimulatedTask me = world.running("sleep");
        me.refuseIfStopped();
        if (duration.isZero() || duration.isNegative()) {
            world.yieldTurn(me);
            me.refuseIfStopped();
            return;
        }
        long deadline = deadline(duration);
        while (world.now() < deadline) {
            world.await(new ArrayList<>(), deadline, "sleep");
        }
    }

    @Override
    public Task start(String task, Runnable body) {
        int instance = instances.merge(task, 1, Integer::sum);
        SimulatedTask started = new SimulatedTask(this, task, Mix.of(Mix.of(key, task), instance), body);
        tasks.removeIf(Task::done);
        tasks.add(started);
        world.begin(started);
        return started;
    }

    @Override
    public <T> Mailbox<T> mailbox(int capacity) {
        return new SimulatedMailbox<>(this, capacity);
    }

    @Override
    public Signal signal() {
        return new SimulatedSignal(this);
    }
}
