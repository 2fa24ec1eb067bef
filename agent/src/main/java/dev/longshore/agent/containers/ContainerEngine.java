package dev.longshore.agent.containers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Containers and images of this node's container engine, as one agent sees them: only containers of its {@link Scope} are listed, found,
 * changed or told of. Blocking, every call repeatable and bounded in time. Throws {@link ContainerFault}: an engine that is away or silent
 * is UNAVAILABLE, never an empty list; a call that ended so may still take effect later.
 */
public interface ContainerEngine {
    /** What it is and can. */
    EngineInfo info();

    /** All containers of this agent, in any state. */
    List<Container> list();

    /** The newest state of one container; empty when there is none. */
    Optional<Container> inspect(String idOrName);

    /**
     * The env a container was created with, as {@code NAME=value}, so that it can be restarted while the cluster is away; empty when there
     * is no such container. Values may be secret: not to be kept or printed.
     */
    Optional<List<String>> environment(String idOrName);

    /**
     * Creates a container under its name, with the labels of the scope added. The name is the idempotency key.
     * An OOM score below 0 is raised to 0 where the engine may not go there ({@link EngineInfo#lowersOomScore}).
     *
     * @return its id; when a container of this scope has the name, that one's id, and {@code existed}
     * @throws ContainerFault CONFLICT when somebody else's container has the name, NO_SUCH_IMAGE, NO_SUCH_CONTAINER when the container to
     *     join is gone, INVALID
     */
    Created create(ContainerSpec spec);

    /**
     * Running already is fine.
     * @throws ContainerFault START_FAILED with 126, 127 or 128; CONFLICT when the container it joins does not run; NO_SUCH_CONTAINER
     */
    void start(String id);

    /** Sends SIGTERM, after {@code grace} SIGKILL; answers when it has ended. Not running or absent is fine. */
    void stop(String id, Duration grace);

    /** Removes it, running or not. Absent is fine. */
    void remove(String id);

    /** An image by reference; empty when it is not on this node. */
    Optional<Image> image(String reference);

    /**
     * Pulls an image.
     * @throws ContainerFault PULL_FAILED with the image registry's reason, INVALID_IMAGE_NAME
     */
    Image pull(String reference, Optional<RegistryLogin> login);

    /**
     * Loads the pause image unless it is there.
     * @return its reference
     */
    String ensurePauseImage();

    /** Makes a bridge network unless it is there; re-read when somebody else was faster. */
    void ensureNetwork(NetworkSpec network);

    /** Changes of containers since a time, until closed. May repeat and lose; never reorders one container's. List first, then stream from before that. */
    Events events(Instant since);

    /** Id and whether the name was taken before. */
    record Created(String id, boolean existed) {}

    /** Prints nothing of itself. */
    record RegistryLogin(String user, String password) {
        @Override
        public String toString() {
            return "registry login";
        }
    }

    /**
     * @param subnet CIDR
     * @param gateway address in it
     */
    record NetworkSpec(String name, String subnet, String gateway, Map<String, String> labels) {}

    /** A stream of hints: look at this container. For one task. */
    interface Events extends AutoCloseable {
        /**
         * Empty when the limit passed.
         * @throws ContainerFault UNAVAILABLE when the stream broke: list again
         */
        Optional<Event> next(Duration limit);

        @Override
        void close();
    }

    /** @param what {@code create}, {@code start}, {@code die}, {@code oom}, {@code destroy} */
    record Event(String containerId, String what, Map<String, String> labels, Instant at) {}

    /** @param digests as {@code repo@sha256:…} */
    record Image(
            String id,
            List<String> tags,
            List<String> digests,
            long bytes,
            String user,
            List<String> entrypoint,
            List<String> command,
            List<String> env,
            String workingDir) {}

    /**
     * @param version of the engine
     * @param cgroupVersion 1 or 2
     * @param lowersOomScore whether a process may get an OOM score below 0 here
     */
    record EngineInfo(
            String version,
            String apiVersion,
            int cgroupVersion,
            String cgroupDriver,
            String architecture,
            int cpus,
            long memoryBytes,
            String kernel,
            String os,
            boolean lowersOomScore) {}
}
