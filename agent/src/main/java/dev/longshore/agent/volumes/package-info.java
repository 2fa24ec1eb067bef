/** Volumes of pods as folders and mounts of the host. */
@NullMarked
package dev.longshore.agent.volumes;

import org.jspecify.annotations.NullMarked;
