/** The pod network, behind one port with several drivers. */
@NullMarked
package dev.longshore.agent.network;

import org.jspecify.annotations.NullMarked;
