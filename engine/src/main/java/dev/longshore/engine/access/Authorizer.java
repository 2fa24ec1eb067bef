package dev.longshore.engine.access;

import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Item;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * May they? A pure decision over identity, attempt and the pods that are bound. Nobody may what no rule grants. People have all
 * rights or none until roles are a kind.
 */
public final class Authorizer {
    private Authorizer() {}

    /** The answer. */
    public sealed interface Verdict {
        record Allowed() implements Verdict {}

        /** Allowed, for the objects that pass; asked again for each change of a watch. */
        record Filtered(Predicate<Item> filter) implements Verdict {}

        record Denied(ApiStatus status) implements Verdict {}
    }

    public static Verdict decide(Identity who, Attempt attempt, NodeGraph graph) {
        if (who.groups().contains(Identity.ADMINS)) {
            return new Verdict.Allowed();
        }
        Optional<String> node = who.node();
        if (node.isPresent()) {
            return new NodeRules(node.orElseThrow(), graph).decide(attempt).orElseGet(() -> Denials.of(who, attempt));
        }
        return ControllerRules.allow(who, attempt) ? new Verdict.Allowed() : Denials.of(who, attempt);
    }
}
