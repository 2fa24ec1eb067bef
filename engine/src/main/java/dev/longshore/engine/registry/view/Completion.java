package dev.longshore.engine.registry.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.engine.store.Entry;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Fields;
import dev.longshore.schemas.Checked;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.schemas.Walker;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads what an engine before this one wrote as this one would have written it, with the defaults that came since. Left as they are,
 * templates would no longer equal the copies made of them, and the next write of any object would change what nobody asked for.
 * Source: Kubernetes sets defaults in all that it decodes from etcd.
 *
 * @param until the revision the store had when this engine opened it; what came later is complete
 */
record Completion(Supplier<SchemaCatalog> catalog, long until) {
    Resident read(Entry entry) {
        ObjectNode body = (ObjectNode) CanonicalJson.parseOwn(entry.value());
        if (entry.revision() > until) {
            return Resident.of(entry, Fields.of(body), entry.value());
        }
        return completed(body)
                .map(whole -> Resident.of(entry, Fields.of(whole), CanonicalJson.bytes(whole)))
                .orElseGet(() -> Resident.of(
                        entry, Fields.of((ObjectNode) CanonicalJson.parseOwn(entry.value())), entry.value()));
    }

    /** Empty for what this engine does not wholly know: completing it would lose what a newer one put there. */
    private Optional<ObjectNode> completed(ObjectNode body) {
        return schema(Fields.of(body))
                .map(schema -> Walker.check(schema, body))
                .filter(checked ->
                        checked.unknown().isEmpty() && checked.mistyped().isEmpty())
                .map(Checked::object);
    }

    private Optional<KindSchema> schema(Fields body) {
        String apiVersion = body.text("apiVersion").orElse("");
        int slash = apiVersion.indexOf('/');
        return catalog.get()
                .byName(
                        slash < 0 ? "" : apiVersion.substring(0, slash),
                        apiVersion.substring(slash + 1),
                        body.text("kind").orElse(""));
    }
}
