package dev.longshore.agent.containers.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.BindOptions;
import com.github.dockerjava.api.model.BindPropagation;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.agent.containers.ContainerSpec;
import dev.longshore.agent.containers.ContainerSpec.Network;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A {@link ContainerSpec} as Docker's create request. */
final class DockerSpecs {
    private static final long CPU_PERIOD_MICROS = 100_000;

    /** Bounds of a container's log on disk: Kubernetes' defaults of containerLogMaxSize and containerLogMaxFiles. */
    private static final Map<String, String> LOG_BOUNDS = Map.of("max-size", "10m", "max-file", "5");

    private DockerSpecs() {}

    static CreateContainerCmd fill(CreateContainerCmd create, ContainerSpec spec, boolean lowersOomScore) {
        HostConfig host = host(spec, lowersOomScore);
        create.withName(spec.name())
                .withLabels(spec.labels())
                .withStdinOpen(spec.stdin())
                .withTty(spec.tty())
                .withEnv(spec.env());
        if (!spec.entrypoint().isEmpty()) {
            create.withEntrypoint(spec.entrypoint());
        }
        if (!spec.command().isEmpty()) {
            create.withCmd(spec.command());
        }
        if (!spec.workingDir().isEmpty()) {
            create.withWorkingDir(spec.workingDir());
        }
        if (!spec.user().isEmpty()) {
            create.withUser(spec.user());
        }
        if (!spec.stopSignal().isEmpty()) {
            create.withStopSignal(spec.stopSignal());
        }
        network(create, host, spec.network());
        return create.withHostConfig(host);
    }

    /** Docker refuses hostname, DNS and addresses on whoever joins another container. */
    private static void network(CreateContainerCmd create, HostConfig host, Network network) {
        switch (network) {
            case Network.None(String hostname) -> {
                host.withNetworkMode("none");
                create.withHostName(hostname);
            }
            case Network.Host() -> host.withNetworkMode("host");
            case Network.Join(String container) -> host.withNetworkMode("container:" + container);
            case Network.Bridge bridge -> {
                host.withNetworkMode(bridge.name()).withDns(bridge.dns()).withDnsSearch(bridge.dnsSearch());
                create.withHostName(bridge.hostname()).withIpv4Address(bridge.address());
            }
        }
    }

    private static HostConfig host(ContainerSpec spec, boolean lowersOomScore) {
        HostConfig host = HostConfig.newHostConfig()
                .withRestartPolicy(RestartPolicy.noRestart())
                .withLogConfig(log(spec.logDriver()))
                .withMounts(spec.mounts().stream().map(DockerSpecs::mount).toList());
        if (!spec.ipc().isEmpty()) {
            host.withIpcMode(spec.ipc());
        }
        if (!spec.pid().isEmpty()) {
            host.withPidMode(spec.pid());
        }
        resources(host, spec.resources(), lowersOomScore);
        security(host, spec.security());
        return host;
    }

    private static void resources(HostConfig host, ContainerSpec.Resources resources, boolean lowersOomScore) {
        if (resources.cpuShares() > 0) {
            host.withCpuShares(Math.toIntExact(resources.cpuShares()));
        }
        if (resources.cpuQuota() > 0) {
            host.withCpuPeriod(CPU_PERIOD_MICROS).withCpuQuota(resources.cpuQuota());
        }
        if (resources.memoryBytes() > 0) {
            host.withMemory(resources.memoryBytes()).withMemorySwap(resources.memoryBytes());
        }
        if (!resources.cgroupParent().isEmpty()) {
            host.withCgroupParent(resources.cgroupParent());
        }
        resources.oomScoreAdj().ifPresent(score -> host.withOomScoreAdj(lowersOomScore ? score : Math.max(0, score)));
    }

    private static void security(HostConfig host, ContainerSpec.Security security) {
        host.withPrivileged(security.privileged())
                .withReadonlyRootfs(security.readOnlyRoot())
                .withCapAdd(capabilities(security.addCapabilities()))
                .withCapDrop(capabilities(security.dropCapabilities()))
                .withGroupAdd(security.groups())
                .withSysctls(security.sysctls());
        if (security.noNewPrivileges()) {
            host.withSecurityOpts(List.of("no-new-privileges"));
        }
    }

    private static LogConfig log(String driver) {
        boolean bounded = driver.equals("json-file") || driver.equals("local");
        var log = new LogConfig();
        log.setType(LogConfig.LoggingType.fromValue(driver));
        log.setConfig(bounded ? LOG_BOUNDS : Map.of());
        return log;
    }

    private static Mount mount(ContainerSpec.Mount mount) {
        return new Mount()
                .withType(MountType.BIND)
                .withSource(mount.source())
                .withTarget(mount.target())
                .withReadOnly(mount.readOnly())
                .withBindOptions(new BindOptions().withPropagation(propagation(mount.propagation())));
    }

    private static BindPropagation propagation(String name) {
        return switch (name) {
            case "", "rprivate" -> BindPropagation.R_PRIVATE;
            case "rslave" -> BindPropagation.R_SLAVE;
            case "rshared" -> BindPropagation.R_SHARED;
            default -> throw new ContainerFault(ContainerFault.Type.INVALID, "unknown mount propagation " + name);
        };
    }

    private static Capability[] capabilities(List<String> names) {
        return names.stream().map(DockerSpecs::capability).toArray(Capability[]::new);
    }

    private static Capability capability(String name) {
        String plain = name.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "");
        try {
            return Capability.valueOf(plain);
        } catch (IllegalArgumentException unknown) {
            throw new ContainerFault(ContainerFault.Type.INVALID, "unknown capability " + name);
        }
    }
}
