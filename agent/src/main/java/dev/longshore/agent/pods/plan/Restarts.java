package dev.longshore.agent.pods.plan;

import java.util.Optional;

/** Whether a container that ended is started again. Source: PodSpec.restartPolicy. */
public final class Restarts {
    private Restarts() {}

    /** It ended, or was removed by hand after it had been there, and its policy lets it be. */
    public static boolean endedForGood(PodContainer wish, Observed observed) {
        Optional<SeenContainer> newest = observed.newest(wish.name());
        if (newest.isEmpty()) {
            return observed.vanished(wish.name()) && wish.restartPolicy().equals("Never");
        }
        SeenContainer last = newest.get();
        return last.ended()
                && switch (wish.restartPolicy()) {
                    case "Never" -> true;
                    case "OnFailure" -> last.succeeded();
                    default -> false;
                };
    }
}
