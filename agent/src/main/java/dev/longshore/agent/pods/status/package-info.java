/**
 * What is told of one pod: its status as the kubelet would word it, from the same things seen as its plan. Pure; begin with
 * {@link dev.longshore.agent.pods.status.PodStatusPlan}.
 */
@NullMarked
package dev.longshore.agent.pods.status;

import org.jspecify.annotations.NullMarked;
