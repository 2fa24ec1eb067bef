package dev.longshore.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.OwnerReference;
import dev.longshore.tasks.Time;
import java.util.List;
import java.util.Optional;

/**
 * Performs actions in order through a cluster, as the identity whose handle it is.
 *
 * <table>
 * <caption>What becomes of an answer</caption>
 * <tr><td>Written, Unchanged, Deleted</td><td>fine</td></tr>
 * <tr><td>Stale, Unknown</td><td>look again now</td></tr>
 * <tr><td>Missing</td><td>the object is gone: fine, its owner will be woken; of a Replace: look again now</td></tr>
 * <tr><td>Exists</td><td>of a Create: fine when it has the same controller, else retry; of a Bind: look again now</td></tr>
 * <tr><td>Refused</td><td>retry, saying why. In a namespace that is being deleted: fine</td></tr>
 * </table>
 *
 * <p>After a Create that failed no more Creates are tried in this pass: a quota that is used up is asked once, not 500 times.
 */
public final class ClusterExecutor implements Executor {
    /** Source: kube-controller-manager, burst replicas of ReplicaSets. */
    private static final int ACTIONS_MAX = 500;

    private static final String TERMINATING = "NamespaceTerminating";

    private final Cluster cluster;
    private final WriteOptions options;
    private final EventWriter events;

    /** @param fieldManager who owns what is written, and the source of Events */
    public ClusterExecutor(Cluster cluster, String fieldManager, Time time) {
        this.cluster = cluster;
        this.options = WriteOptions.by(fieldManager);
        this.events = new EventWriter(cluster, fieldManager, time);
    }

    @Override
    public Outcome perform(List<Action> actions) {
        Pass pass = new Pass();
        actions.stream().limit(ACTIONS_MAX).forEach(action -> perform(action, pass));
        if (actions.size() > ACTIONS_MAX) {
            pass.again();
        }
        return pass.outcome();
    }

    private void perform(Action action, Pass pass) {
        switch (action) {
            case Action.Create(Draft object, var told) -> create(object, told, pass);
            case Action.Delete(ObjectKey key, String uid, var propagation, var told) -> {
                WriteResult result = cluster.delete(key, DeleteOptions.only(uid).propagating(propagation));
                settle(result, key, pass);
                tell(told, result);
            }
            case Action.Replace(Draft object) -> replace(object, pass);
            case Action.Change(ObjectKey key, String uid, Patch patch) ->
                settle(cluster.patch(key, only(uid, patch), options), key, pass);
            case Action.UpdateStatus(Draft object) ->
                settle(cluster.replace(object.sub("status"), options), object.key(), pass);
            case Action.Bind(Draft binding) -> settle(cluster.create(binding, options), binding.key(), pass);
            case Action.Event event -> events.tell(event);
            case Action.RequeueAfter(var delay) -> pass.after(delay);
        }
    }

    /** Only of what this write itself did. */
    private void tell(Optional<Action.Event> told, WriteResult result) {
        if (result instanceof WriteResult.Written || result instanceof WriteResult.Deleted) {
            told.ifPresent(events::tell);
        }
    }

    private void create(Draft object, Optional<Action.Event> told, Pass pass) {
        if (pass.createFailed()) {
            return;
        }
        WriteResult result = cluster.create(object, options);
        if (!(result instanceof WriteResult.Exists)) {
            settle(result, object.key(), pass);
            tell(told, result);
            pass.createFailed(result instanceof WriteResult.Refused);
            return;
        }
        Optional<Item> there = cluster.get(object.key());
        if (there.isEmpty()) {
            pass.again();
        } else if (!controller(there.get()).equals(controller(object))) {
            pass.retry(object.key() + " exists already and belongs to "
                    + there.get()
                            .controller()
                            .map(owner -> owner.kind() + " " + owner.name())
                            .orElse("nobody"));
            pass.createFailed(true);
        }
    }

    private void replace(Draft object, Pass pass) {
        WriteResult result = cluster.replace(object, options);
        if (result instanceof WriteResult.Missing) {
            pass.again();
        } else {
            settle(result, object.key(), pass);
        }
    }

    private static void settle(WriteResult result, ObjectKey key, Pass pass) {
        switch (result) {
            case WriteResult.Written _, WriteResult.Unchanged _, WriteResult.Deleted _, WriteResult.Missing _ -> {}
            case WriteResult.Stale _, WriteResult.Exists _, WriteResult.Unknown _ -> pass.again();
            case WriteResult.Refused(ApiStatus status) -> {
                if (status.causes().stream().noneMatch(cause -> cause.reason().equals(TERMINATING))) {
                    pass.retry(key + ": " + status.message());
                }
            }
        }
    }

    /** The same patch, refused by an object with another uid. Source: Kubernetes API, a uid in a patch is a precondition. */
    private static Patch only(String uid, Patch patch) {
        return switch (patch) {
            case Patch.Merge(JsonNode body) -> new Patch.Merge(withUid(uid, body));
            case Patch.Strategic(JsonNode body) -> new Patch.Strategic(withUid(uid, body));
            case Patch.Apply(JsonNode body, boolean force) -> new Patch.Apply(withUid(uid, body), force);
            case Patch.Json(JsonNode operations) -> {
                ArrayNode tested = JsonNodeFactory.instance.arrayNode();
                tested.addObject()
                        .put("op", "test")
                        .put("path", "/metadata/uid")
                        .put("value", uid);
                operations.forEach(tested::add);
                yield new Patch.Json(tested);
            }
        };
    }

    private static JsonNode withUid(String uid, JsonNode body) {
        ObjectNode copy = body.deepCopy();
        copy.withObjectProperty("metadata").put("uid", uid);
        return copy;
    }

    private static Optional<String> controller(Item item) {
        return item.controller().map(OwnerReference::uid);
    }

    private static Optional<String> controller(Draft draft) {
        return draft.fields().items("metadata", "ownerReferences").stream()
                .filter(owner -> owner.flag("controller"))
                .findFirst()
                .flatMap(owner -> owner.text("uid"));
    }
}
