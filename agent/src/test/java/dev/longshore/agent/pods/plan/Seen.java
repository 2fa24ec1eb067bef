package dev.longshore.agent.pods.plan;

import dev.longshore.agent.containers.Container;
import dev.longshore.agent.containers.Container.State;
import dev.longshore.objects.core.Pod;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A container of {@link Examples#pod} as the engine shows it; created and started at noon. */
public record Seen(
        String name,
        Role role,
        int attempt,
        String sandbox,
        String hash,
        int step,
        State state,
        int code,
        String error,
        Instant ended,
        boolean outOfMemory) {
    public static Seen sandbox(int attempt) {
        return new Seen("POD", Role.SANDBOX, attempt, "", "", 0, State.RUNNING, 0, "", Examples.NOON, false);
    }

    /** Of the first sandbox and the pod's present wish. */
    public static Seen of(Pod pod, String name, int attempt) {
        PodContainer wish = PodContainer.of(pod).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new Seen(
                name, wish.role(), attempt, "POD-0", wish.hash(), attempt, State.RUNNING, 0, "", Examples.NOON, false);
    }

    Seen in(String sandboxId) {
        return new Seen(name, role, attempt, sandboxId, hash, step, state, code, error, ended, outOfMemory);
    }

    Seen madeFrom(String otherHash) {
        return new Seen(name, role, attempt, sandbox, otherHash, step, state, code, error, ended, outOfMemory);
    }

    Seen step(int other) {
        return new Seen(name, role, attempt, sandbox, hash, other, state, code, error, ended, outOfMemory);
    }

    public Seen is(State other) {
        return new Seen(name, role, attempt, sandbox, hash, step, other, code, error, ended, outOfMemory);
    }

    public Seen exited(int with, Instant at) {
        return new Seen(name, role, attempt, sandbox, hash, step, State.EXITED, with, error, at, outOfMemory);
    }

    public Seen killedForMemory(int with, Instant at) {
        return new Seen(name, role, attempt, sandbox, hash, step, State.EXITED, with, error, at, true);
    }

    public Seen couldNotStart(int with, String why) {
        return new Seen(name, role, attempt, sandbox, hash, step, State.CREATED, with, why, ended, outOfMemory);
    }

    String id() {
        return name + "-" + attempt;
    }

    SeenContainer seen() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Labels.POD_NAMESPACE, "shop");
        labels.put(Labels.POD_NAME, "web-0");
        labels.put(Labels.POD_UID, "u1");
        labels.put(Labels.CONTAINER, name);
        labels.put(Labels.TYPE, role.label());
        labels.put(Labels.ATTEMPT, Integer.toString(attempt));
        labels.put(Labels.SANDBOX, sandbox);
        labels.put(Labels.SPEC_HASH, hash);
        labels.put(Labels.BACK_OFF_STEP, Integer.toString(step));
        boolean ran = state != State.CREATED;
        boolean over = state == State.EXITED || state == State.DEAD;
        return new SeenContainer(new Container(
                id(),
                "ls_" + id(),
                labels,
                state,
                code,
                outOfMemory,
                error,
                "web:1",
                "sha256:web",
                ran && !over ? 42 : 0,
                role == Role.SANDBOX && state == State.RUNNING ? "10.64.0.2" : "",
                Examples.NOON,
                ran ? Optional.of(Examples.NOON) : Optional.empty(),
                over ? Optional.of(ended) : Optional.empty()));
    }
}
