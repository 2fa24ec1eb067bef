/** Tests of the Node that a machine is. */
@NullMarked
package dev.longshore.agent.node;

import org.jspecify.annotations.NullMarked;
