package dev.longshore.schemas;

import dev.longshore.objects.Fields;
import java.util.List;

/**
 * A named predicate for what a schema cannot say.
 *
 * @param name as written in kind files
 */
public record Rule(String name, Judge judge) {
    /** Says what is wrong. */
    @FunctionalInterface
    public interface Judge {
        /** @param old the stored value; {@link Fields#NONE} on create */
        List<Problem> judge(Fields value, Fields old);
    }

    /** @param old the stored value; {@link Fields#NONE} on create */
    public List<Problem> check(Fields value, Fields old) {
        return judge.judge(value, old);
    }
}
