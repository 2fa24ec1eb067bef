package dev.longshore.agent.pods;

import dev.longshore.agent.containers.ContainerEngine.Created;
import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.agent.containers.ContainerSpec;
import dev.longshore.agent.host.HostFault;
import dev.longshore.agent.network.NetworkFault;
import dev.longshore.agent.network.PodNetwork.SandboxNetwork;
import dev.longshore.agent.pods.plan.BackOff;
import dev.longshore.agent.pods.plan.ContainerNames;
import dev.longshore.agent.pods.plan.PodAction;
import dev.longshore.agent.pods.plan.Problem;
import dev.longshore.agent.pods.plan.SeenContainer;
import dev.longshore.agent.pods.specs.ContainerSpecs;
import dev.longshore.agent.pods.specs.PodHosts;
import dev.longshore.agent.pods.specs.PodPaths;
import dev.longshore.objects.core.Pod;
import java.util.List;
import java.util.Optional;

/** Makes the sandbox of a pod and its network. Each step answers whether it is worth planning again at once. */
record SandboxSteps(Workshop shop) {
    private static final int FOLDER_MODE = 0750;

    boolean create(PodCase work, PodAction.CreateSandbox action) {
        Pod pod = work.required();
        try {
            if (shop.foundAfterAll(pod, ContainerNames.SANDBOX, action.attempt() - 1)) {
                return true;
            }
            if (action.attempt() > 0) {
                shop.folder().markSandbox(work.uid(), action.attempt());
                shop.events().normal(pod, "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.");
            }
            Optional<SandboxNetwork> network = pod.hostNetwork()
                    ? Optional.empty()
                    : Optional.of(shop.network().prepare(work.uid()));
            String pause = shop.engine().ensurePauseImage();
            ContainerSpec spec = new ContainerSpecs(pod, shop.node()).sandbox(action.attempt(), pause, network);
            Created created = shop.starts().with(() -> begin(spec));
            shop.seen().refresh(created.id());
            work.memory().attempted(ContainerNames.SANDBOX, action.attempt());
            work.memory().problems.remove(Problem.SANDBOX);
            return true;
        } catch (NetworkFault fault) {
            return failed(work, -1, fault.getMessage());
        } catch (HostFault full) {
            return failed(work, -1, full.getMessage());
        } catch (ContainerFault fault) {
            boolean taken = fault.type() == ContainerFault.Type.CONFLICT;
            return failed(work, taken ? action.attempt() : -1, EngineFaults.tellable(fault));
        }
    }

    private Created begin(ContainerSpec spec) {
        Created created = shop.engine().create(spec);
        if (!created.existed()) {
            shop.engine().start(created.id());
        }
        return created;
    }

    boolean complete(PodCase work, PodAction.CompleteNetwork action) {
        Pod pod = work.required();
        try {
            if (!pod.hostNetwork()) {
                shop.network().complete(work.uid(), action.hostPid());
            }
            writeNames(work, pod, action.sandboxId());
            shop.folder().markNetwork(work.uid(), action.sandboxId());
            work.memory().networkOf = action.sandboxId();
            return true;
        } catch (NetworkFault fault) {
            return failed(work, -1, fault.getMessage());
        }
    }

    boolean release(PodCase work) {
        shop.network().release(work.uid());
        shop.folder().unmark(shop.folder().paths(work.uid()).network());
        work.memory().networkOf = "";
        return true;
    }

    boolean markInitialized(PodCase work, PodAction.MarkInitialized action) {
        shop.folder().markInitialized(work.uid(), action.sandboxId());
        work.memory().initializedIn = action.sandboxId();
        return true;
    }

    /** Written before any container that binds them is made. */
    private void writeNames(PodCase work, Pod pod, String sandboxId) {
        String address = shop.seen().of(work.uid()).stream()
                .filter(container -> container.id().equals(sandboxId))
                .map(container -> container.container().address())
                .findFirst()
                .orElse("");
        List<String> dns = pod.hostNetwork()
                ? List.of()
                : shop.network().prepare(work.uid()).dns();
        PodPaths paths = shop.folder().paths(work.uid());
        shop.folder().files().makeFolder(paths.folder(), FOLDER_MODE);
        shop.folder().write(paths.hosts(), PodHosts.hosts(pod, address, host("/etc/hosts")));
        shop.folder().write(paths.resolvConf(), PodHosts.resolvConf(pod, dns, host("/etc/resolv.conf")));
    }

    private String host(String path) {
        return shop.folder().text(path).orElse("");
    }

    private boolean failed(PodCase work, int attempt, String message) {
        work.memory().attempted(ContainerNames.SANDBOX, attempt);
        work.memory()
                .fail(
                        Problem.SANDBOX,
                        "FailedCreatePodSandBox",
                        message,
                        shop.time().now(),
                        BackOff.SOON);
        shop.events().warning(work.required(), "FailedCreatePodSandBox", "Failed to create pod sandbox: " + message);
        shop.seen().of(work.uid()).stream()
                .filter(SeenContainer::sandbox)
                .map(SeenContainer::id)
                .forEach(shop.seen()::refresh);
        return true;
    }
}
