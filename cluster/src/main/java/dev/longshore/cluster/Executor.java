package dev.longshore.cluster;

import java.util.List;

/** Performs what planners decided: with preconditions, a bound per pass, and Events. */
public interface Executor {
    /** "Again now" when a write lost a race or more is left than one pass performs, "done" otherwise. */
    Outcome perform(List<Action> actions);
}
