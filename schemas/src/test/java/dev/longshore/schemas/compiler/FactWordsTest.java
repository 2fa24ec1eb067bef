package dev.longshore.schemas.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactWordsTest {
    private static final String HEAD =
            "type\tfield\tjsonType\tpointer\tproto\tpresence\tlistType\tlistMapKeys\tpatchStrategy\tpatchMergeKey\n";

    @TempDir
    private Path tables;

    @BeforeEach
    void aTable() throws IOException {
        Files.writeString(
                tables.resolve("core_v1.tsv"),
                HEAD
                        + "Box\tname\tstring\t\t1\treq\n"
                        + "Box\tlid\tLid\tptr\t2\topt\n"
                        + "Box\titems\t[]Lid\t\t3\topt\tmap\ta,b\tmerge,retainKeys\ta\n"
                        + "Box\ttags\t[]string\t\t4\topt\tset\t\tmerge\n"
                        + "Box\tmap\tmap[string]string\t\t5\topt\tatomic\n"
                        + "Box\tsize\tQuantity\t\t6\topt\n"
                        + "Box\tcolour\tColour\t\t7\topt\n"
                        + "Box\tseen\tTime\t\t8\topt\n"
                        + "Box\t(inline)\tLid\t\t9\treq\n"
                        + "Lid\ta\tint32\t\t1\treq\n");
    }

    @Test
    void factsAreWrittenAndOurWordsStay() throws IOException {
        assertThat(rewrite(
                        "types:",
                        "  Box:",
                        "    doc: \"A box.\"",
                        "    fields:",
                        "      name: {type: int32, doc: \"Its name, or: what it is called.\", maxLength: 9}",
                        "      gone: {type: string}"))
                .containsExactly(
                        "types:",
                        "  Box:",
                        "    doc: \"A box.\"",
                        "    inline: {Lid: 9}",
                        "    fields:",
                        "      name: {type: string, proto: 1, required: true, doc: \"Its name, or: what it is called.\", maxLength: 9}",
                        "      lid: {type: Lid, proto: 2, zero: kept}",
                        "      items: {type: [Lid], proto: 3, keys: [a, b], merge: a, patch: retainKeys}",
                        "      tags: {type: [string], proto: 4, set: true, patch: merge}",
                        "      map: {type: {string: string}, proto: 5, atomic: true}",
                        "      size: {type: quantity, proto: 6}",
                        "      colour: {type: string, proto: 7}",
                        "      seen: {type: time, proto: 8}");
    }

    @Test
    void writingTwiceChangesNothing() throws IOException {
        List<String> once = rewrite("types:", "  Box:", "    fields:");

        assertThat(rewrite(once.toArray(String[]::new))).isEqualTo(once);
    }

    @Test
    void typesNoTableKnowsAreLeftAlone() throws IOException {
        String[] lines = {"types:", "  Ours:", "    fields:", "      x: {type: string, proto: 4}"};

        assertThat(rewrite(lines)).containsExactly(lines);
    }

    private List<String> rewrite(String... lines) throws IOException {
        return FactWords.rewrite(FactTables.read(tables), "core", List.of(lines));
    }
}
