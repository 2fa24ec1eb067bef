/**
 * What becomes of the pods bound to this node: their containers, volumes, network and status. This package reads, asks and performs; what
 * is decided lies in {@code plan}, what is told in {@code status}, what is made in {@code specs}, all of them pure. Nothing here keeps
 * state that a restart would miss: it lies in labels of containers and in files below the pod's folder. Begin with
 * {@link dev.longshore.agent.pods.PodController}.
 */
@NullMarked
package dev.longshore.agent.pods;

import org.jspecify.annotations.NullMarked;
