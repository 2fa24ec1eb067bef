package dev.longshore.engine.gitops;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Query;
import dev.longshore.engine.gitops.health.Health;
import dev.longshore.engine.gitops.health.HealthRules;
import dev.longshore.engine.gitops.health.PodHealth;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.apps.ReplicaSet;
import dev.longshore.objects.core.Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a workload is not healthy, in terms of one of its pods. */
final class Causes {
    private final Cluster cluster;

    Causes(Cluster cluster) {
        this.cluster = cluster;
    }

    /** One sentence for each workload that is not well and has a pod that says why. */
    Map<ObjectKey, String> of(List<Item> live) {
        Map<ObjectKey, String> causes = new LinkedHashMap<>();
        for (Item item : live) {
            if (HealthRules.of(item)
                    .filter(health -> !health.is(Health.Code.HEALTHY))
                    .isPresent()) {
                obstacle(item).ifPresent(cause -> causes.put(item.key(), cause));
            }
        }
        return causes;
    }

    private Optional<String> obstacle(Item item) {
        return pods(item)
                .flatMap(pod -> PodHealth.obstacle(pod).stream().map(why -> "pod " + pod.name() + ": " + why))
                .findFirst();
    }

    private Stream<Item> pods(Item item) {
        return switch (item.kind().resource()) {
            case "deployments.apps" ->
                owned(item, Query.ownedBy(ReplicaSet.KIND, item.namespace(), item.uid()))
                        .flatMap(this::pods);
            case "replicasets.apps" -> owned(item, Query.ownedBy(Pod.KIND, item.namespace(), item.uid()));
            default -> Stream.empty();
        };
    }

    private Stream<Item> owned(Item owner, Query query) {
        return cluster.list(query).items().stream()
                .filter(child -> child.controller()
                        .filter(by -> by.uid().equals(owner.uid()))
                        .isPresent());
    }
}
