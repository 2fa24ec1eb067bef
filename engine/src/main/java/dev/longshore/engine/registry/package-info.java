/** What reading and writing an object means, in Kubernetes' words, and the one door to the store. Begin with
 * {@link dev.longshore.engine.registry.LocalCluster}; the rules of a write are in {@link dev.longshore.engine.registry.WriteFlow}. */
@NullMarked
package dev.longshore.engine.registry;

import org.jspecify.annotations.NullMarked;
