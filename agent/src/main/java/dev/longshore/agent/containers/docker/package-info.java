/**
 * Docker Engine 20.10 and newer behind {@link dev.longshore.agent.containers.ContainerEngine}. The only user of docker-java, none of whose
 * types leave this package. Waits on real threads and the real clock; never logs a request. Begin with
 * {@link dev.longshore.agent.containers.docker.DockerContainerEngine}.
 */
@NullMarked
package dev.longshore.agent.containers.docker;

import org.jspecify.annotations.NullMarked;
