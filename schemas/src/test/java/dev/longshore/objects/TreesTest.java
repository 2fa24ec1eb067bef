package dev.longshore.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreesTest {
    @ParameterizedTest(name = "{0} with x at {1} is {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a':{'b':1},'c':2} | a.b | {'a':{'b':'x'},'c':2}",
                "{'a':{'b':1},'c':2} | a | {'a':'x','c':2}",
                "{'a':{'b':1},'c':2} | a.d | {'a':{'b':1,'d':'x'},'c':2}",
                "{'a':{'b':1},'c':2} | d.e.f | {'a':{'b':1},'c':2,'d':{'e':{'f':'x'}}}",
                "{'a':{'b':1},'c':2} | c.d | {'a':{'b':1},'c':{'d':'x'}}"
            })
    void setsOneValueInACopy(String before, String path, String after) {
        ObjectNode tree = tree(before);

        assertThat(Trees.with(tree, TextNode.valueOf("x"), path.split("\\."))).isEqualTo(tree(after));
        assertThat(tree).isEqualTo(tree(before));
    }

    @ParameterizedTest(name = "{0} without {1} is {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a':{'b':1},'c':2} | a.b | {'a':{},'c':2}",
                "{'a':{'b':1},'c':2} | a | {'c':2}",
                "{'a':{'b':1},'c':2} | a.d | {'a':{'b':1},'c':2}",
                "{'a':{'b':1},'c':2} | d.e | {'a':{'b':1},'c':2}",
                "{'a':{'b':1},'c':2} | c.d | {'a':{'b':1},'c':2}"
            })
    void removesOneValueFromACopy(String before, String path, String after) {
        ObjectNode tree = tree(before);

        assertThat(Trees.without(tree, path.split("\\."))).isEqualTo(tree(after));
        assertThat(tree).isEqualTo(tree(before));
    }

    private static ObjectNode tree(String json) {
        return (ObjectNode) CanonicalJson.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
