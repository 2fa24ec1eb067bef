package dev.longshore.objects.apps;

import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.Selector;
import java.util.Optional;
import java.util.OptionalLong;

/** Read-only view of a v1 Deployment. */
public record Deployment(Item item) {
    public static final Kind KIND = Kind.of("apps", "v1", "Deployment", "deployments");

    /** This many seconds mean "never". Source: DeploymentSpec.progressDeadlineSeconds. */
    private static final long NO_DEADLINE = Integer.MAX_VALUE;

    /** Wanted pods; 1 when unset. Source: DeploymentSpec.replicas. */
    public int replicas() {
        return (int) item.number("spec", "replicas").orElse(1);
    }

    public Selector selector() {
        return Selector.read(item.fields().at("spec", "selector"));
    }

    /** {@code spec.template}: metadata and spec of its pods. */
    public Fields template() {
        return item.fields().at("spec", "template");
    }

    /** Whether old pods must be gone before new ones start. Source: DeploymentStrategy.type. */
    public boolean recreates() {
        return item.text("spec", "strategy", "type").orElse("RollingUpdate").equals("Recreate");
    }

    /** A number or percentage; 25% when unset. Source: RollingUpdateDeployment.maxSurge. */
    public String maxSurge() {
        return rolling("maxSurge");
    }

    /** A number or percentage; 25% when unset. Source: RollingUpdateDeployment.maxUnavailable. */
    public String maxUnavailable() {
        return rolling("maxUnavailable");
    }

    private String rolling(String field) {
        return item.fields().scalar("spec", "strategy", "rollingUpdate", field).orElse("25%");
    }

    public long minReadySeconds() {
        return item.number("spec", "minReadySeconds").orElse(0);
    }

    /** Seconds without progress until a rollout counts as failed; empty: never. */
    public OptionalLong progressDeadlineSeconds() {
        long seconds = item.number("spec", "progressDeadlineSeconds").orElse(600);
        return seconds == NO_DEADLINE ? OptionalLong.empty() : OptionalLong.of(seconds);
    }

    /** How many old ReplicaSets are kept. Source: DeploymentSpec.revisionHistoryLimit. */
    public int historyLimit() {
        return (int) item.number("spec", "revisionHistoryLimit").orElse(10);
    }

    public boolean paused() {
        return item.flag("spec", "paused");
    }

    /** How often a name of a ReplicaSet was taken. Source: DeploymentStatus.collisionCount. */
    public Optional<Long> collisionCount() {
        OptionalLong count = item.number("status", "collisionCount");
        return count.isPresent() ? Optional.of(count.getAsLong()) : Optional.empty();
    }

    /** One of the counts below {@code status}; 0 while nothing was reported. */
    public int status(String count) {
        return (int) item.number("status", count).orElse(0);
    }
}
