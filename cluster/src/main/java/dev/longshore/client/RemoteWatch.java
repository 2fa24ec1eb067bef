package dev.longshore.client;

import dev.longshore.cluster.Query;
import dev.longshore.cluster.RefusedException;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WatchEvent;
import dev.longshore.cluster.WatchEvent.Ended;
import dev.longshore.cluster.WatchEvent.Expired;
import dev.longshore.objects.ApiStatus;
import dev.longshore.tasks.Closed;
import dev.longshore.tasks.Mailbox;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watch over the API: a task reads the stream into a bounded mailbox and stands still while that is full. The server
 * owes a bookmark for each minute in which nothing happens; one that stays silent for longer is taken for dead.
 */
final class RemoteWatch implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteWatch.class);
    private static final int EVENTS_MAX = 256;
    private static final Duration LENGTH = Duration.ofMinutes(5);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(90);

    private final Mailbox<WatchEvent> events;
    private final InputStream stream;
    private final Time time;
    private volatile boolean finished;
    private volatile boolean closed;
    private long heard;
    private Optional<WatchEvent> last = Optional.empty();

    private RemoteWatch(Mailbox<WatchEvent> events, InputStream stream, Time time) {
        this.events = events;
        this.stream = stream;
        this.time = time;
        this.heard = time.nanos();
    }

    /** @throws RefusedException when the server refuses it for another reason than its start */
    static Watch open(Transport transport, Query query, Start start, Tasks tasks, Time time) {
        String target = Targets.watch(query, start, LENGTH.toSeconds());
        Transport.Stream answer = transport.stream(target, Map.of("Accept", List.of("application/json")));
        Mailbox<WatchEvent> events = tasks.mailbox(EVENTS_MAX);
        RemoteWatch watch = new RemoteWatch(events, answer.body(), time);
        if (answer.status() == 200) {
            WatchLines lines = new WatchLines(query.kind(), answer.body());
            tasks.start("watch-reader " + query.kind().resource(), () -> watch.read(lines));
        } else {
            watch.last = Optional.of(refused(Reply.read(answer)));
        }
        return watch;
    }

    private static WatchEvent refused(Reply reply) {
        ApiStatus status = reply.refusal();
        if (reply.status() == 410 || reply.status() == 504) {
            return new Expired(status);
        }
        RemoteCluster.accepted(reply);
        return new Ended("the server answered a watch with " + reply.status());
    }

    private void read(WatchLines lines) {
        try {
            for (Optional<WatchEvent> next = lines.next(); next.isPresent(); next = lines.next()) {
                events.put(next.get());
            }
            events.put(new Ended("the server ended the stream"));
        } catch (Closed nobodyReads) {
            LOG.debug("a watch was closed while an event was on its way");
        } catch (IOException | RuntimeException broken) {
            // offered, not put: whoever is slow finds the mailbox closed, which says the same
            events.offer(new Ended("the stream broke: " + broken.getMessage()));
        } finally {
            finished = true;
            events.close();
            closeStream();
        }
    }

    @Override
    public Optional<WatchEvent> next(Duration limit) {
        if (last.isPresent()) {
            return last;
        }
        if (closed) {
            return Optional.of(new Ended("closed"));
        }
        Duration left = SILENCE_MAX.minusNanos(time.nanos() - heard);
        boolean dies = left.compareTo(limit) < 0;
        Optional<WatchEvent> next = events.take(dies ? left : limit);
        if (next.isEmpty() && (dies || finished)) {
            next = events.take(Duration.ZERO)
                    .or(() -> Optional.of(new Ended(dies ? "the server is silent" : "the stream broke")));
        }
        heard = next.isPresent() ? time.nanos() : heard;
        last = next.filter(event -> event instanceof Ended || event instanceof Expired);
        if (last.isPresent()) {
            close();
        }
        return next;
    }

    @Override
    public void close() {
        closed = true;
        finished = true;
        events.close();
        closeStream();
    }

    private void closeStream() {
        try {
            stream.close();
        } catch (IOException alreadyBroken) {
            LOG.debug("a watch's stream did not close cleanly: {}", alreadyBroken.toString());
        }
    }
}
