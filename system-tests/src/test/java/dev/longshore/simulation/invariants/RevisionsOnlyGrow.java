package dev.longshore.simulation.invariants;

import java.util.function.Consumer;

/** One revision for each write, each one more than the last; a store that is opened again is where it was. */
final class RevisionsOnlyGrow implements Invariant {
    private long head;

    @Override
    public String id() {
        return "S-STORE-02";
    }

    @Override
    public void on(Fact fact, Consumer<String> broken) {
        switch (fact) {
            case Fact.Committed committed -> {
                if (committed.revision() != head + 1) {
                    broken.accept(
                            committed.path() + " was written at revision " + committed.revision() + " after " + head);
                }
                head = committed.revision();
            }
            case Fact.Opened(long opened) -> {
                if (opened != head) {
                    broken.accept("the store was opened at " + opened + " after " + head);
                }
            }
            case Fact.Acknowledged _, Fact.ContainerChanged _, Fact.Pushed _ -> {}
        }
    }
}
