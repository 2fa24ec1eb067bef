package dev.longshore.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.agent.network.DockerBridgeNetwork.Bridge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerBridgeNetworkTest {
    private static final Bridge BRIDGE = new Bridge("pods", "10.64.0.0/16", "10.64.0.1");

    private final List<String> made = new ArrayList<>();

    private DockerBridgeNetwork network(String podRange) {
        return new DockerBridgeNetwork(BRIDGE, () -> Optional.of(podRange), () -> made.add("bridge"));
    }

    @Test
    @DisplayName("A pod gets an address of its node's range, and the same one however often it asks")
    void givesByPod() {
        var network = network("10.64.3.0/24");

        assertThat(network.prepare("u1").address()).isEqualTo("10.64.3.1");
        assertThat(network.prepare("u2").address()).isEqualTo("10.64.3.2");
        assertThat(network.prepare("u1")).isEqualTo(new PodNetwork.SandboxNetwork("pods", "10.64.3.1", List.of()));
        assertThat(made).isNotEmpty();
    }

    @Test
    @DisplayName("The gateway of the bridge is never given out")
    void keepsTheGateway() {
        assertThat(network("10.64.0.0/24").prepare("u1").address()).isEqualTo("10.64.0.2");
    }

    @Test
    @DisplayName("N22: an address that came back rests until the others were given")
    void anAddressRests() {
        var network = network("10.64.3.0/29");
        network.prepare("u1");
        network.release("u1");
        network.release("absent");

        List<String> next = new ArrayList<>();
        for (int pod = 2; pod <= 7; pod++) {
            next.add(network.prepare("u" + pod).address());
        }

        assertThat(next).doesNotHaveDuplicates().first().isEqualTo("10.64.3.2");
        assertThat(next).last().isEqualTo("10.64.3.1");
    }

    @Test
    @DisplayName("P26: after a restart the addresses of running sandboxes stay theirs")
    void adopts() {
        var network = network("10.64.3.0/24");
        network.adopt(Map.of("old", "10.64.3.1", "hostNetwork", ""));

        assertThat(network.prepare("new").address()).isEqualTo("10.64.3.2");
        assertThat(network.prepare("old").address()).isEqualTo("10.64.3.1");
    }

    @Test
    @DisplayName("A range that is used up says so")
    void isExhausted() {
        var network = network("10.64.3.0/30");
        network.prepare("u1");
        network.prepare("u2");

        assertThatThrownBy(() -> network.prepare("u3"))
                .isInstanceOf(NetworkFault.class)
                .hasMessageContaining("no address is left of 10.64.3.0/30: 2 are in use");
    }

    @Test
    @DisplayName("A node without a range says so, and makes no bridge")
    void needsARange() {
        var network = new DockerBridgeNetwork(BRIDGE, Optional::empty, () -> made.add("bridge"));

        assertThatThrownBy(() -> network.prepare("u1"))
                .isInstanceOf(NetworkFault.class)
                .hasMessageContaining("podCIDR");
        assertThat(made).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.65.0.0/24", "10.64.3.7/24", "fd00::/64", "10.64.3.0", "10.64.300.0/24", "10.64.3.0/33"})
    @DisplayName("A range outside the bridge, or that is none, is refused by name")
    void refusesOtherRanges(String range) {
        assertThatThrownBy(() -> network(range).prepare("u1"))
                .isInstanceOf(NetworkFault.class)
                .hasMessageContaining(range);
    }
}
