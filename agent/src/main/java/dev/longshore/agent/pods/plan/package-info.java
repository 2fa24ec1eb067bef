/**
 * What one pod needs next on this node: from the pod and what was seen of it to a list of actions. Knows neither engine nor disk nor
 * clock: equal arguments give equal actions. Begin with {@link dev.longshore.agent.pods.plan.PodPlan}.
 */
@NullMarked
package dev.longshore.agent.pods.plan;

import org.jspecify.annotations.NullMarked;
