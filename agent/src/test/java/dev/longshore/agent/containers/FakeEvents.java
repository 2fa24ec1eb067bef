package dev.longshore.agent.containers;

import dev.longshore.agent.containers.ContainerEngine.Event;
import dev.longshore.agent.containers.ContainerEngine.Events;
import dev.longshore.tasks.Signal;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** One event stream of a {@link FakeDocker}, filtered to a scope. */
final class FakeEvents implements Events {
    private final FakeDocker docker;
    private final Scope scope;
    private final Time time;
    private final Signal news;
    private final Deque<Event> waiting = new ArrayDeque<>();
    private boolean cut;

    FakeEvents(FakeDocker docker, Scope scope, Time time, Signal news) {
        this.docker = docker;
        this.scope = scope;
        this.time = time;
        this.news = news;
    }

    void offer(Event event) {
        if (scope.owns(event.labels())) {
            waiting.add(event);
            news.raise();
        }
    }

    void cut() {
        cut = true;
        news.raise();
    }

    @Override
    public Optional<Event> next(Duration limit) {
        long deadline = time.nanos() + limit.toNanos();
        while (true) {
            docker.settle();
            if (cut) {
                throw new ContainerFault(ContainerFault.Type.UNAVAILABLE, "the event stream broke");
            }
            long left = deadline - time.nanos();
            if (!waiting.isEmpty() || left <= 0) {
                return Optional.ofNullable(waiting.poll());
            }
            news.await(untilNextEnd(Duration.ofNanos(left)));
        }
    }

    /** A container that ends by itself raises nothing: somebody has to look. */
    private Duration untilNextEnd(Duration limit) {
        Instant now = docker.now();
        return docker.nextEnd()
                .map(at -> Duration.between(now, at))
                .filter(until -> until.compareTo(limit) < 0)
                .orElse(limit);
    }

    @Override
    public void close() {
        docker.forget(this);
    }
}
