package dev.longshore.agent.pods;

import dev.longshore.agent.containers.ContainerEngine.Image;
import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.agent.pods.plan.ImageState;
import dev.longshore.agent.pods.plan.PodAction;
import dev.longshore.agent.pods.plan.PodContainer;
import dev.longshore.agent.pods.plan.Problem;
import dev.longshore.agent.pods.status.ContainerIds;
import dev.longshore.agent.pods.status.Waiting;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Gets images to this node, by the pull policy of the container. A pull runs beside the passes and has the pod looked at again when it
 * ends; pulls of one image follow one another, so that pods that wait for the same one share it.
 */
final class ImagePulls {
    private static final int PULLS_MAX = 3;

    private final Workshop shop;
    private final Permits pulls;
    private final Map<String, Permits> perImage = new ConcurrentSkipListMap<>();

    ImagePulls(Workshop shop) {
        this.shop = shop;
        this.pulls = new Permits(shop.tasks(), PULLS_MAX);
    }

    /** @return whether it is worth planning again at once */
    boolean ensure(PodCase work, PodAction.EnsureImage action) {
        PodContainer wish = work.container(action.container());
        try {
            Optional<Image> present = shop.engine().image(wish.image());
            boolean pull = wish.pullPolicy().equals("Always")
                    || (present.isEmpty() && !wish.pullPolicy().equals("Never"));
            if (pull) {
                work.memory().images.put(wish.name(), new ImageState.Pulling(action.attempt()));
                shop.tasks().start("pull", () -> pull(work, wish, action.attempt()));
                return false;
            }
            if (present.isEmpty()) {
                String message =
                        "Container image \"%s\" is not present with pull policy of Never".formatted(wish.image());
                return failed(work, wish, "ErrImageNeverPull", message);
            }
            String message = "Container image \"%s\" already present on machine".formatted(wish.image());
            return ready(work, wish, action.attempt(), present.get(), message);
        } catch (ContainerFault fault) {
            return failed(work, wish, reason(fault), EngineFaults.tellable(fault));
        }
    }

    /** A task of its own: whatever happens, the pod is looked at again. */
    private void pull(PodCase work, PodContainer wish, int attempt) {
        try {
            Permits one = perImage.computeIfAbsent(wish.image(), image -> new Permits(shop.tasks(), 1));
            one.run(() -> pulls.run(() -> pullNow(work, wish, attempt)));
        } catch (ContainerFault away) {
            work.memory()
                    .fail(
                            wish.name(),
                            Waiting.IMAGE_PULL_FAILED,
                            "the container engine does not answer",
                            now(),
                            shop.backOff());
        }
        shop.queue().add(work.key());
    }

    private void pullNow(PodCase work, PodContainer wish, int attempt) {
        Pod pod = work.required();
        try {
            boolean shared = !wish.pullPolicy().equals("Always");
            Optional<Image> present = shared ? shop.engine().image(wish.image()) : Optional.empty();
            if (present.isPresent()) {
                ready(
                        work,
                        wish,
                        attempt,
                        present.get(),
                        "Container image \"%s\" already present on machine".formatted(wish.image()));
                return;
            }
            shop.events().normal(pod, "Pulling", "Pulling image \"%s\"".formatted(wish.image()));
            long start = shop.time().nanos();
            Image image = shop.engine().pull(wish.image(), Optional.empty());
            Duration took = Duration.ofNanos(shop.time().nanos() - start);
            String message = "Successfully pulled image \"%s\" in %d ms. Image size: %d bytes."
                    .formatted(wish.image(), took.toMillis(), image.bytes());
            ready(work, wish, attempt, image, message);
        } catch (ContainerFault fault) {
            String text = EngineFaults.tellable(fault);
            work.memory().images.remove(wish.name());
            failed(work, wish, reason(fault), text);
        }
    }

    private boolean ready(PodCase work, PodContainer wish, int attempt, Image image, String message) {
        String shown = image.digests().isEmpty()
                ? ContainerIds.shown(image.id())
                : image.digests().getFirst();
        work.memory().problems.remove(wish.name());
        work.memory().images.put(wish.name(), new ImageState.Ready(attempt, image.id(), shown, image.user()));
        shop.events().normal(work.required(), "Pulled", message);
        return true;
    }

    private boolean failed(PodCase work, PodContainer wish, String reason, String message) {
        Problem problem = work.memory().fail(wish.name(), reason, message, now(), shop.backOff());
        String text = reason.equals(Waiting.IMAGE_PULL_FAILED)
                ? "Failed to pull image \"%s\": %s".formatted(wish.image(), message)
                : message;
        shop.events().warning(work.required(), "Failed", text);
        if (problem.failures() > 1) {
            shop.events().normal(work.required(), "BackOff", "Back-off pulling image \"%s\"".formatted(wish.image()));
        }
        return true;
    }

    private static String reason(ContainerFault fault) {
        return fault.type() == ContainerFault.Type.INVALID_IMAGE_NAME ? "InvalidImageName" : Waiting.IMAGE_PULL_FAILED;
    }

    private Instant now() {
        return shop.time().now();
    }
}
