package dev.longshore.schemas.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintTest {
    private static final Path RESOURCES = Path.of("src", "main", "resources");
    private static final Path META = RESOURCES.resolve("meta").resolve("kind-file.schema.json");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "type: string, requird: true | :4:34: | requird",
                "type: string, doc: Pods, wanted | :4:42: | wanted",
                "type: string, enum: [True, False] | :4:32: | boolean",
                "type: string, support: none | :4: | reason",
                "type: string, min: low | :4:30: | integer",
                "typ: string | :4: | required property 'type' not found",
            })
    void aSlipIsToldWithItsPlace(String words, String place, String what) throws IOException {
        Path file = written("types:\n  A:\n    fields:\n      x: {" + words + "}\n");

        assertThat(new Lint(META).faults(file))
                .anySatisfy(fault -> assertThat(fault).startsWith(file + place).contains(what));
    }

    @Test
    void theFilesOfTheProductAreGood() throws IOException {
        Lint lint = new Lint(META);
        List<Path> files = KindFiles.in(RESOURCES);

        assertThat(files).hasSizeGreaterThan(15);
        for (Path file : files) {
            assertThat(lint.faults(file)).isEmpty();
        }
    }

    @Test
    void aTypeThatIsNowhereIsToldWithTheFieldThatWantsIt() throws IOException {
        Path resources = folder;
        Files.createDirectories(resources.resolve("meta"));
        Files.copy(META, resources.resolve("meta").resolve("kind-file.schema.json"));
        Path types = Files.createDirectories(resources.resolve("types").resolve("core"));
        Files.writeString(types.resolve("a.yaml"), "types:\n  A:\n    fields:\n      x: {type: Nowhere}\n");

        assertThatThrownBy(() -> KindCompiler.main(
                        resources.toString(), folder.resolve("kinds.json").toString()))
                .hasMessage("core.A.x: there is no type core.Nowhere");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("a.yaml"), text);
    }
}
