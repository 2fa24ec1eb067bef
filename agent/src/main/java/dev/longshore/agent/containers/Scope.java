package dev.longshore.agent.containers;

import java.util.Map;

/** Which containers belong to one agent, also where several agents share an engine. */
public record Scope(String cluster, String node) {
    public static final String CLUSTER = "longshore.io/cluster";
    public static final String NODE = "longshore.io/node";

    /** The labels every container of this agent bears. */
    public Map<String, String> labels() {
        return Map.of(CLUSTER, cluster, NODE, node);
    }

    public boolean owns(Map<String, String> labels) {
        return cluster.equals(labels.get(CLUSTER)) && node.equals(labels.get(NODE));
    }
}
