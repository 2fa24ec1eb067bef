package dev.longshore.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.schemas.Shape.Field;
import dev.longshore.schemas.Shape.ListOf;
import dev.longshore.schemas.Shape.MapOf;
import dev.longshore.schemas.Shape.Scalar;
import dev.longshore.schemas.Shape.Struct;
import dev.longshore.schemas.Shape.Support;
import dev.longshore.schemas.columns.Cells;
import dev.longshore.schemas.defaults.Defaulters;
import dev.longshore.schemas.formats.Formats;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the meta-schema cannot see: that the files of all kinds fit together, and fit the functions they name. */
class KindFilesTest {
    private static final JsonNode COMPILED = compiled();
    private static final Map<String, Struct> STRUCTS = reachable();

    @Test
    void everyTypeIsReachedFromSomeKind() {
        Set<String> written = new TreeSet<>();
        COMPILED.path("types").fieldNames().forEachRemaining(written::add);
        Set<String> used = new TreeSet<>(STRUCTS.keySet());
        COMPILED.path("types").forEach(type -> type.path("inline").fieldNames().forEachRemaining(used::add));

        written.removeAll(used);

        assertThat(written).isEmpty();
    }

    @Test
    void keysOfListsAreScalarFieldsOfTheirItems() {
        forEachField((where, field) -> {
            if (field.shape() instanceof ListOf list && list.item() instanceof Struct item) {
                assertThat(list.keys())
                        .as(where)
                        .allSatisfy(key -> assertThat(item.named(key))
                                .isNotNull()
                                .extracting(Field::shape)
                                .isInstanceOf(Scalar.class));
                assertThat(list.mergeKey() == null || item.named(list.mergeKey()) != null)
                        .as(where)
                        .isTrue();
            }
        });
    }

    @Test
    void defaultsAreRightForTheirOwnFields() {
        forEachField((where, field) -> {
            Struct alone = new Struct("test.Alone", "", false, false, List.of(), List.of());
            alone.add(field);
            KindSchema kind = SchemaCatalog.builtIn().kinds().getFirst();
            KindSchema around = new KindSchema(
                    kind.kind(),
                    List.of(),
                    List.of(),
                    kind.subresources(),
                    alone,
                    List.of(),
                    List.of(),
                    List.of(),
                    kind.scale());
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            if (field.defaultValue() != null && field.defaultValue().isValueNode()) {
                Checked checked = Walker.check(around, object);

                assertThat(checked.mistyped()).as(where).isEmpty();
                assertThat(checked.invalid()).as(where).isEmpty();
            }
        });
    }

    @Test
    void protobufNumbersAreGivenOnceInAType() {
        CatalogReader.entries(COMPILED.path("types")).forEach((name, type) -> {
            List<Integer> numbers = new ArrayList<>();
            type.path("fields").forEach(field -> numbers.add(field.path("proto").asInt()));
            type.path("inline").forEach(number -> numbers.add(number.asInt()));
            numbers.removeIf(number -> number == 0);

            assertThat(numbers).as(name).doesNotHaveDuplicates();
        });
    }

    @Test
    void unionsNameFieldsOfTheirType() {
        STRUCTS.values()
                .forEach(struct -> struct.unions()
                        .forEach(union -> assertThat(union)
                                .as(struct.name())
                                .allSatisfy(
                                        name -> assertThat(struct.named(name)).isNotNull())));
    }

    @Test
    void whatIsNotHonouredHasAReason() {
        forEachField((where, field) -> assertThat(field.reason().isEmpty())
                .as(where)
                .isEqualTo(field.support() == Support.FULL || field.support() == Support.INHERITED));
    }

    @Test
    void everyFunctionIsNamedInSomeFile() {
        assertThat(words("rules", "updates")).containsExactlyInAnyOrderElementsOf(Rules.names());
        assertThat(words("defaulters")).containsExactlyInAnyOrderElementsOf(Defaulters.names());
        assertThat(words("cell")).containsExactlyInAnyOrderElementsOf(Cells.names());
        assertThat(formats()).containsExactlyInAnyOrderElementsOf(Formats.names());
    }

    /** Of fields; a column's format is another word. */
    private static Set<String> formats() {
        Set<String> names = new TreeSet<>();
        COMPILED.path("types").findValuesAsText("format").forEach(names::add);
        return names;
    }

    private static Set<String> words(String... keys) {
        Set<String> found = new TreeSet<>();
        for (String key : keys) {
            COMPILED.findValues(key).forEach(value -> {
                if (value.isTextual()) {
                    found.add(value.asText());
                }
                if (value.isArray()) {
                    value.forEach(item -> found.add(item.asText()));
                }
            });
        }
        found.remove("");
        return found;
    }

    private interface Look {
        void at(String where, Field field);
    }

    private static void forEachField(Look look) {
        STRUCTS.values()
                .forEach(struct -> struct.fields().forEach(field -> look.at(struct + "." + field.name(), field)));
    }

    private static Map<String, Struct> reachable() {
        Map<String, Struct> structs = new LinkedHashMap<>();
        SchemaCatalog.builtIn().kinds().forEach(kind -> reach(kind.root(), structs));
        return structs;
    }

    private static void reach(Shape shape, Map<String, Struct> structs) {
        switch (shape) {
            case Struct struct -> {
                if (structs.putIfAbsent(struct.name(), struct) == null) {
                    struct.fields().forEach(field -> reach(field.shape(), structs));
                }
            }
            case ListOf list -> reach(list.item(), structs);
            case MapOf map -> reach(map.value(), structs);
            case Shape.Either either -> reach(either.object(), structs);
            case Shape.Raw raw -> {}
            case Scalar scalar -> {}
        }
    }

    private static JsonNode compiled() {
        try (InputStream in = CatalogReader.class.getResourceAsStream(CatalogReader.RESOURCE)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
