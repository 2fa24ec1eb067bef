package dev.longshore.engine.registry.patches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.CompatibilityFlags;
import com.flipkart.zjsonpatch.InvalidJsonPatchException;
import com.flipkart.zjsonpatch.JsonPatch;
import com.flipkart.zjsonpatch.JsonPatchApplicationException;
import java.util.EnumSet;

/** JSON Patch. Source: RFC 6902. */
public final class JsonPatches {
    private static final int OPERATIONS_MAX = 10_000;
    private static final EnumSet<CompatibilityFlags> STRICT =
            EnumSet.of(CompatibilityFlags.FORBID_REMOVE_MISSING_OBJECT);

    private JsonPatches() {}

    /**
     * @param object not changed
     * @throws BadPatch when a test fails, a path is not there, or an operation is unknown
     */
    public static JsonNode apply(ObjectNode object, JsonNode operations) {
        if (!operations.isArray()) {
            throw new BadPatch(true, "a JSON patch is an array of operations");
        }
        if (operations.size() > OPERATIONS_MAX) {
            throw new BadPatch(
                    true,
                    "The allowed maximum operations in a JSON patch is " + OPERATIONS_MAX + ", got "
                            + operations.size());
        }
        try {
            return JsonPatch.apply(operations, object, STRICT);
        } catch (InvalidJsonPatchException malformed) {
            throw new BadPatch(true, String.valueOf(malformed.getMessage()));
        } catch (JsonPatchApplicationException unfit) {
            throw new BadPatch(false, String.valueOf(unfit.getMessage()));
        }
    }
}
