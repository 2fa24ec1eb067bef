package dev.longshore.engine.gitops.sync;

import dev.longshore.engine.gitops.render.Desired;
import dev.longshore.objects.Item;
import java.util.List;

/** What a sync does next. */
public sealed interface Step {
    /** Make the destination namespace. */
    record MakeNamespace(String name) implements Step {}

    /** Apply these, in order; what follows a failed kind is left. */
    record Apply(List<Desired> objects) implements Step {}

    /** Delete these, in order. */
    record Prune(List<Item> objects) implements Step {}

    /** Nothing until the world has moved on. */
    record Wait(String why) implements Step {}

    /** It cannot succeed as things are. */
    record Fail(String why) implements Step {}

    /** Everything is as Git says, as far as it may be. */
    record Done() implements Step {}
}
