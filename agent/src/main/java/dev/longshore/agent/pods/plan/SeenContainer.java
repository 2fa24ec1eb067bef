package dev.longshore.agent.pods.plan;

import dev.longshore.agent.containers.Container;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;

/** A container of this agent as seen on the engine, read through its labels. */
public record SeenContainer(Container container) {
    public String id() {
        return container.id();
    }

    public Container.State state() {
        return container.state();
    }

    /** The pod it belongs to, by name; another pod of that name has another uid. */
    public ObjectKey podKey() {
        return ObjectKey.of(Pod.KIND, label(Labels.POD_NAMESPACE), label(Labels.POD_NAME));
    }

    public String podUid() {
        return label(Labels.POD_UID);
    }

    /** As in the pod's spec; of a sandbox {@link ContainerNames#SANDBOX}. */
    public String name() {
        return label(Labels.CONTAINER);
    }

    Role role() {
        return Role.read(label(Labels.TYPE));
    }

    public boolean sandbox() {
        return role() == Role.SANDBOX;
    }

    /** 0 for the first; also the restart count that it stands for. */
    public int attempt() {
        return (int) number(Labels.ATTEMPT, 0);
    }

    /** The sandbox it joined. */
    String sandboxId() {
        return label(Labels.SANDBOX);
    }

    String specHash() {
        return label(Labels.SPEC_HASH);
    }

    /** The image as status tells it: by digest where there is one. */
    public String imageId() {
        return label(Labels.IMAGE_ID);
    }

    public Duration grace() {
        return Duration.ofSeconds(number(Labels.GRACE_SECONDS, 30));
    }

    /** Without the label, as if every earlier attempt had failed in a row. */
    int backOffStep() {
        return (int) number(Labels.BACK_OFF_STEP, attempt());
    }

    public boolean running() {
        return switch (state()) {
            case RUNNING, PAUSED, RESTARTING -> true;
            case CREATED, REMOVING, EXITED, DEAD -> false;
        };
    }

    /** The engine keeps such a container as created, never as exited. */
    public boolean failedToStart() {
        return state() == Container.State.CREATED && !container.error().isEmpty();
    }

    /** Created, not started yet. */
    public boolean waiting() {
        return state() == Container.State.CREATED && container.error().isEmpty();
    }

    /** Whether it will never run again. */
    public boolean ended() {
        return !running() && !waiting();
    }

    public boolean succeeded() {
        return state() == Container.State.EXITED && container.exitCode() == 0;
    }

    public Instant startedAt() {
        return container.startedAt().orElse(container.createdAt());
    }

    public Instant endedAt() {
        return failedToStart() ? container.createdAt() : container.finishedAt().orElse(container.createdAt());
    }

    /** How long its run lasted; zero when it never ran. */
    public Duration ran() {
        return failedToStart() ? Duration.ZERO : Duration.between(startedAt(), endedAt());
    }

    private String label(String name) {
        return container.labels().getOrDefault(name, "");
    }

    private long number(String name, long otherwise) {
        String text = label(name);
        return !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Long.parseLong(text)
                : otherwise;
    }
}
