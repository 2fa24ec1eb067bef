package dev.longshore.engine.workloads;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Action;
import dev.longshore.cluster.Patch;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.OwnerReference;
import dev.longshore.objects.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which children are an owner's: those that name it as controller and match stay, those that no longer match are released, matching
 * ones without a controller are adopted. Source: Kubernetes controller_ref_manager.
 *
 * @param children kept and newly adopted ones, in the given order
 * @param actions adoptions and releases, each conditioned on the child's uid and revision
 */
public record Claims(List<Item> children, List<Action> actions) {
    /** @param candidates all objects of the children's kind in the owner's namespace */
    public static Claims of(Item owner, Selector selector, List<Item> candidates) {
        List<Item> children = new ArrayList<>();
        List<Action> actions = new ArrayList<>();
        for (Item candidate : candidates) {
            Optional<OwnerReference> controller = candidate.controller();
            boolean matches = selector.matches(candidate.labels());
            if (controller.isPresent()) {
                if (!controller.get().uid().equals(owner.uid())) {
                    continue;
                }
                if (matches) {
                    children.add(candidate);
                } else if (!owner.terminating()) {
                    actions.add(release(owner, candidate));
                }
            } else if (matches && !owner.terminating() && !candidate.terminating()) {
                children.add(candidate);
                actions.add(adopt(owner, candidate));
            }
        }
        return new Claims(List.copyOf(children), List.copyOf(actions));
    }

    private static Action adopt(Item owner, Item child) {
        List<OwnerReference> owners = new ArrayList<>(child.owners());
        owners.add(OwnerReference.controlledBy(owner));
        return owners(child, owners);
    }

    private static Action release(Item owner, Item child) {
        return owners(
                child,
                child.owners().stream()
                        .filter(reference -> !reference.uid().equals(owner.uid()))
                        .toList());
    }

    private static Action owners(Item child, List<OwnerReference> owners) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = body.putObject("metadata");
        metadata.put("uid", child.uid()).put("resourceVersion", Long.toString(child.revision()));
        metadata.set("ownerReferences", Draft.json(owners));
        return new Action.Change(child.key(), child.uid(), new Patch.Merge(body));
    }
}
