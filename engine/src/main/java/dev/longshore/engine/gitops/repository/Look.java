package dev.longshore.engine.gitops.repository;

import java.util.List;
import java.util.Map;

/** What came of asking a host. */
sealed interface Look {
    /**
     * @param heads commit by selector, all of them fetched; selectors that the host does not know are absent
     * @param faults commits that could not be fetched, one sentence each; their heads stay
     */
    record Seen(Map<String, String> heads, List<String> faults) implements Look {}

    /** Nothing is known: the last heads stay. */
    record Failed(String why) implements Look {}
}
