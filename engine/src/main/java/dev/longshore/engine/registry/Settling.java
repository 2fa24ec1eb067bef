package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.WriteOptions.FieldValidation;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.store.Guard;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.Trees;
import dev.longshore.schemas.Checked;
import dev.longshore.schemas.Immutability;
import dev.longshore.schemas.Problem;
import dev.longshore.schemas.Walker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The second half of every write: from the state that is wanted to what is committed. */
record Settling(Scene scene, Owning owning) {
    private static final int PROBLEMS_MAX = 100;

    /** @param wanted with the server's metadata in place, without managed fields; given away */
    Decision settle(ObjectNode wanted) {
        Set<String> warnings = new LinkedHashSet<>();
        TrackingRule.keep(scene, wanted, warnings);
        Preparing.prepare(scene, wanted);
        List<Guard> guards = NamespaceRule.admit(scene);
        ObjectNode object = checked(wanted, warnings);
        FinalizerRule.check(scene, object);
        NodeRestriction.check(scene, object);
        ServerMetadata.count(scene, object);
        return decided(object, guards, List.copyOf(warnings));
    }

    private ObjectNode checked(ObjectNode wanted, Set<String> warnings) {
        Checked checked = Walker.check(scene.schema(), wanted);
        if (!checked.mistyped().isEmpty()) {
            throw new Refusal(Statuses.cannotHandle(
                    scene.kind(), checked.mistyped().getFirst().message()));
        }
        judgeUnknown(checked.unknown(), warnings);
        List<Problem> invalid = new ArrayList<>(checked.invalid());
        if (scene.current().isPresent() && !scene.key().subresource().equals("binding")) {
            invalid.addAll(Immutability.check(scene.schema(), scene.before(), Fields.of(checked.object())));
        }
        if (!invalid.isEmpty()) {
            throw new Refusal(
                    Statuses.invalid(scene.key(), invalid.subList(0, Math.min(PROBLEMS_MAX, invalid.size()))));
        }
        checked.unsupported().forEach(problem -> warnings.add(problem.text()));
        return checked.object();
    }

    private void judgeUnknown(List<String> unknown, Set<String> warnings) {
        List<String> texts =
                unknown.stream().map(path -> "unknown field \"" + path + "\"").toList();
        if (scene.validation() == FieldValidation.STRICT && !texts.isEmpty()) {
            throw new Refusal(
                    Statuses.cannotHandle(scene.kind(), "strict decoding error: " + String.join(", ", texts)));
        }
        if (scene.validation() == FieldValidation.WARN) {
            warnings.addAll(texts);
        }
    }

    private Decision decided(ObjectNode object, List<Guard> guards, List<String> warnings) {
        ObjectNode before = Trees.without(scene.currentTree(), "metadata", "managedFields");
        owning.owners(before, object).into(object);
        byte[] bytes = CanonicalJson.bytes(object);
        Optional<Item> same = scene.current().filter(item -> Arrays.equals(item.stored(), bytes));
        if (same.isPresent()) {
            return new Decision.Answer(new WriteResult.Unchanged(same.orElseThrow(), warnings));
        }
        if (Removing.isDone(scene.kind(), Fields.of(object))) {
            return new Decision.Drop(scene.key().whole(), bytes, scene.seen(), guards);
        }
        return new Decision.Store(scene.key().whole(), bytes, scene.seen(), guards, warnings);
    }
}
