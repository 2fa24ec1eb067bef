package dev.longshore.agent.pods.plan;

import java.time.Instant;

/**
 * Why a part of a pod waits.
 *
 * @param reason as status shows it, for example {@code ErrImagePull}
 * @param failures in a row, at least 1
 * @param since time of the newest failure
 * @param retryAt not tried before, unless something it named has changed
 */
public record Problem(String reason, String message, int failures, Instant since, Instant retryAt) {
    /** Subject of the sandbox's problem. */
    public static final String SANDBOX = "sandbox";

    /** Subject of a volume's problem. Containers stand under their names, which never contain a slash. */
    public static String ofVolume(String name) {
        return "volume/" + name;
    }
}
