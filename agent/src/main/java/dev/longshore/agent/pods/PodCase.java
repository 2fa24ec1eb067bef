package dev.longshore.agent.pods;

import dev.longshore.agent.pods.plan.PodContainer;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Pod;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * One uid that is being looked at.
 *
 * @param key under which it is queued
 * @param pod empty when it is gone from the cluster and only its remains are left
 */
record PodCase(ObjectKey key, String uid, Optional<Pod> pod, PodMemory memory) {
    /**
     * The pod, with the end that was told of it.
     * @throws NoSuchElementException for remains: no plan asks for more than to take them down
     */
    Pod required() {
        return pod.map(memory::told)
                .orElseThrow(() -> new NoSuchElementException("pod " + key.qualifiedName() + " is gone"));
    }

    PodContainer container(String name) {
        return PodContainer.of(required()).stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no container " + name + " in " + key.qualifiedName()));
    }
}
