/**
 * This machine as a Node of the cluster: registered, its lease renewed, its status kept true, also while the container engine is away.
 * Begin with {@link dev.longshore.agent.node.NodeReporter}.
 */
@NullMarked
package dev.longshore.agent.node;

import org.jspecify.annotations.NullMarked;
