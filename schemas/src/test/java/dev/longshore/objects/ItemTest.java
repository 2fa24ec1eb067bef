package dev.longshore.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.core.Pod;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ItemTest {
    private static final String STORED =
            "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'web','namespace':'default'},'spec':{'nodeName':'n'}}"
                    .replace('\'', '"');
    private static final String SHOWN = STORED.replace("\"metadata\":{", "\"metadata\":{\"resourceVersion\":\"7\",");

    private final Item item = Item.read(Pod.KIND, tree(SHOWN));

    @Test
    void readFromTheWireItIsTheSameAsFromTheStore() {
        Item stored = Item.of(item.key(), 7, STORED.getBytes(StandardCharsets.UTF_8));

        assertThat(item).isEqualTo(stored);
        assertThat(item.fields()).isEqualTo(stored.fields());
        assertThat(item.stored()).asString(StandardCharsets.UTF_8).isEqualTo(STORED);
        assertThat(item.bytes()).asString(StandardCharsets.UTF_8).isEqualTo(SHOWN);
    }

    @Test
    void aDraftOfItLeavesItAsItIs() {
        Draft draft = item.draft().with("m", "spec", "nodeName").without("metadata", "namespace");
        draft.copy().removeAll();
        item.draft().edited(ObjectNode::removeAll);

        assertThat(draft.fields().text("spec", "nodeName")).contains("m");
        assertThat(draft.fields().text("metadata", "resourceVersion")).contains("7");
        assertThat(item.stored()).asString(StandardCharsets.UTF_8).isEqualTo(STORED);
    }

    private static ObjectNode tree(String json) {
        return (ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
