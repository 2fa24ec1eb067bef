package dev.longshore.agent.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.agent.containers.ContainerEngine.EngineInfo;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the Node object says of this machine, from what is known of it. Source: v1 Node, NodeStatus.
 *
 * @param podRange as the cluster assigned it
 */
record NodePlan(NodeIdentity identity, EngineHealth engine, Optional<String> podRange, Instant now) {
    private static final List<String> PRESSURES = List.of("MemoryPressure", "DiskPressure", "PIDPressure");

    /** Labels that the agent owns. */
    Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>(identity.labels());
        labels.put("kubernetes.io/hostname", identity.name());
        labels.put("kubernetes.io/os", "linux");
        engine.info().ifPresent(info -> {
            labels.put("kubernetes.io/arch", architecture(info));
            if (!info.lowersOomScore()) {
                labels.put("longshore.io/oom-adj", "clamped");
            }
        });
        return labels;
    }

    /** @param before conditions as the Node bears them: times move only with changes */
    ObjectNode status(List<Fields> before) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        Map<String, String> resources = resources();
        if (!resources.isEmpty()) {
            resources.forEach(status.putObject("capacity")::put);
            resources.forEach(status.putObject("allocatable")::put);
        }
        ArrayNode conditions = status.putArray("conditions");
        conditions(before).forEach(condition -> conditions.add(condition.copy()));
        ArrayNode addresses = status.putArray("addresses");
        addresses.addObject().put("type", "InternalIP").put("address", identity.address());
        addresses.addObject().put("type", "Hostname").put("address", identity.name());
        info(status.putObject("nodeInfo"));
        return status;
    }

    /** What pods can be given, by resource; empty while the engine was never seen. */
    Map<String, String> resources() {
        Map<String, String> resources = new TreeMap<>();
        engine.info().ifPresent(info -> {
            resources.put("cpu", cpu(info));
            resources.put(
                    "memory",
                    identity.memory()
                            .map(Quantity::whole)
                            .orElse(info.memoryBytes())
                            .toString());
            resources.put("pods", Integer.toString(identity.podsMax()));
        });
        return resources;
    }

    private String cpu(EngineInfo info) {
        long milli = identity.cpu().map(Quantity::milli).orElse(info.cpus() * 1000L);
        return milli % 1000 == 0 ? Long.toString(milli / 1000) : milli + "m";
    }

    private List<Fields> conditions(List<Fields> before) {
        List<Fields> conditions = new ArrayList<>(before);
        List<Fields> after = List.copyOf(conditions);
        for (String pressure : PRESSURES) {
            after = Conditions.with(after, pressure, "False", "NotMeasured", "not measured yet", now);
        }
        after = podRange.isPresent()
                ? Conditions.with(after, "NetworkUnavailable", "False", "PodRangeAssigned", "", now)
                : Conditions.with(
                        after, "NetworkUnavailable", "True", "NoPodRange", "spec.podCIDR is not assigned yet", now);
        return engine.up()
                ? Conditions.with(
                        after, "Ready", "True", "KubeletReady", "the agent and its container engine work", now)
                : Conditions.with(after, "Ready", "False", "ContainerRuntimeDown", engine.why(), now);
    }

    private void info(ObjectNode info) {
        info.put("machineID", identity.machineId());
        info.put("systemUUID", identity.machineId());
        info.put("bootID", identity.bootId());
        info.put("kernelVersion", engine.info().map(EngineInfo::kernel).orElse(""));
        info.put("osImage", engine.info().map(EngineInfo::os).orElse(""));
        info.put(
                "containerRuntimeVersion",
                engine.info().map(told -> "docker://" + told.version()).orElse("docker://unknown"));
        info.put("kubeletVersion", identity.version());
        info.put("kubeProxyVersion", "");
        info.put("operatingSystem", "linux");
        info.put("architecture", engine.info().map(NodePlan::architecture).orElse(""));
    }

    private static String architecture(EngineInfo info) {
        return switch (info.architecture()) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> info.architecture();
        };
    }
}
