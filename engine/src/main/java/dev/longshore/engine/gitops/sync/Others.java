package dev.longshore.engine.gitops.sync;

import dev.longshore.objects.ObjectKey;
import java.util.List;
import java.util.Map;

/**
 * What a picture of one unit has to do with other Applications.
 *
 * @param claims of the extras: those that others wish for
 * @param wanted what others wish for too although the unit has it, a sentence each
 * @param along by child Application: how many objects its deletion would take along
 */
public record Others(Map<ObjectKey, Claim> claims, List<String> wanted, Map<ObjectKey, Integer> along) {
    public static final Others NONE = new Others(Map.of(), List.of(), Map.of());
}
