package dev.longshore.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Changed copies of trees. Only the objects on the way to the change are copied; all beside it is shared with the tree it came from, so
 * that neither may be changed in place any more.
 */
public final class Trees {
    private Trees() {}

    /** With one value set; objects on the way are made. */
    public static ObjectNode with(ObjectNode tree, JsonNode value, String... path) {
        return with(tree, value, 0, path);
    }

    private static ObjectNode with(JsonNode tree, JsonNode value, int depth, String... path) {
        ObjectNode copy = tree instanceof ObjectNode object ? shallow(object) : JsonNodeFactory.instance.objectNode();
        boolean there = depth == path.length - 1;
        copy.set(path[depth], there ? value : with(copy.path(path[depth]), value, depth + 1, path));
        return copy;
    }

    /** Without one value; absent is fine. */
    public static ObjectNode without(ObjectNode tree, String... path) {
        return without(tree, 0, path);
    }

    private static ObjectNode without(ObjectNode tree, int depth, String... path) {
        JsonNode child = tree.path(path[depth]);
        if (depth == path.length - 1 && !child.isMissingNode()) {
            ObjectNode copy = shallow(tree);
            copy.remove(path[depth]);
            return copy;
        }
        if (depth < path.length - 1 && child instanceof ObjectNode object) {
            ObjectNode copy = shallow(tree);
            copy.set(path[depth], without(object, depth + 1, path));
            return copy;
        }
        return tree;
    }

    /** An object of one's own with the same values, which are shared. */
    public static ObjectNode shallow(ObjectNode object) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        copy.setAll(object);
        return copy;
    }
}
