/** Files, links and mounts of this machine, behind one port. */
@NullMarked
package dev.longshore.agent.host;

import org.jspecify.annotations.NullMarked;
