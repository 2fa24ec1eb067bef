package dev.longshore.objects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One entry of {@code metadata.ownerReferences}. Source: meta/v1 OwnerReference. */
public record OwnerReference(
        String apiVersion, String kind, String name, String uid, boolean controller, boolean blockOwnerDeletion) {
    static OwnerReference read(Fields fields) {
        return new OwnerReference(
                fields.text("apiVersion").orElse(""),
                fields.text("kind").orElse(""),
                fields.text("name").orElse(""),
                fields.text("uid").orElse(""),
                fields.flag("controller"),
                fields.flag("blockOwnerDeletion"));
    }

    /** A reference that makes {@code owner} the managing controller. */
    public static OwnerReference controlledBy(Item owner) {
        return new OwnerReference(
                owner.kind().apiVersion(), owner.kind().name(), owner.name(), owner.uid(), true, true);
    }

    /** The same, for an owner that need not wait. */
    public OwnerReference withoutBlocking() {
        return new OwnerReference(apiVersion, kind, name, uid, controller, false);
    }

    /** As it stands in a body. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("apiVersion", apiVersion).put("kind", kind).put("name", name).put("uid", uid);
        if (controller) {
            json.put("controller", true);
        }
        if (blockOwnerDeletion) {
            json.put("blockOwnerDeletion", true);
        }
        return json;
    }
}
