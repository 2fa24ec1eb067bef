/** Node health and pod ranges. Begin with NodeHealthPlan. Moving pods away from lost nodes is not done here yet. */
@NullMarked
package dev.longshore.engine.nodes;

import org.jspecify.annotations.NullMarked;
