package dev.longshore.schemas;

import dev.longshore.objects.Fields;
import java.util.List;

/** A named predicate for what a schema cannot say. */
public interface Rule {
    /** As written in kind files. */
    String name();

    /** @param old the stored object; {@link Fields#NONE} on create */
    List<Problem> check(Fields object, Fields old);
}
