package dev.longshore.objects.core;

import dev.longshore.objects.Conditions;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import java.time.Duration;
import java.util.List;
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

    /** {@code Always}, {@code OnFailure} or {@code Never}; Always when unset. Source: PodSpec.restartPolicy. */
    public String restartPolicy() {
        return item.text("spec", "restartPolicy").orElse("Always");
    }

    /** App containers, in order. Source: PodSpec.containers. */
    public List<Fields> containers() {
        return item.items("spec", "containers");
    }

    /** Containers that run before the app containers, in order. Source: PodSpec.initContainers. */
    public List<Fields> initContainers() {
        return item.items("spec", "initContainers");
    }

    /** Source: PodSpec.volumes. */
    public List<Fields> volumes() {
        return item.items("spec", "volumes");
    }

    /** Whether it lives in the node's own network. Source: PodSpec.hostNetwork. */
    public boolean hostNetwork() {
        return item.flag("spec", "hostNetwork");
    }

    /** A binding of exactly this pod (by uid) to {@code node}, to be created as its binding subresource. Source: v1 Binding. */
    public Draft boundTo(String node) {
        return Draft.empty(item.key().sub("binding"))
                .with("Binding", "kind")
                .with(item.uid(), "metadata", "uid")
                .with(Map.of("apiVersion", "v1", "kind", "Node", "name", node), "target");
    }
}
