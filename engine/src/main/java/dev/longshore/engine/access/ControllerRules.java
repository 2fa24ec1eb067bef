package dev.longshore.engine.access;

import java.util.List;
import java.util.Map;

/**
 * What each program inside the engine may do, by name. All may read everything but Secrets; what they write is what they are for.
 */
final class ControllerRules {
    private static final String SECRETS = "secrets";
    private static final Grant READ_ALL = Grant.read(Grant.ANY);
    private static final Grant EVENTS = Grant.of("events", "create", "update", "patch");

    private static final Map<String, List<Grant>> BY_NAME = Map.ofEntries(
            Map.entry(
                    "replicaset",
                    List.of(
                            Grant.of("replicasets.apps", "update", "patch"),
                            Grant.of("replicasets.apps/status", "update", "patch"),
                            Grant.write("pods"))),
            Map.entry(
                    "deployment",
                    List.of(
                            Grant.of("deployments.apps", "update", "patch"),
                            Grant.of("deployments.apps/status", "update", "patch"),
                            Grant.write("replicasets.apps"))),
            Map.entry(
                    "scheduler",
                    List.of(Grant.of("pods/binding", "create"), Grant.of("pods/status", "update", "patch"))),
            Map.entry(
                    "nodes",
                    List.of(
                            Grant.of("nodes", "update", "patch"),
                            Grant.of("nodes/status", "update", "patch"),
                            Grant.of("pods", "delete"),
                            Grant.of("pods/status", "update", "patch"),
                            Grant.of("leases.coordination.k8s.io", "delete"))),
            Map.entry("owners", List.of(Grant.read(SECRETS), Grant.of(Grant.ANY, "update", "patch", "delete"))),
            Map.entry(
                    "namespaces",
                    List.of(
                            Grant.read(SECRETS),
                            Grant.of("namespaces/finalize", "update"),
                            Grant.of("namespaces/status", "update", "patch"),
                            Grant.of(Grant.ANY, "delete"))),
            Map.entry("events", List.of(Grant.of("events", "delete"))),
            Map.entry(
                    "repositories",
                    List.of(
                            Grant.of(SECRETS, "get"),
                            Grant.write("repositories.longshore.io"),
                            Grant.of("repositories.longshore.io/status", "update", "patch"))),
            Map.entry("applications", List.of(Grant.read(SECRETS), Grant.write(Grant.ANY))),
            Map.entry(
                    "webhooks", List.of(Grant.read(SECRETS), Grant.of("repositories.longshore.io", "update", "patch"))),
            Map.entry(
                    "join",
                    List.of(
                            Grant.read(SECRETS),
                            Grant.of(SECRETS, "update", "patch", "delete"),
                            Grant.of("nodes", "create", "update", "patch"))));

    private ControllerRules() {}

    static boolean allow(Identity who, Attempt attempt) {
        return who.controller()
                .map(name -> BY_NAME.getOrDefault(name, List.of()))
                .filter(grants -> known(attempt, grants))
                .isPresent();
    }

    private static boolean known(Attempt attempt, List<Grant> grants) {
        boolean secret = attempt.key().kind().resource().equals(SECRETS);
        return EVENTS.covers(attempt)
                || (!secret && !grants.isEmpty() && READ_ALL.covers(attempt))
                || grants.stream().anyMatch(grant -> grant.covers(attempt));
    }
}
