package dev.longshore.schemas;

import dev.longshore.objects.Fields;
import dev.longshore.schemas.Shape.Field;
import dev.longshore.schemas.Shape.Struct;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What an update may not change. Source: apimachinery ValidateImmutableField and the Validate…Update functions of each kind. */
public final class Immutability {
    private Immutability() {}

    /**
     * Both complete, as the walker leaves them. For writes of the object itself; a binding, which sets a pod's node, is none.
     *
     * @return by path; empty when {@code now} may follow {@code old}
     */
    public static List<Problem> check(KindSchema kind, Fields old, Fields now) {
        List<Problem> problems = new ArrayList<>();
        compare(kind.root(), old, now, "", problems);
        kind.updates().forEach(rule -> problems.addAll(rule.check(now, old)));
        problems.sort(Comparator.comparing(Problem::path));
        return List.copyOf(problems);
    }

    private static void compare(Struct struct, Fields old, Fields now, String path, List<Problem> problems) {
        for (Field field : struct.fields()) {
            if (!field.immutable() && !(field.shape() instanceof Struct)) {
                continue;
            }
            Fields before = old.at(field.name());
            Fields after = now.at(field.name());
            String place = path.isEmpty() ? field.name() : path + "." + field.name();
            if (field.immutable() && !before.equals(after)) {
                problems.add(Problem.invalid(
                        place, now.has(field.name()) ? after.toString() : "null", "field is immutable"));
            } else if (field.shape() instanceof Struct inner && before.isObject() && after.isObject()) {
                compare(inner, before, after, place, problems);
            }
        }
    }
}
