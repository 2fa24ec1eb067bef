/**
 * What containers and files of one pod are made of: engine specs, environment, files of volumes, names and paths. Pure; whoever performs
 * reads the ConfigMaps and Secrets before. Begin with {@link dev.longshore.agent.pods.specs.ContainerSpecs}.
 */
@NullMarked
package dev.longshore.agent.pods.specs;

import org.jspecify.annotations.NullMarked;
