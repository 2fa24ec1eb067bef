package dev.longshore.agent.pods.specs;

import dev.longshore.agent.containers.ContainerSpec.Security;
import dev.longshore.objects.Fields;
import dev.longshore.objects.core.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Rights of a container: its own {@code securityContext} before the pod's. Source: v1 SecurityContext, PodSecurityContext. */
public record ContainerSecurity(Fields pod, Fields own) {
    public static ContainerSecurity of(Pod pod, Fields container) {
        return new ContainerSecurity(
                pod.item().fields().at("spec", "securityContext"), container.at("securityContext"));
    }

    Security security() {
        boolean privileged = own.flag("privileged");
        List<String> add = own.texts("capabilities", "add");
        boolean escalation = own.flag("allowPrivilegeEscalation") || !own.has("allowPrivilegeEscalation");
        return new Security(
                privileged,
                own.flag("readOnlyRootFilesystem"),
                add,
                own.texts("capabilities", "drop"),
                !escalation && !privileged && !add.contains("SYS_ADMIN"),
                groups(),
                Map.of());
    }

    /** {@code uid}, {@code uid:gid} or empty for the image's own. */
    String user(String imageUser) {
        OptionalLong uid = number("runAsUser");
        OptionalLong gid = number("runAsGroup");
        String image = imageUser.split(":", 2)[0];
        String user =
                uid.isPresent() ? Long.toString(uid.getAsLong()) : gid.isPresent() && image.isEmpty() ? "0" : image;
        if (gid.isPresent()) {
            return user + ":" + gid.getAsLong();
        }
        return uid.isPresent() ? user : "";
    }

    /** Why {@code runAsNonRoot} forbids to run it; empty when it may run. */
    public Optional<String> refusal(String imageUser) {
        boolean demanded = own.has("runAsNonRoot") ? own.flag("runAsNonRoot") : pod.flag("runAsNonRoot");
        if (!demanded) {
            return Optional.empty();
        }
        OptionalLong uid = number("runAsUser");
        if (uid.isPresent()) {
            return uid.getAsLong() == 0
                    ? Optional.of("container's runAsUser breaks non-root policy")
                    : Optional.empty();
        }
        String user = imageUser.split(":", 2)[0];
        if (user.isEmpty() || user.equals("0")) {
            return Optional.of("container has runAsNonRoot and image will run as root");
        }
        return user.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.empty()
                : Optional.of(
                        "container has runAsNonRoot and image has non-numeric user (%s), cannot verify user is non-root"
                                .formatted(user));
    }

    /** Group that owns the pod's volumes. Source: PodSecurityContext.fsGroup. */
    public static OptionalLong fsGroup(Pod pod) {
        return pod.item().number("spec", "securityContext", "fsGroup");
    }

    private OptionalLong number(String name) {
        OptionalLong mine = own.number(name);
        return mine.isPresent() ? mine : pod.number(name);
    }

    private List<String> groups() {
        List<String> groups = new ArrayList<>();
        pod.items("supplementalGroups").forEach(group -> group.scalar().ifPresent(groups::add));
        pod.scalar("fsGroup").ifPresent(groups::add);
        return List.copyOf(groups);
    }
}
