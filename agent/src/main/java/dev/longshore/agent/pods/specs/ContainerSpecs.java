package dev.longshore.agent.pods.specs;

import dev.longshore.agent.containers.ContainerSpec;
import dev.longshore.agent.containers.ContainerSpec.Mount;
import dev.longshore.agent.containers.ContainerSpec.Network;
import dev.longshore.agent.containers.ContainerSpec.Security;
import dev.longshore.agent.network.PodNetwork.SandboxNetwork;
import dev.longshore.agent.pods.plan.ContainerNames;
import dev.longshore.agent.pods.plan.Labels;
import dev.longshore.agent.pods.plan.PodAction;
import dev.longshore.agent.pods.plan.PodContainer;
import dev.longshore.agent.pods.plan.Role;
import dev.longshore.objects.Fields;
import dev.longshore.objects.core.Pod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the engine is told to create for a pod. Host name, DNS and network belong to the sandbox alone; the others join it. */
public record ContainerSpecs(Pod pod, NodeFacts node) {
    private static final String LOGS = "json-file";
    private static final String NO_LOGS = "none";

    public ContainerSpec sandbox(int attempt, String pauseImage, Optional<SandboxNetwork> network) {
        return new ContainerSpec(
                ContainerNames.of(pod.item(), ContainerNames.SANDBOX, attempt),
                labels(ContainerNames.SANDBOX, Role.SANDBOX, attempt),
                pauseImage,
                List.of(),
                List.of(),
                List.of(),
                "",
                "",
                network.map(this::network).orElse(new Network.Host()),
                pod.item().flag("spec", "hostIPC") ? "host" : "shareable",
                pod.item().flag("spec", "hostPID") ? "host" : "",
                List.of(),
                ContainerResources.sandbox(),
                new Security(false, true, List.of(), List.of("ALL"), true, List.of(), sysctls()),
                false,
                false,
                "",
                NO_LOGS);
    }

    /**
     * @param env in order
     * @param volumes host path of each volume, by name
     */
    public ContainerSpec container(
            PodContainer wish, PodAction.Create action, Map<String, String> env, Map<String, String> volumes) {
        Fields fields = wish.fields();
        Map<String, String> labels = labels(wish.name(), wish.role(), action.attempt());
        labels.put(Labels.SANDBOX, action.sandboxId());
        labels.put(Labels.SPEC_HASH, wish.hash());
        labels.put(Labels.IMAGE_ID, action.image().shown());
        labels.put(Labels.BACK_OFF_STEP, Integer.toString(action.backOffStep()));
        ContainerSecurity security = ContainerSecurity.of(pod, fields);
        return new ContainerSpec(
                ContainerNames.of(pod.item(), wish.name(), action.attempt()),
                labels,
                action.image().id(),
                expanded(fields.texts("command"), env),
                expanded(fields.texts("args"), env),
                env.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .toList(),
                fields.text("workingDir").orElse(""),
                security.user(action.image().user()),
                new Network.Join(action.sandboxId()),
                pod.item().flag("spec", "hostIPC") ? "host" : "container:" + action.sandboxId(),
                pid(action.sandboxId()),
                mounts(fields, volumes),
                ContainerResources.of(pod, fields, node),
                security.security(),
                fields.flag("stdin"),
                fields.flag("tty"),
                "",
                LOGS);
    }

    private Network network(SandboxNetwork network) {
        String hostname = PodHosts.hostname(pod);
        return network.network().equals("none")
                ? new Network.None(hostname)
                : new Network.Bridge(network.network(), network.address(), hostname, network.dns(), List.of());
    }

    private String pid(String sandboxId) {
        if (pod.item().flag("spec", "hostPID")) {
            return "host";
        }
        return pod.item().flag("spec", "shareProcessNamespace") ? "container:" + sandboxId : "";
    }

    private List<Mount> mounts(Fields container, Map<String, String> volumes) {
        PodPaths paths = new PodPaths(node.root(), pod.item().uid());
        List<Mount> mounts = new ArrayList<>();
        for (Fields mount : container.items("volumeMounts")) {
            mounts.add(new Mount(
                    volumes.getOrDefault(mount.text("name").orElse(""), ""),
                    mount.text("mountPath").orElse(""),
                    mount.flag("readOnly"),
                    propagation(mount.text("mountPropagation").orElse("None"))));
        }
        bound(mounts, paths.hosts(), "/etc/hosts");
        bound(mounts, paths.resolvConf(), "/etc/resolv.conf");
        return mounts;
    }

    /** Unless the container mounts something of its own there. */
    private static void bound(List<Mount> mounts, String source, String target) {
        if (mounts.stream().noneMatch(mount -> mount.target().equals(target))) {
            mounts.add(new Mount(source, target, false, "rprivate"));
        }
    }

    private static String propagation(String word) {
        return switch (word) {
            case "HostToContainer" -> "rslave";
            case "Bidirectional" -> "rshared";
            default -> "rprivate";
        };
    }

    private Map<String, String> labels(String container, Role role, int attempt) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Labels.POD_NAMESPACE, pod.item().namespace());
        labels.put(Labels.POD_NAME, pod.item().name());
        labels.put(Labels.POD_UID, pod.item().uid());
        labels.put(Labels.CONTAINER, container);
        labels.put(Labels.TYPE, role.label());
        labels.put(Labels.ATTEMPT, Integer.toString(attempt));
        labels.put(Labels.GRACE_SECONDS, Long.toString(pod.grace().toSeconds()));
        return labels;
    }

    private Map<String, String> sysctls() {
        Map<String, String> sysctls = new LinkedHashMap<>();
        pod.item()
                .items("spec", "securityContext", "sysctls")
                .forEach(one -> sysctls.put(
                        one.text("name").orElse(""), one.text("value").orElse("")));
        return sysctls;
    }

    private static List<String> expanded(List<String> texts, Map<String, String> env) {
        return texts.stream().map(text -> Expansion.expand(text, env)).toList();
    }
}
