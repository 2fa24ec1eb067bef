package dev.longshore.schemas;

import dev.longshore.objects.Kind;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;

/**
 * Everything the product knows of one kind in one served version.
 *
 * @param shortNames as {@code po}
 * @param categories as {@code all}
 * @param subresources as {@code status}, {@code scale}
 * @param root the struct of the whole object
 * @param rules what must hold of every object; the walker asks them
 * @param updates what must hold between an object and its successor; {@link Immutability} asks them
 * @param scale paths of the scale subresource; meaningful only when {@code subresources} has it
 */
public record KindSchema(
        Kind kind,
        List<String> shortNames,
        List<String> categories,
        SortedSet<String> subresources,
        Shape.Struct root,
        List<Column> columns,
        List<Rule> rules,
        List<Rule> updates,
        Scale scale) {
    /** Paths such as {@code .spec.replicas}; all empty when the kind cannot be scaled. */
    public record Scale(String spec, String status, String selector) {}

    /** As {@code kubectl get pod} has it: the kind's name in small letters. */
    public String singular() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
