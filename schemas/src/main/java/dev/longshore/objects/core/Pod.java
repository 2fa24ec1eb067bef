package dev.longshore.objects.core;

import dev.longshore.objects.Conditions;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Read-only view of a v1 Pod. */
public record Pod(Item item) {
    public static final Kind KIND = Kind.core("v1", "Pod", "pods");

    /** Node the pod is bound to; empty until scheduled. Source: PodSpec.nodeName. */
    public Optional<String> nodeName() {
        return item.text("spec", "nodeName").filter(name -> !name.isEmpty());
    }

    /** {@code Pending}, {@code Running}, {@code Succeeded}, {@code Failed}; Pending while nothing was reported. */
    public String phase() {
        return item.text("status", "phase").orElse("Pending");
    }

    /** Whether all containers have ended for good. */
    public boolean finished() {
        return phase().equals("Succeeded") || phase().equals("Failed");
    }

    /** Neither finished nor being deleted. */
    public boolean active() {
        return !finished() && !item.terminating();
    }

    /** Whether the Ready condition is True. */
    public boolean ready() {
        return Conditions.isTrue(item.fields(), "Ready");
    }

    /** Time between SIGTERM and SIGKILL, in whole seconds, ≥ 0; 30 s when unset. Source: PodSpec.terminationGracePeriodSeconds. */
    public Duration grace() {
        return Duration.ofSeconds(
                item.number("spec", "terminationGracePeriodSeconds").orElse(30));
    }

    /** A binding of exactly this pod (by uid) to {@code node}, to be created as its binding subresource. Source: v1 Binding. */
    public Draft boundTo(String node) {
        return Draft.empty(item.key().sub("binding"))
                .with("Binding", "kind")
                .with(item.uid(), "metadata", "uid")
                .with(Map.of("apiVersion", "v1", "kind", "Node", "name", node), "target");
    }
}
