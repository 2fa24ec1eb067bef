package dev.longshore.engine.registry;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.RefusedException;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.Draft;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Namespace;
import java.util.List;

/** What must be there before anybody acts. Safe to repeat. */
public final class Bootstrap {
    /** The namespaces every cluster has. */
    public static final List<String> NAMESPACES = List.of("default", "kube-system", "kube-node-lease", "kube-public");

    private Bootstrap() {}

    /** @throws RefusedException when the cluster refuses a namespace that is not there yet */
    public static void run(Cluster cluster) {
        NAMESPACES.forEach(name -> {
            Draft namespace = Draft.empty(ObjectKey.of(Namespace.KIND, name));
            if (cluster.create(namespace, WriteOptions.by("longshore")) instanceof WriteResult.Refused(var status)) {
                throw new RefusedException(status);
            }
        });
    }
}
