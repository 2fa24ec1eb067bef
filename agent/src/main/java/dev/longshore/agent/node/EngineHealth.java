package dev.longshore.agent.node;

import dev.longshore.agent.containers.ContainerEngine.EngineInfo;
import java.util.Optional;

/**
 * What is known of the container engine.
 *
 * @param info as it told last; empty when it never did
 * @param failures to ask, in a row
 * @param why it did not answer; empty when it did
 */
record EngineHealth(Optional<EngineInfo> info, int failures, String why) {
    static final EngineHealth UNKNOWN = new EngineHealth(Optional.empty(), 0, "was not asked yet");

    /** One lost answer says nothing about an engine that answered before. */
    private static final int FAILURES_MAX = 3;

    EngineHealth answered(EngineInfo told) {
        return new EngineHealth(Optional.of(told), 0, "");
    }

    EngineHealth failed(String reason) {
        return new EngineHealth(info, failures + 1, reason);
    }

    boolean up() {
        return info.isPresent() && failures < FAILURES_MAX;
    }
}
