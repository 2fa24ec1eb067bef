package dev.longshore.agent.pods;

import dev.longshore.agent.containers.ContainerEngine.Created;
import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.agent.containers.ContainerSpec;
import dev.longshore.agent.pods.plan.BackOff;
import dev.longshore.agent.pods.plan.ContainerNames;
import dev.longshore.agent.pods.plan.PodAction;
import dev.longshore.agent.pods.plan.PodContainer;
import dev.longshore.agent.pods.plan.Problem;
import dev.longshore.agent.pods.specs.ContainerSecurity;
import dev.longshore.agent.pods.specs.ContainerSpecs;
import dev.longshore.cluster.RefusedException;
import dev.longshore.objects.Fields;
import dev.longshore.objects.core.Pod;
import java.util.Map;
import java.util.Optional;

/** Makes and starts the containers of a pod. Each step answers whether it is worth planning again at once. */
record ContainerSteps(Workshop shop) {
    private static final String CONFIG_ERROR = "CreateContainerConfigError";

    boolean create(PodCase work, PodAction.Create action) {
        PodContainer wish = work.container(action.container());
        if (shop.foundAfterAll(work.required(), wish.name(), action.attempt() - 1)) {
            return true;
        }
        Optional<String> refusal = refusal(work.required(), wish, action);
        if (refusal.isPresent()) {
            return failed(work, wish, CONFIG_ERROR, refusal.get());
        }
        var environment = new Environment(shop, work);
        try {
            Optional<String> missing = environment.missing(wish);
            return missing.isPresent()
                    ? failed(work, wish, CONFIG_ERROR, missing.get())
                    : create(work, wish, action, environment.of(wish));
        } catch (RefusedException forbidden) {
            return failed(work, wish, CONFIG_ERROR, String.valueOf(forbidden.getMessage()));
        }
    }

    boolean start(PodCase work, PodAction.Start action) {
        Pod pod = work.required();
        boolean sandbox = action.container().equals(ContainerNames.SANDBOX);
        try {
            shop.starts().run(() -> shop.engine().start(action.id()));
            if (!sandbox) {
                shop.events().normal(pod, "Started", "Started container " + action.container());
            }
        } catch (ContainerFault fault) {
            String text = EngineFaults.tellable(fault);
            if (sandbox) {
                work.memory()
                        .fail(
                                Problem.SANDBOX,
                                "FailedCreatePodSandBox",
                                text,
                                shop.time().now(),
                                BackOff.SOON);
            }
            shop.events()
                    .warning(
                            pod,
                            "Failed",
                            "Error: failed to start container \"%s\": %s".formatted(action.container(), text));
            shop.seen().of(work.uid()).forEach(container -> shop.seen().refresh(container.id()));
        }
        shop.seen().refresh(action.id());
        return true;
    }

    boolean remove(PodAction.Remove action) {
        shop.engine().remove(action.id());
        shop.seen().refresh(action.id());
        return shop.seen().all().stream().noneMatch(container -> container.id().equals(action.id()));
    }

    private boolean create(PodCase work, PodContainer wish, PodAction.Create action, Map<String, String> env) {
        ContainerSpec spec =
                new ContainerSpecs(work.required(), shop.node()).container(wish, action, env, work.memory().volumes);
        try {
            Created created = shop.starts().with(() -> shop.engine().create(spec));
            shop.seen().refresh(created.id());
            work.memory().attempted(wish.name(), action.attempt());
            work.memory().problems.remove(wish.name());
            if (!created.existed()) {
                shop.events().normal(work.required(), "Created", "Created container: " + wish.name());
            }
            return true;
        } catch (ContainerFault fault) {
            return refused(work, wish, action, fault);
        }
    }

    private boolean refused(PodCase work, PodContainer wish, PodAction.Create action, ContainerFault fault) {
        String text = EngineFaults.tellable(fault);
        switch (fault.type()) {
            case NO_SUCH_IMAGE -> work.memory().images.remove(wish.name());
            case NO_SUCH_CONTAINER -> shop.seen().refresh(action.sandboxId());
            case CONFLICT -> work.memory().attempted(wish.name(), action.attempt());
            case UNAVAILABLE, PULL_FAILED, INVALID_IMAGE_NAME, START_FAILED, INVALID, FAILED -> {}
        }
        return failed(work, wish, "CreateContainerError", text);
    }

    private boolean failed(PodCase work, PodContainer wish, String reason, String message) {
        BackOff delays = reason.equals(CONFIG_ERROR) ? BackOff.SOON : shop.backOff();
        work.memory().fail(wish.name(), reason, message, shop.time().now(), delays);
        shop.events().warning(work.required(), "Failed", "Error: " + message);
        return true;
    }

    /** Why this wish cannot be made on this node, whatever the cluster says. */
    private static Optional<String> refusal(Pod pod, PodContainer wish, PodAction.Create action) {
        for (Fields mount : wish.fields().items("volumeMounts")) {
            if (mount.has("subPath") || mount.has("subPathExpr")) {
                String name = mount.text("name").orElse("");
                return Optional.of("volumeMounts \"%s\": subPath is not supported yet; mount the volume as a whole"
                        .formatted(name));
            }
        }
        return ContainerSecurity.of(pod, wish.fields()).refusal(action.image().user());
    }
}
