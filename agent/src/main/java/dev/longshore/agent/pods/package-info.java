/**
 * What becomes of the pods bound to this node: their containers, volumes, network and status. {@code …Plan} classes decide from what was
 * read, purely; {@link dev.longshore.agent.pods.PodController} reads, asks and performs. Nothing here keeps state that a restart would
 * miss: it lies in labels of containers and in files below the pod's folder. Begin with {@link dev.longshore.agent.pods.PodPlan}.
 */
@NullMarked
package dev.longshore.agent.pods;

import org.jspecify.annotations.NullMarked;
