package dev.longshore.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.agent.containers.ContainerEngine.EngineInfo;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NodePlanTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final EngineInfo DOCKER =
            new EngineInfo("20.10.24", "1.41", 1, "cgroupfs", "x86_64", 6, 6L << 30, "6.1.0", "Debian 12", false);
    private static final EngineHealth UP = EngineHealth.UNKNOWN.answered(DOCKER);

    private static NodePlan plan(EngineHealth health, Optional<String> range, Optional<Quantity> cpu) {
        var identity = new NodeIdentity("node-1", "192.0.2.1", cpu, Optional.empty(), 110, Map.of(), "m", "b", "0.1.0");
        return new NodePlan(identity, health, range, NOON);
    }

    private static List<String> conditions(ObjectNode status) {
        return Fields.of(status).items("conditions").stream()
                .map(one ->
                        one.text("type").orElse("") + "=" + one.text("status").orElse("") + " "
                                + one.text("reason").orElse(""))
                .toList();
    }

    @Test
    void tellsWhatTheMachineHas() {
        NodePlan plan = plan(UP, Optional.of("10.64.1.0/24"), Optional.empty());
        Fields status = Fields.of(plan.status(List.of()));

        assertThat(status.strings("allocatable"))
                .isEqualTo(Map.of("cpu", "6", "memory", Long.toString(6L << 30), "pods", "110"));
        assertThat(status.text("nodeInfo", "containerRuntimeVersion")).contains("docker://20.10.24");
        assertThat(plan.labels())
                .containsEntry("kubernetes.io/hostname", "node-1")
                .containsEntry("kubernetes.io/arch", "amd64")
                .containsEntry("longshore.io/oom-adj", "clamped");
    }

    @Test
    void offersNoMoreThanItWasTold() {
        NodePlan plan = plan(UP, Optional.empty(), Quantity.parse("1500m"));

        assertThat(plan.resources()).containsEntry("cpu", "1500m");
    }

    @Test
    @DisplayName("node 6.2: Ready, without pressure, network unavailable until a pod range is assigned")
    void conditions() {
        assertThat(conditions(plan(UP, Optional.empty(), Optional.empty()).status(List.of())))
                .containsExactly(
                        "MemoryPressure=False NotMeasured",
                        "DiskPressure=False NotMeasured",
                        "PIDPressure=False NotMeasured",
                        "NetworkUnavailable=True NoPodRange",
                        "Ready=True KubeletReady");
        assertThat(conditions(
                        plan(UP, Optional.of("10.64.1.0/24"), Optional.empty()).status(List.of())))
                .contains("NetworkUnavailable=False PodRangeAssigned");
    }

    @Test
    @DisplayName(
            "P34: without its container engine a node is NotReady with the reason, at start at once, later after three failures")
    void engineDown() {
        EngineHealth never = EngineHealth.UNKNOWN.failed("/var/run/docker.sock: no such file");
        EngineHealth once = UP.failed("silent");
        EngineHealth thrice = once.failed("silent").failed("silent");

        assertThat(conditions(plan(never, Optional.empty(), Optional.empty()).status(List.of())))
                .contains("Ready=False ContainerRuntimeDown");
        assertThat(once.up()).isTrue();
        assertThat(thrice.up()).isFalse();
        assertThat(thrice.answered(DOCKER).up()).isTrue();
    }
}
