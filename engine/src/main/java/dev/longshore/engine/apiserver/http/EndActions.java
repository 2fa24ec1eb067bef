package dev.longshore.engine.apiserver.http;

import dev.longshore.tasks.Tasks;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** What is to run, once each and on tasks, when an exchange should end. From any thread. */
final class EndActions {
    private final Tasks tasks;
    private final AtomicReference<State> state = new AtomicReference<>(new State(List.of(), false));

    private record State(List<Runnable> waiting, boolean fired) {
        State with(Runnable action) {
            return fired
                    ? this
                    : new State(
                            Stream.concat(waiting.stream(), Stream.of(action)).toList(), false);
        }
    }

    EndActions(Tasks tasks) {
        this.tasks = tasks;
    }

    void add(Runnable action) {
        if (state.getAndUpdate(now -> now.with(action)).fired()) {
            tasks.start("api-end", action);
        }
    }

    void fire() {
        state.getAndSet(new State(List.of(), true)).waiting().forEach(action -> tasks.start("api-end", action));
    }
}
