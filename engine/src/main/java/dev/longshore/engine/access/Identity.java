package dev.longshore.engine.access;

import java.util.List;
import java.util.Optional;

/**
 * Who is calling.
 *
 * @param name for example {@code admin}, {@code system:node:node-1}, {@code system:controller:deployment}
 * @param groups in the order they were proven
 */
public record Identity(String name, List<String> groups) {
    /** Nobody proved anything. */
    public static final Identity ANONYMOUS = new Identity("system:anonymous", List.of("system:unauthenticated"));

    private static final String GITOPS = "longshore:gitops";
    private static final String CONTROLLERS = "system:controllers";
    private static final String NODE = "system:node:";
    private static final String CONTROLLER = "system:controller:";

    /** People with all rights. */
    public static final String ADMINS = "system:masters";

    /** An in-process controller. */
    public static Identity controller(String name) {
        return new Identity(CONTROLLER + name, List.of(CONTROLLERS, "system:authenticated"));
    }

    /** The agent of a node. */
    public static Identity node(String name) {
        return new Identity(NODE + name, List.of("system:nodes", "system:authenticated"));
    }

    /** A person with all rights. */
    public static Identity admin(String name) {
        return new Identity(name, List.of(ADMINS, "system:authenticated"));
    }

    /** What GitOps acts as: the only one who may say which unit an object belongs to. */
    public static Identity gitops() {
        return new Identity(GITOPS, List.of(CONTROLLERS, "system:authenticated"));
    }

    /** Whether it may set the tracking annotation. */
    public boolean tracks() {
        return controller().filter("applications"::equals).isPresent();
    }

    /** The node whose agent this is. */
    public Optional<String> node() {
        return groups.contains("system:nodes") ? after(NODE) : Optional.empty();
    }

    /** The program inside the engine that this is. */
    Optional<String> controller() {
        if (!groups.contains(CONTROLLERS)) {
            return Optional.empty();
        }
        return name.equals(GITOPS) ? Optional.of("applications") : after(CONTROLLER);
    }

    private Optional<String> after(String prefix) {
        return name.startsWith(prefix) ? Optional.of(name.substring(prefix.length())) : Optional.empty();
    }
}
