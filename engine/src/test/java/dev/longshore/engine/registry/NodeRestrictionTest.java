package dev.longshore.engine.registry;

import static dev.longshore.cluster.Bodies.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.cluster.WriteResult.Refused;
import dev.longshore.cluster.WriteResult.Written;
import dev.longshore.engine.access.Identity;
import dev.longshore.objects.Draft;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Node;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that was taken over must not draw workloads, or their Secrets, to itself. */
class NodeRestrictionTest {
    private static final ObjectKey KEY = ObjectKey.of(Node.KIND, "node-1");

    private final LocalCluster local = LocalClusters.open();
    private final Cluster admin = local.as(Identity.admin("test"));
    private final Cluster node = local.as(Identity.node("node-1"));

    @BeforeEach
    void aNodeThatAPersonSetApart() {
        Draft apart = Draft.of(KEY, (ObjectNode) json("""
                {'metadata': {'name': 'node-1', 'labels': {'node-restriction.kubernetes.io/team': 'red'}},
                 'spec': {'taints': [{'key': 'apart', 'effect': 'NoSchedule'}]}}"""));
        assertThat(admin.create(apart, WriteOptions.by("test"))).isInstanceOf(Written.class);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{'metadata': {'labels': {'kubernetes.io/arch': 'arm64', 'rack': '7', 'example.com/x': 'y'}}}",
                "{'metadata': {'labels': {'kubelet.kubernetes.io/x': 'y', 'topology.kubernetes.io/zone': 'z'}}}",
                "{'metadata': {'annotations': {'node-restriction.kubernetes.io/team': 'blue'}}}"
            })
    @DisplayName("Z09: a node may describe itself")
    void allowed(String change) {
        assertThat(patch(node, change)).isInstanceOf(Written.class);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{'metadata': {'labels': {'node-restriction.kubernetes.io/team': 'blue'}}}",
                "{'metadata': {'labels': {'node-restriction.kubernetes.io/team': null}}}",
                "{'metadata': {'labels': {'node-role.kubernetes.io/control-plane': ''}}}",
                "{'metadata': {'labels': {'x.k8s.io/y': 'z'}}}",
                "{'spec': {'taints': null}}",
                "{'spec': {'taints': [{'key': 'more', 'effect': 'NoSchedule'}]}}",
                "{'metadata': {'ownerReferences': [{'apiVersion': 'v1', 'kind': 'Node', 'name': 'gone', 'uid': 'u'}]}}"
            })
    @DisplayName("Z09: a node may not choose what runs on it, nor be collected as garbage; people may")
    void forbidden(String change) {
        assertThat(patch(node, change)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.status().code()).isEqualTo(403);
            assertThat(refused.status().message())
                    .startsWith("nodes \"node-1\" is forbidden: node \"node-1\" is not allowed to modify ");
        });
        assertThat(patch(admin, change)).isInstanceOf(Written.class);
    }

    @Test
    @DisplayName("Z09: a node registers with taints of its own, but without labels that are not its own")
    void registering() {
        Cluster second = local.as(Identity.node("node-2"));
        ObjectKey key = ObjectKey.of(Node.KIND, "node-2");
        Draft labelled = Draft.of(key, (ObjectNode)
                json("{'metadata': {'name': 'node-2', 'labels': {'node-restriction.kubernetes.io/team': 'red'}}}"));
        Draft tainted = Draft.of(key, (ObjectNode)
                json("{'metadata': {'name': 'node-2'}, 'spec': {'taints': [{'key': 'a', 'effect': 'NoSchedule'}]}}"));

        assertThat(second.create(labelled, WriteOptions.by("agent"))).isInstanceOf(Refused.class);
        assertThat(second.create(tainted, WriteOptions.by("agent"))).isInstanceOf(Written.class);
    }

    private static WriteResult patch(Cluster cluster, String change) {
        return cluster.patch(KEY, new Patch.Merge(json(change)), WriteOptions.by("agent"));
    }
}
