package dev.longshore.engine.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.DeleteOptions.Propagation;
import dev.longshore.cluster.WriteOptions.FieldValidation;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** How to delete, from body and query. The body wins. Source: meta/v1 DeleteOptions. */
final class DeleteBody {
    private static final Set<String> FIELDS = Set.of(
            "apiVersion",
            "kind",
            "dryRun",
            "gracePeriodSeconds",
            "ignoreStoreReadErrorWithClusterBreakingPotential",
            "orphanDependents",
            "preconditions",
            "propagationPolicy");

    private DeleteBody() {}

    /** @throws ApiRefusal when it says nothing sensible */
    static DeleteOptions read(ApiRequest request) {
        Fields body = body(request);
        QueryParameters query = request.query();
        String dryRun = body.texts("dryRun").stream().findFirst().orElse(query.text("dryRun"));
        OptionalLong grace =
                body.has("gracePeriodSeconds") ? body.number("gracePeriodSeconds") : query.number("gracePeriodSeconds");
        return new DeleteOptions(
                body.text("preconditions", "uid"),
                body.text("preconditions", "resourceVersion").map(DeleteBody::revision),
                propagation(body, query),
                grace.isPresent() ? Optional.of(grace.getAsLong()) : Optional.empty(),
                ApiRequest.dryRun(dryRun));
    }

    private static Fields body(ApiRequest request) {
        byte[] bytes = request.exchange().readBody(RequestBody.LIMIT_BYTES);
        if (bytes.length == 0) {
            return Fields.NONE;
        }
        if (RequestBody.mediaType(request.exchange()).equals("application/vnd.kubernetes.protobuf")) {
            throw new ApiRefusal(ApiStatus.of(
                    415, "UnsupportedMediaType", "delete options in protobuf are not supported yet; send JSON"));
        }
        ObjectNode options =
                RequestBody.yamlOrJson(bytes, FieldValidation.IGNORE).object();
        check(options);
        return Fields.of(options);
    }

    /** Stricter than for other bodies: what is misspelt here, a precondition or a dry run, would be deleted all the same. */
    private static void check(ObjectNode options) {
        List<String> unknown = new ArrayList<>();
        options.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                unknown.add(name);
            }
        });
        if (!unknown.isEmpty()) {
            throw refused("unknown field \"" + unknown.getFirst() + "\"");
        }
        if (!options.path("kind").asText("DeleteOptions").equals("DeleteOptions")) {
            throw refused("its kind is " + options.path("kind").asText());
        }
        if (options.hasNonNull("dryRun") && !options.path("dryRun").isArray()) {
            throw refused("dryRun must be a list, as [\"All\"]");
        }
    }

    private static ApiRefusal refused(String why) {
        return ApiRefusal.badRequest("the body of a deletion must be DeleteOptions: " + why + "; nothing was deleted");
    }

    private static long revision(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw ApiRefusal.invalid("preconditions.resourceVersion: Invalid value: \"" + text + "\"");
        }
        return Long.parseLong(text);
    }

    private static Propagation propagation(Fields body, QueryParameters query) {
        String policy = body.text("propagationPolicy").orElse(query.text("propagationPolicy"));
        boolean orphanGiven = body.has("orphanDependents") || query.has("orphanDependents");
        if (orphanGiven && !policy.isEmpty()) {
            throw ApiRefusal.invalid(
                    "orphanDependents: Invalid value: orphanDependents and propagationPolicy cannot both be set");
        }
        if (orphanGiven) {
            boolean orphan =
                    body.has("orphanDependents") ? body.flag("orphanDependents") : query.flag("orphanDependents");
            return orphan ? Propagation.ORPHAN : Propagation.BACKGROUND;
        }
        return switch (policy) {
            case "", "Background" -> Propagation.BACKGROUND;
            case "Foreground" -> Propagation.FOREGROUND;
            case "Orphan" -> Propagation.ORPHAN;
            default ->
                throw ApiRefusal.invalid("propagationPolicy: Unsupported value: \"" + policy
                        + "\": supported values: \"Background\", \"Foreground\", \"Orphan\"");
        };
    }
}
