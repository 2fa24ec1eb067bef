package dev.longshore.agent.containers;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container to be created. Lists and maps keep their order.
 *
 * @param image reference or id that is on this node
 * @param entrypoint empty: the image's
 * @param command empty: the image's
 * @param env {@code NAME=value}
 * @param network see {@link Network}
 * @param ipc {@code shareable} for a sandbox, {@code container:ID} for those that join
 * @param pid empty, {@code host} or {@code container:ID}
 * @param stopSignal empty: the image's
 */
public record ContainerSpec(
        String name,
        Map<String, String> labels,
        String image,
        List<String> entrypoint,
        List<String> command,
        List<String> env,
        String workingDir,
        String user,
        Network network,
        String ipc,
        String pid,
        List<Mount> mounts,
        Resources resources,
        Security security,
        boolean stdin,
        boolean tty,
        String stopSignal,
        String logDriver) {
    public ContainerSpec withName(String other) {
        return with(other, labels, command, mounts, resources, security);
    }

    public ContainerSpec withLabels(Map<String, String> other) {
        return with(name, other, command, mounts, resources, security);
    }

    public ContainerSpec withCommand(List<String> other) {
        return with(name, labels, other, mounts, resources, security);
    }

    public ContainerSpec withMounts(List<Mount> other) {
        return with(name, labels, command, other, resources, security);
    }

    public ContainerSpec withResources(Resources other) {
        return with(name, labels, command, mounts, other, security);
    }

    public ContainerSpec withSecurity(Security other) {
        return with(name, labels, command, mounts, resources, other);
    }

    private ContainerSpec with(
            String name,
            Map<String, String> labels,
            List<String> command,
            List<Mount> mounts,
            Resources resources,
            Security security) {
        return new ContainerSpec(
                name,
                labels,
                image,
                entrypoint,
                command,
                env,
                workingDir,
                user,
                network,
                ipc,
                pid,
                mounts,
                resources,
                security,
                stdin,
                tty,
                stopSignal,
                logDriver);
    }

    /** Which network a container lives in. */
    public sealed interface Network {
        /**
         * On a bridge, with a fixed address.
         * @param hostname as the container sees it
         * @param dns name servers
         */
        record Bridge(String name, String address, String hostname, List<String> dns, List<String> dnsSearch)
                implements Network {}

        /** None but loopback. */
        record None(String hostname) implements Network {}

        /** The host's. */
        record Host() implements Network {}

        /** That of another container. */
        record Join(String containerId) implements Network {}
    }

    /**
     * A bind of a host path that exists.
     * @param propagation {@code rprivate}, {@code rslave}, {@code rshared}
     */
    public record Mount(String source, String target, boolean readOnly, String propagation) {}

    /**
     * 0 means not set.
     * @param cpuQuota in microseconds per 100 ms
     * @param oomScoreAdj empty: the engine's
     */
    public record Resources(
            long cpuShares, long cpuQuota, long memoryBytes, Optional<Integer> oomScoreAdj, String cgroupParent) {}

    /** Rights of a process. */
    public record Security(
            boolean privileged,
            boolean readOnlyRoot,
            List<String> addCapabilities,
            List<String> dropCapabilities,
            boolean noNewPrivileges,
            List<String> groups,
            Map<String, String> sysctls) {}
}
