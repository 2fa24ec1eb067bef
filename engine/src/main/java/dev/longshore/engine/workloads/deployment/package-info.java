/** Replaces the pods of a Deployment step by step, through ReplicaSets. Begin with DeploymentPlan; the sizes of a rollout are
 * decided in RolloutPlan. */
@NullMarked
package dev.longshore.engine.workloads.deployment;

import org.jspecify.annotations.NullMarked;
