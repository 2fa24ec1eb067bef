package dev.longshore.engine.access;

import java.util.List;

/**
 * Who is calling.
 *
 * @param name for example {@code admin}, {@code system:node:node-1}, {@code system:controller:deployment}
 * @param groups in the order they were proven
 */
public record Identity(String name, List<String> groups) {
    /** Nobody proved anything. */
    public static final Identity ANONYMOUS = new Identity("system:anonymous", List.of("system:unauthenticated"));

    /** People with all rights. */
    public static final String ADMINS = "system:masters";

    /** An in-process controller. */
    public static Identity controller(String name) {
        return new Identity("system:controller:" + name, List.of("system:controllers", "system:authenticated"));
    }

    /** The agent of a node. */
    public static Identity node(String name) {
        return new Identity("system:node:" + name, List.of("system:nodes", "system:authenticated"));
    }

    /** A person with all rights. */
    public static Identity admin(String name) {
        return new Identity(name, List.of(ADMINS, "system:authenticated"));
    }
}
