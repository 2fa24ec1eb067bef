package dev.longshore.agent.containers;

import dev.longshore.agent.containers.Container.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One container of a {@link FakeDocker}. */
final class FakeContainer {
    final String id;
    final ContainerSpec spec;
    final Program program;
    private final String imageId;
    private final Instant createdAt;
    private State state = State.CREATED;
    private int exitCode;
    private String error = "";
    private boolean outOfMemory;
    private Optional<Instant> startedAt = Optional.empty();
    private Optional<Instant> finishedAt = Optional.empty();
    private Optional<Instant> endsAt = Optional.empty();

    FakeContainer(String id, ContainerSpec spec, Program program, String imageId, Instant createdAt) {
        this.id = id;
        this.spec = spec;
        this.program = program;
        this.imageId = imageId;
        this.createdAt = createdAt;
    }

    boolean running() {
        return state == State.RUNNING;
    }

    /** When it ends by itself; empty when it does not run or runs until stopped. */
    Optional<Instant> endsAt() {
        return running() ? endsAt : Optional.empty();
    }

    void begin(Instant now) {
        state = State.RUNNING;
        error = "";
        startedAt = Optional.of(now);
        finishedAt = Optional.empty();
        endsAt = program.runs().map(now::plus);
    }

    /** Stays {@code created}: a failed start is never {@code exited}. */
    void refuse(String text, int code) {
        error = text;
        exitCode = code;
    }

    void end(Instant at, int code) {
        outOfMemory = program.outOfMemory() && endsAt.filter(at::equals).isPresent();
        state = State.EXITED;
        exitCode = code;
        // A real engine tells of very short runs that they ended before they began.
        boolean atOnce = startedAt.filter(at::equals).isPresent();
        finishedAt = Optional.of(atOnce ? at.minus(Duration.ofNanos(500_000)) : at);
    }

    /** As the engine tells it. */
    Container seen() {
        int pid = running() ? 1000 + Integer.parseInt(id.substring(56), 16) : 0;
        return new Container(
                id,
                spec.name(),
                spec.labels(),
                state,
                exitCode,
                outOfMemory,
                error,
                spec.image(),
                imageId,
                pid,
                address(),
                createdAt,
                startedAt,
                finishedAt);
    }

    private String address() {
        return running() && spec.network() instanceof ContainerSpec.Network.Bridge bridge ? bridge.address() : "";
    }
}
