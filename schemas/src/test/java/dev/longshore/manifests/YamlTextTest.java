package dev.longshore.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.CanonicalJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {
    @Test
    void itReadsAsPeopleWriteIt() {
        ObjectNode pod = tree("""
                {"kind": "Pod", "metadata": {"name": "web", "labels": {}, "uid": "1e3"},
                 "spec": {"containers": [{"name": "c", "image": "web:1", "args": ["-v", "yes"]}, {"name": "d", "ports": []}], "size": 3}}""");

        assertThat(YamlText.of(pod)).isEqualTo("""
                kind: Pod
                metadata:
                  name: web
                  labels: {}
                  uid: "1e3"
                spec:
                  containers:
                  - name: c
                    image: web:1
                    args:
                    - "-v"
                    - "yes"
                  - name: d
                    ports: []
                  size: 3
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "y",
                "N",
                "Off",
                "null",
                "~",
                "1",
                "0x1f",
                "1_000",
                "1:30",
                "12:30:45",
                "1e3",
                ".5",
                ".inf",
                "2001-01-01",
                "a: b",
                "a #b",
                "a:",
                "#",
                "- a",
                "[a]",
                "{a}",
                "&a",
                "*a",
                "!a",
                "|",
                ">",
                "%a",
                "@a",
                "`a",
                "'a'",
                "\"a\"",
                "a\nb\n",
                "\ttab",
                "back\\slash",
                "\u0007\u001b",
                "\u0085\u2028\ufeff",
                "ünï\uD83D\uDE80",
                "=",
                "<<",
                "a/b:1.2",
                "true "
            })
    void everyTextComesBackAsItWas(String text) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("k", text);
        object.putArray("list").add(text).addObject().put("in", text);

        assertThat(YamlBody.read(YamlText.of(object).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new YamlBody.Body(object));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "1", "a b", "true", "a/b"})
    void everyKeyComesBackAsItWas(String key) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.putObject(key).putArray(key).addArray().add(1.5).add(true).addNull();

        assertThat(YamlBody.read(YamlText.of(object).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new YamlBody.Body(object));
    }

    private static ObjectNode tree(String json) {
        return (ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
