package dev.longshore.engine;

import dev.longshore.cluster.RefusedException;
import dev.longshore.engine.store.StoreUnavailable;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins to act, which is a write, as soon as the disk has room for it. Until then the engine serves what it has: whoever looks sees
 * the objects, the reason, and every write refused with it.
 */
final class ActWhenThereIsRoom {
    private static final Logger LOG = LoggerFactory.getLogger(ActWhenThereIsRoom.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int INSUFFICIENT_STORAGE = 507;

    private final Runnable act;
    private final Time time;
    private volatile Optional<String> waiting = Optional.of("not begun");
    private volatile boolean stopped;

    /** @param act throws before it has begun anything, when the store is full */
    ActWhenThereIsRoom(Runnable act, Time time) {
        this.act = act;
        this.time = time;
    }

    /** Tries at once; goes on trying on a task of its own when the store is full. Every other fault is the caller's. */
    void begin(Tasks tasks) {
        if (begun()) {
            return;
        }
        LOG.error("nothing is acted on until the disk has room: {}", waiting.orElse(""));
        tasks.start("act when there is room", () -> {
            do {
                time.sleep(PAUSE);
            } while (!stopped && !begun());
        });
    }

    private boolean begun() {
        try {
            act.run();
            waiting = Optional.empty();
            return true;
        } catch (StoreUnavailable full) {
            if (full.why() != StoreUnavailable.Cause.FULL && !stopped) {
                throw full;
            }
            waiting = Optional.of(String.valueOf(full.getMessage()));
            return false;
        } catch (RefusedException refused) {
            if (refused.status().code() != INSUFFICIENT_STORAGE) {
                throw refused;
            }
            waiting = Optional.of(refused.status().message());
            return false;
        }
    }

    /** Why nothing is acted on; empty once it is. */
    Optional<String> waiting() {
        return waiting;
    }

    void stop() {
        stopped = true;
    }
}
