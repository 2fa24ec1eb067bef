package dev.longshore.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'kind':'Pod','apiVersion':'v1'} | {'apiVersion':'v1','kind':'Pod'}",
                "{'status':{},'b':1,'a':2,'spec':{}} | {'spec':{},'a':2,'b':1,'status':{}}",
                "{'spec':{'b':{'d':1,'c':2},'a':[{'z':1,'y':2}]}} | {'spec':{'a':[{'y':2,'z':1}],'b':{'c':2,'d':1}}}",
                "{'spec':{'b':1,'a':2,'B':3}} | {'spec':{'B':3,'a':2,'b':1}}",
                "{'a':1.0,'b':1.5,'c':9007199254740993,'d':1e300} | {'a':1,'b':1.5,'c':9007199254740993,'d':1.0E300}",
                "{'a':true,'b':false,'c':null,'d':'ü/','e':-1} | {'a':true,'b':false,'c':null,'d':'ü/','e':-1}"
            })
    void oneOrderAndOneFormForNumbers(String json, String canonical) {
        assertThat(text(tree(json))).isEqualTo(canonical.replace('\'', '"'));
    }

    @Test
    void whatItWroteItReads() {
        ObjectNode tree = tree("{'spec':{'a':[1,'x',{'b':null}]},'status':{'c':true}}");

        assertThat(CanonicalJson.parseOwn(CanonicalJson.bytes(tree))).isEqualTo(tree);
    }

    @Test
    void fromOthersNoKeyMayComeTwice() {
        assertThatThrownBy(() -> tree("{'spec':{'a':1,'b':2,'a':3}}"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Duplicate field 'a'");
    }

    private static String text(ObjectNode tree) {
        return new String(CanonicalJson.bytes(tree), StandardCharsets.UTF_8);
    }

    private static ObjectNode tree(String json) {
        JsonNode tree = CanonicalJson.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return (ObjectNode) tree;
    }
}
