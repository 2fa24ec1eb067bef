/** Keeps each ReplicaSet at its replica count. Begin with ReplicaSetPlan. */
@NullMarked
package dev.longshore.engine.workloads.replicaset;

import org.jspecify.annotations.NullMarked;
