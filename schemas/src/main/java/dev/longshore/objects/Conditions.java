package dev.longshore.objects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Status conditions. Source: Kubernetes API conventions, "Typical status properties". */
public final class Conditions {
    private Conditions() {}

    /** The condition of a type below {@code status.conditions}. */
    public static Optional<Fields> find(Fields object, String type) {
        return object.items("status", "conditions").stream()
                .filter(condition -> condition.text("type").orElse("").equals(type))
                .findFirst();
    }

    /** Whether the condition is there and {@code True}. */
    public static boolean isTrue(Fields object, String type) {
        return find(object, type)
                .flatMap(condition -> condition.text("status"))
                .orElse("")
                .equals("True");
    }

    /**
     * The list with one condition set: in place, or appended. {@code lastTransitionTime} moves only when {@code status} changes.
     *
     * @param status {@code True}, {@code False} or {@code Unknown}
     */
    public static List<Fields> with(
            List<Fields> conditions, String type, String status, String reason, String message, Instant now) {
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        wanted.put("type", type).put("status", status);
        wanted.put("lastTransitionTime", time(now));
        if (!reason.isEmpty()) {
            wanted.put("reason", reason);
        }
        if (!message.isEmpty()) {
            wanted.put("message", message);
        }
        List<Fields> result = new ArrayList<>();
        boolean placed = false;
        for (Fields old : conditions) {
            if (!old.text("type").orElse("").equals(type)) {
                result.add(old);
                continue;
            }
            if (old.text("status").orElse("").equals(status)) {
                old.text("lastTransitionTime").ifPresent(kept -> wanted.put("lastTransitionTime", kept));
            }
            result.add(Fields.of(wanted));
            placed = true;
        }
        if (!placed) {
            result.add(Fields.of(wanted));
        }
        return List.copyOf(result);
    }

    /** RFC 3339 in whole seconds, as {@code metav1.Time} is written. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
