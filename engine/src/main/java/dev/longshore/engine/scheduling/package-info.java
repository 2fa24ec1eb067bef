/** Which node runs a pod. Begin with PlacementPlan; binding is a compare-and-set through the door. */
@NullMarked
package dev.longshore.engine.scheduling;

import org.jspecify.annotations.NullMarked;
