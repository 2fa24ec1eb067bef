package dev.longshore.agent.containers.docker;

import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.agent.containers.ContainerSpec;
import dev.longshore.agent.containers.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out whether containers may be shielded from the kernel's memory killer here, by starting one. */
final class OomProbe {
    private OomProbe() {}

    static boolean run(DockerContainerEngine engine, Scope scope, String pauseImage) {
        String id = engine.createUnclamped(spec("ls_probe_" + scope.cluster() + "_" + scope.node(), pauseImage))
                .id();
        try {
            engine.start(id);
            return true;
        } catch (ContainerFault refused) {
            if (refused.type() == ContainerFault.Type.UNAVAILABLE) {
                throw refused;
            }
            return false;
        } finally {
            engine.remove(id);
        }
    }

    private static ContainerSpec spec(String name, String image) {
        var resources = new ContainerSpec.Resources(2, 0, 0, Optional.of(-1), "");
        var security = new ContainerSpec.Security(false, true, List.of(), List.of(), true, List.of(), Map.of());
        return new ContainerSpec(
                name,
                Map.of(),
                image,
                List.of(),
                List.of(),
                List.of(),
                "",
                "",
                new ContainerSpec.Network.None("probe"),
                "private",
                "",
                List.of(),
                resources,
                security,
                false,
                false,
                "",
                "none");
    }
}
