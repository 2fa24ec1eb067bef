/** Containers and images of this node, behind one port. Begin with
 * {@link dev.longshore.agent.containers.ContainerEngine}. */
@NullMarked
package dev.longshore.agent.containers;

import org.jspecify.annotations.NullMarked;
