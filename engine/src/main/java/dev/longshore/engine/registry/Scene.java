package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.WriteOptions.FieldValidation;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.registry.view.Snapshot;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.schemas.KindSchema;
import java.util.Optional;

/**
 * Everything that one decision may look at.
 *
 * @param key with its subresource
 * @param current the object as the snapshot has it
 * @param manager the writer's name in managed fields
 */
record Scene(
        Identity who,
        KindSchema schema,
        ObjectKey key,
        Optional<Item> current,
        Snapshot snapshot,
        Draw draw,
        String manager,
        FieldValidation validation) {
    Kind kind() {
        return key.kind();
    }

    /** Revision of the current state; 0: none. */
    long seen() {
        return current.map(Item::revision).orElse(0L);
    }

    Fields before() {
        return current.map(Item::fields).orElse(Fields.NONE);
    }

    /** The tree of the current state, not to be changed; empty when there is none. */
    ObjectNode currentTree() {
        return current.map(item -> (ObjectNode) item.fields().tree()).orElseGet(JsonNodeFactory.instance::objectNode);
    }

    /** A tree of one's own of the current state. */
    ObjectNode currentCopy() {
        return currentTree().deepCopy();
    }

    boolean hasStatus() {
        return schema.subresources().contains("status");
    }

    boolean is(String resource) {
        return kind().resource().equals(resource);
    }

    /** The same for an object that has its name only now. */
    Scene named(String name) {
        ObjectKey full = new ObjectKey(kind(), key.namespace(), name, key.subresource());
        return new Scene(who, schema, full, snapshot.get(full), snapshot, draw, manager, validation);
    }
}
