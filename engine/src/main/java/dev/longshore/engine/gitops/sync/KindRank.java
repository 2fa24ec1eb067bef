package dev.longshore.engine.gitops.sync;

import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import java.util.Comparator;
import java.util.List;

/** In which order kinds are applied within a wave; all others come after these. Source: Argo CD, kindOrder. */
final class KindRank {
    private static final List<String> ORDER = List.of(
            "Namespace",
            "NetworkPolicy",
            "ResourceQuota",
            "LimitRange",
            "PodSecurityPolicy",
            "PodDisruptionBudget",
            "ServiceAccount",
            "Secret",
            "SecretList",
            "ConfigMap",
            "StorageClass",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "CustomResourceDefinition",
            "ClusterRole",
            "ClusterRoleList",
            "ClusterRoleBinding",
            "ClusterRoleBindingList",
            "Role",
            "RoleList",
            "RoleBinding",
            "RoleBindingList",
            "Service",
            "DaemonSet",
            "Pod",
            "ReplicationController",
            "ReplicaSet",
            "Deployment",
            "HorizontalPodAutoscaler",
            "StatefulSet",
            "Job",
            "CronJob",
            "IngressClass",
            "Ingress",
            "APIService");

    /** Rank, kind, name, namespace. */
    static final Comparator<ObjectKey> APPLY = Comparator.<ObjectKey>comparingInt(key -> of(key.kind()))
            .thenComparing(key -> key.kind().resource())
            .thenComparing(ObjectKey::name)
            .thenComparing(ObjectKey::namespace);

    /** Last applied first; then the reverse of everything. */
    static final Comparator<Item> PRUNE = Comparator.comparing(Item::key, APPLY.reversed());

    private KindRank() {}

    static int of(Kind kind) {
        int rank = ORDER.indexOf(kind.name());
        return rank < 0 ? ORDER.size() : rank;
    }
}
