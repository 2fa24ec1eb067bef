package dev.longshore.engine.access;

import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Pod;
import java.util.List;
import java.util.Optional;

/** Which pods are where: what the rights of a node rest on. */
public interface NodeGraph {
    Optional<Pod> pod(ObjectKey key);

    List<Pod> podsOn(String node);
}
