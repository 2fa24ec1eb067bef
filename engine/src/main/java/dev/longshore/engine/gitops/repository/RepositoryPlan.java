package dev.longshore.engine.gitops.repository;

import dev.longshore.cluster.Action;
import dev.longshore.objects.Draft;
import dev.longshore.objects.gitops.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a look at the host changes: the status where it says something new, and an Event for every head that moved. */
final class RepositoryPlan {
    private static final int ERROR_CHARS_MAX = 1_024;
    private static final int SHA_SHOWN = 12;

    private RepositoryPlan() {}

    /** Nothing when nothing is new and every wish was answered: a look without news writes nothing. */
    static List<Action> plan(Repository repository, Look look) {
        List<Action> actions = new ArrayList<>();
        Draft status = repository.item().draft();
        switch (look) {
            case Look.Seen(Map<String, String> heads, List<String> faults) -> {
                Map<String, String> sorted = new TreeMap<>(heads);
                status = faults.isEmpty()
                        ? status.without("status", "error")
                        : status.with(shortened(String.join("; ", faults)), "status", "error");
                status = status.with(sorted, "status", "heads");
                actions.addAll(moves(repository, sorted));
            }
            case Look.Failed(String why) -> status = status.with(shortened(why), "status", "error");
        }
        if (!repository.lookAt().isEmpty()) {
            status = status.with(repository.lookAt(), "status", "lookedAt");
        }
        if (!status.equals(repository.item().draft()) || !answered(repository)) {
            actions.addFirst(new Action.UpdateStatus(
                    status.with(repository.item().generation(), "status", "observedGeneration")));
        }
        return actions;
    }

    /** Whoever asked for another ref waits for this, also when the host does not have it. */
    private static boolean answered(Repository repository) {
        return repository.item().number("status", "observedGeneration").orElse(-1)
                >= repository.item().generation();
    }

    private static List<Action> moves(Repository repository, Map<String, String> heads) {
        List<Action> events = new ArrayList<>();
        repository.heads().forEach((ref, old) -> {
            String now = heads.getOrDefault(ref, "");
            if (!now.equals(old) && repository.refs().contains(ref)) {
                String to = now.isEmpty()
                        ? "is gone (was " + shown(old) + ")"
                        : "moved from " + shown(old) + " to " + shown(now);
                events.add(new Action.Event(
                        repository.item(), now.isEmpty() ? "Warning" : "Normal", "HeadMoved", ref + " " + to));
            }
        });
        return events;
    }

    private static String shown(String commit) {
        return commit.substring(0, Math.min(SHA_SHOWN, commit.length()));
    }

    private static String shortened(String text) {
        return text.length() <= ERROR_CHARS_MAX ? text : text.substring(0, ERROR_CHARS_MAX) + "…(truncated)";
    }
}
