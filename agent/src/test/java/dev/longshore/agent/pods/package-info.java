/** Tests of pods on a node. Begin with {@link dev.longshore.agent.pods.PodPlanTest}. */
@NullMarked
package dev.longshore.agent.pods;

import org.jspecify.annotations.NullMarked;
