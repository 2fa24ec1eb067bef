package dev.longshore.simulation.invariants;

import java.util.List;
import java.util.function.Consumer;

/** What must hold after every fact. Keeps its own counters; never reads the whole world. */
public interface Invariant {
    /** As in the catalogue, for example {@code S-STORE-02}. */
    String id();

    /** @param broken is told in one sentence what was violated */
    void on(Fact fact, Consumer<String> broken);

    /** All of them, fresh. */
    static List<Invariant> all() {
        return List.of(
                new RevisionsOnlyGrow(),
                new AcknowledgedWritesStay(),
                new IdentityIsForLife(),
                new DeletionIsFinal(),
                new BoundOnce(),
                new NodesAreNotOverfull(),
                new NoMoreChildrenThanWanted(),
                new OneContainerPerAttempt(),
                new ContainersBelongToPods(),
                new PodsOutliveTheirContainers(),
                new EndedPodsStayEnded(),
                new PruneFollowsWholeCommits(),
                new RolloutsAreDoneWhenTheyAre());
    }
}
