package dev.longshore.engine.gitops.repository;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.longshore.cluster.Action;
import dev.longshore.objects.Item;
import dev.longshore.objects.gitops.Application;
import dev.longshore.objects.gitops.Repository;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which refs of a Repository go, because none of its Applications asks for them any more, and nobody else ever wrote them. An
 * Application adds the one it asks for, this only ever takes away: both read the same wish, and both writes are compared with the
 * revision they were decided on, so that neither undoes the other's.
 */
final class RefsPlan {
    private RefsPlan() {}

    /**
     * @param owners those owners of the Repository that are there
     * @param manager under which Applications add their refs
     */
    static List<Action> plan(Repository repository, List<Application> owners, String manager) {
        Set<String> asked = owners.stream().flatMap(RefsPlan::asked).collect(Collectors.toSet());
        List<String> kept = repository.refs().stream()
                .filter(ref -> asked.contains(ref) || writtenByAnother(repository.item(), ref, manager))
                .toList();
        return kept.isEmpty() || kept.equals(repository.refs())
                ? List.of()
                : List.of(new Action.Replace(repository.item().draft().with(kept, "spec", "refs")));
    }

    /** What it follows, which its neighbours want to know too while a person asked for another one. */
    private static Stream<String> asked(Application application) {
        return Stream.concat(Stream.of(application.targetRevision()), application.revisionAsked().stream());
    }

    private static boolean writtenByAnother(Item repository, String ref, String manager) {
        String entry = "v:" + TextNode.valueOf(ref);
        return repository.items("metadata", "managedFields").stream()
                .filter(fields -> !fields.text("manager").orElse("").equals(manager))
                .anyMatch(fields -> fields.has("fieldsV1", "f:spec", "f:refs", entry));
    }
}
