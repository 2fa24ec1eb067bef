package dev.longshore.agent.pods;

import java.util.Optional;

/** Whether a container that ended is started again. Source: PodSpec.restartPolicy. */
final class Restarts {
    private Restarts() {}

    /** It ended, or was removed by hand after it had been there, and its policy lets it be. */
    static boolean endedForGood(PodContainer wish, Observed observed) {
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
