package dev.longshore.schemas;

import dev.longshore.objects.Kind;
import java.util.List;
import java.util.Set;

/**
 * Everything the product knows of one kind in one served version.
 *
 * @param shortNames as {@code po}
 * @param categories as {@code all}
 * @param subresources as {@code status}, {@code scale}
 * @param root the struct of the whole object
 * @param scale paths of the scale subresource; meaningful only when {@code subresources} has it
 */
public record KindSchema(
        Kind kind,
        String singular,
        List<String> shortNames,
        List<String> categories,
        Set<String> subresources,
        Shape.Struct root,
        List<Column> columns,
        List<Rule> rules,
        Scale scale) {
    /** Paths such as {@code .spec.replicas}; all empty when the kind cannot be scaled. */
    public record Scale(String spec, String status, String selector) {}
}
