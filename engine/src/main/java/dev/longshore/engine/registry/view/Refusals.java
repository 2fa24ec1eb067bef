package dev.longshore.engine.registry.view;

import dev.longshore.cluster.RefusedException;
import dev.longshore.objects.ApiStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a reader is told who asks for a state that is not there. Texts are those of Kubernetes, for clients look at them. */
final class Refusals {
    private Refusals() {}

    /** The revision lies in the future. */
    static RefusedException tooNew(long revision, long head) {
        return new RefusedException(tooNewStatus(revision, head));
    }

    static ApiStatus tooNewStatus(long revision, long head) {
        return new ApiStatus(
                504,
                "Timeout",
                "Timeout: Too large resource version: " + revision + ", current: " + head,
                Map.of(),
                List.of(new ApiStatus.Cause("ResourceVersionTooLarge", "Too large resource version", "")),
                Optional.of(1));
    }

    /** A watch whose beginning is forgotten. */
    static ApiStatus tooOld(long revision, long oldest) {
        return ApiStatus.of(410, "Expired", "too old resource version: " + revision + " (" + oldest + ")");
    }

    /** The state that a list began with is forgotten. The token given goes on with the newest one. */
    static RefusedException tokenExpired(ContinueToken onward) {
        String message =
                "the state that this list began with is not kept any more: start a new list without the continue parameter, or go on"
                        + " with the continue token of this answer; what changed in between may then be missing or shown twice";
        return new RefusedException(
                new ApiStatus(410, "Expired", message, Map.of(), List.of(), Optional.empty(), onward.text()));
    }

    /** A list at a revision that is forgotten. */
    static RefusedException revisionExpired(long revision, long oldest) {
        return new RefusedException(tooOld(revision, oldest));
    }

    static RefusedException badToken(String why) {
        return new RefusedException(ApiStatus.of(400, "BadRequest", "continue key is not valid: " + why));
    }
}
