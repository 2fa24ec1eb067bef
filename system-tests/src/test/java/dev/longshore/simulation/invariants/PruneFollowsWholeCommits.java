package dev.longshore.simulation.invariants;

import dev.longshore.objects.Fields;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A Deployment is deleted only because a commit that could be rendered lacks it: never after a failed render. */
final class PruneFollowsWholeCommits implements Invariant {
    private final Set<String> known = new TreeSet<>();
    private final Set<String> mayGo = new TreeSet<>();

    @Override
    public String id() {
        return "S-GIT-03";
    }

    @Override
    public void on(Fact fact, Consumer<String> broken) {
        switch (fact) {
            case Fact.Pushed pushed -> {
                known.addAll(pushed.deployments());
                if (pushed.whole()) {
                    known.stream()
                            .filter(name -> !pushed.deployments().contains(name))
                            .forEach(mayGo::add);
                }
            }
            case Fact.Committed committed -> {
                if (Changes.of("deployments", committed)) {
                    deployment(committed, broken);
                }
            }
            case Fact.Acknowledged _, Fact.Opened _, Fact.ContainerChanged _ -> {}
        }
    }

    private void deployment(Fact.Committed committed, Consumer<String> broken) {
        boolean wasGoing = committed.before().filter(Changes::terminating).isPresent();
        boolean goes = committed.after().map(Changes::terminating).orElse(true);
        String name = committed.before().map(PruneFollowsWholeCommits::name).orElse("");
        if (!wasGoing && goes && committed.before().isPresent() && !mayGo.contains(name)) {
            broken.accept(committed.path() + " is deleted, and no commit that could be rendered lacks it");
        }
    }

    private static String name(Fields object) {
        return object.text("metadata", "name").orElse("");
    }
}
