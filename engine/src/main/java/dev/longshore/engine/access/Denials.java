package dev.longshore.engine.access;

import dev.longshore.engine.access.Authorizer.Verdict;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Denials in Kubernetes' words. */
final class Denials {
    private Denials() {}

    static Verdict of(Identity who, Attempt attempt) {
        return of(who, attempt, "");
    }

    /** @param reason why, for people; may be empty */
    static Verdict of(Identity who, Attempt attempt, String reason) {
        ObjectKey key = attempt.key();
        Kind kind = key.kind();
        String object = key.name().isEmpty() ? "" : " \"" + key.name() + "\"";
        String message = kind.resource() + object + " is forbidden: " + text(who, attempt)
                + (reason.isEmpty() ? "" : ": " + reason);
        Map<String, String> details = new LinkedHashMap<>();
        if (!key.name().isEmpty()) {
            details.put("name", key.name());
        }
        if (!kind.group().isEmpty()) {
            details.put("group", kind.group());
        }
        details.put("kind", kind.plural());
        return new Verdict.Denied(new ApiStatus(403, "Forbidden", message, details, List.of(), Optional.empty()));
    }

    private static String text(Identity who, Attempt attempt) {
        ObjectKey key = attempt.key();
        String resource =
                key.subresource().isEmpty() ? key.kind().plural() : key.kind().plural() + "/" + key.subresource();
        String place =
                key.namespace().isEmpty() ? " at the cluster scope" : " in the namespace \"" + key.namespace() + "\"";
        return "User \"" + who.name() + "\" cannot " + attempt.verb() + " resource \"" + resource + "\" in API group \""
                + key.kind().group() + "\"" + place;
    }
}
