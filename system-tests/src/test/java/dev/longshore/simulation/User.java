package dev.longshore.simulation;

import dev.longshore.engine.gitops.git.FakeGitHost;
import dev.longshore.simulation.invariants.Fact;
import dev.longshore.tasks.Signal;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Somebody with git: changes a wish now and then and pushes it; one push in eight is broken. */
final class User {
    private static final int ONE_IN_BROKEN = 8;

    private final FakeGitHost git;
    private final SimulatedProcess self;
    private final Facts facts;
    private final Wishes wishes = new Wishes();
    private final Signal finish;
    private boolean finished;

    User(FakeGitHost git, SimulatedProcess self, Facts facts) {
        this.git = git;
        this.self = self;
        this.facts = facts;
        this.finish = self.signal();
        push();
    }

    void run() {
        boolean calm = false;
        while (!calm) {
            calm = finish.await(Duration.ofMillis(1_000 + self.chance().below(12_000)));
            if (!calm) {
                step();
            }
        }
        push();
        finished = true;
    }

    /** Last push now: from here on the world must come to rest. */
    void finish() {
        finish.raise();
    }

    boolean finished() {
        return finished;
    }

    SortedMap<String, Wishes.Wish> wanted() {
        return wishes.wanted();
    }

    /** Changes a wish; the next push tells of it. */
    void want(String name, Wishes.Wish wish) {
        wishes.want(name, wish);
    }

    private void step() {
        if (self.chance().below(ONE_IN_BROKEN) == 0) {
            push(Wishes.broken(), false, Set.of());
        } else {
            wishes.change(self.chance());
            push();
        }
    }

    private void push() {
        push(wishes.files(), true, new TreeSet<>(wishes.wanted().keySet()));
    }

    private void push(Map<String, String> files, boolean whole, Set<String> names) {
        git.push(Wishes.REPOSITORY, Wishes.BRANCH, files);
        facts.tell(new Fact.Pushed(whole, Set.copyOf(names)));
    }
}
