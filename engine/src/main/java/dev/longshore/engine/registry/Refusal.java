package dev.longshore.engine.registry;

import dev.longshore.cluster.WriteResult;

/** Ends a decision early with its answer. Never leaves this package. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient WriteResult answer;

    Refusal(WriteResult answer) {
        super("decided", null, false, false);
        this.answer = answer;
    }

    Refusal(dev.longshore.objects.ApiStatus status) {
        this(new WriteResult.Refused(status));
    }

    WriteResult answer() {
        return answer;
    }
}
