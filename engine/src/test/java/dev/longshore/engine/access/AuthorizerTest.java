package dev.longshore.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Bodies;
import dev.longshore.engine.access.Authorizer.Verdict;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Lease;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import dev.longshore.objects.core.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizerTest {
    private static final Map<String, Kind> KINDS = Map.of(
            "pods",
            Pod.KIND,
            "secrets",
            Secret.KIND,
            "configmaps",
            ConfigMap.KIND,
            "nodes",
            Node.KIND,
            "leases",
            Lease.KIND);
    private static final Item MINE = pod("mine", "node-1");
    private static final Item THEIRS = pod("theirs", "node-2");

    /** Pods mine on node-1 and theirs on node-2; mine names the Secret s1 and the ConfigMap c1. */
    private static final NodeGraph GRAPH = new NodeGraph() {
        @Override
        public Optional<Pod> pod(ObjectKey key) {
            return List.of(MINE, THEIRS).stream()
                    .filter(pod -> pod.key().equals(key.whole()))
                    .map(Pod::new)
                    .findFirst();
        }

        @Override
        public List<Pod> podsOn(String node) {
            return List.of(MINE, THEIRS).stream()
                    .map(Pod::new)
                    .filter(pod -> pod.nodeName().equals(Optional.of(node)))
                    .toList();
        }
    };

    @ParameterizedTest(name = "node-1 may {0} {1} {2}/{3} {4}: {5}")
    @CsvSource({
        "get,    nodes,      '',              node-1, '',     true",
        "patch,  nodes,      '',              node-1, status, true",
        "get,    nodes,      '',              node-2, '',     false",
        "delete, nodes,      '',              node-1, '',     false",
        "update, leases,     kube-node-lease, node-1, '',     true",
        "update, leases,     kube-node-lease, node-2, '',     false",
        "update, leases,     default,         node-1, '',     false",
        "get,    pods,       default,         mine,   '',     true",
        "get,    pods,       default,         theirs, '',     false",
        "delete, pods,       default,         mine,   '',     true",
        "delete, pods,       default,         theirs, '',     false",
        "delete, pods,       default,         gone,   '',     true",
        "patch,  pods,       default,         mine,   status, true",
        "patch,  pods,       default,         theirs, status, false",
        "patch,  pods,       default,         mine,   '',     false",
        "create, pods,       default,         new,    '',     false",
        "create, pods,       default,         mine,   binding, false",
        "list,   pods,       '',              '',     '',     false",
        "get,    secrets,    default,         s1,     '',     true",
        "get,    secrets,    other,           s1,     '',     false",
        "get,    secrets,    default,         s2,     '',     false",
        "list,   secrets,    default,         '',     '',     false",
        "update, secrets,    default,         s1,     '',     false",
        "get,    configmaps, default,         c1,     '',     true",
        "get,    configmaps, default,         s1,     '',     false"
    })
    void whatANodeMay(String verb, String resource, String namespace, String name, String sub, boolean allowed) {
        Attempt attempt = new Attempt(verb, new ObjectKey(kind(resource), namespace, name, sub), Map.of());

        assertThat(Authorizer.decide(Identity.node("node-1"), attempt, GRAPH) instanceof Verdict.Allowed)
                .isEqualTo(allowed);
    }

    @Test
    void aNodeListsAndWatchesOnlyItsOwnPods() {
        ObjectKey all = new ObjectKey(Pod.KIND, "", "", "");
        Attempt own = new Attempt("watch", all, Map.of("spec.nodeName", "node-1"));
        Attempt others = new Attempt("watch", all, Map.of("spec.nodeName", "node-2"));

        assertThat(Authorizer.decide(Identity.node("node-1"), own, GRAPH)).isEqualTo(new Verdict.Allowed());
        assertThat(Authorizer.decide(Identity.node("node-1"), others, GRAPH)).isInstanceOf(Verdict.Denied.class);
    }

    @Test
    void aNodesWatchOfSecretsShowsThoseItsPodsName() {
        Attempt watch = new Attempt("watch", new ObjectKey(Secret.KIND, "", "", ""), Map.of());

        Verdict verdict = Authorizer.decide(Identity.node("node-1"), watch, GRAPH);

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Filtered.class, filtered -> {
            assertThat(filtered.filter().test(secret("s1"))).isTrue();
            assertThat(filtered.filter().test(secret("s2"))).isFalse();
        });
    }

    @Test
    void adminsMayEverythingAndNobodyElseAnything() {
        Attempt attempt = new Attempt("delete", Bodies.key(Secret.KIND, "s1"), Map.of());

        assertThat(Authorizer.decide(Identity.admin("alice"), attempt, GRAPH)).isEqualTo(new Verdict.Allowed());
        assertThat(List.of(Identity.ANONYMOUS, new Identity("bob", List.of("system:authenticated"))))
                .allSatisfy(who ->
                        assertThat(Authorizer.decide(who, attempt, GRAPH)).isInstanceOf(Verdict.Denied.class));
    }

    @Test
    void aNameAloneMakesNobodyAControllerOrANode() {
        Attempt attempt = new Attempt("delete", Bodies.key(Pod.KIND, "mine"), Map.of());
        List<String> groups = List.of("system:authenticated");

        assertThat(List.of(
                        new Identity("system:controller:replicaset", groups),
                        new Identity("system:node:node-1", groups)))
                .allSatisfy(who ->
                        assertThat(Authorizer.decide(who, attempt, GRAPH)).isInstanceOf(Verdict.Denied.class));
    }

    @ParameterizedTest(name = "{0} may {1} {2} {3}: {4}")
    @CsvSource({
        "replicaset, create, pods,    '',      true",
        "replicaset, create, secrets, '',      false",
        "replicaset, get,    secrets, '',      false",
        "scheduler,  create, pods,    binding, true",
        "scheduler,  delete, pods,    '',      false",
        "owners,     delete, secrets, '',      true",
        "webhooks,   get,    secrets, '',      true",
        "webhooks,   list,   pods,    '',      true",
        "webhooks,   delete, pods,    '',      false",
        "nobody,     list,   pods,    '',      false"
    })
    void whatControllersMay(String name, String verb, String resource, String sub, boolean allowed) {
        Attempt attempt = new Attempt(verb, new ObjectKey(kind(resource), "default", "x", sub), Map.of());

        assertThat(Authorizer.decide(Identity.controller(name), attempt, GRAPH) instanceof Verdict.Allowed)
                .isEqualTo(allowed);
    }

    @Test
    void aDenialSaysWhoWhatAndWhere() {
        Attempt attempt = new Attempt("list", new ObjectKey(Secret.KIND, "x", "", ""), Map.of());

        assertThat(Authorizer.decide(new Identity("u", List.of()), attempt, GRAPH))
                .isInstanceOfSatisfying(Verdict.Denied.class, denied -> {
                    assertThat(denied.status().code()).isEqualTo(403);
                    assertThat(denied.status().message())
                            .isEqualTo(
                                    "secrets is forbidden: User \"u\" cannot list resource \"secrets\" in API group \"\""
                                            + " in the namespace \"x\"");
                });
    }

    private static Kind kind(String resource) {
        return Optional.ofNullable(KINDS.get(resource)).orElseThrow();
    }

    private static Item pod(String name, String node) {
        ObjectNode body = Bodies.pod(name)
                .with(node, "spec", "nodeName")
                .with(List.of(Map.of("name", "v", "configMap", Map.of("name", "c1"))), "spec", "volumes")
                .with(List.of(Map.of("name", "s1")), "spec", "imagePullSecrets")
                .copy();
        return Item.of(Bodies.key(Pod.KIND, name), 1, CanonicalJson.bytes(body));
    }

    private static Item secret(String name) {
        return Item.of(Bodies.key(Secret.KIND, name), 1, new byte[0]);
    }
}
