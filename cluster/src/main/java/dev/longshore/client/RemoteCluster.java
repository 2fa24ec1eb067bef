package dev.longshore.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.Page;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.RefusedException;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The door from another process, over the public API. Who calls is proven by the transport. */
public final class RemoteCluster implements Cluster {
    private static final String JSON = "application/json";
    private static final byte[] NOTHING = {};
    private final Transport transport;
    private final Tasks tasks;
    private final Time time;

    /** @param tasks run one reader for each open watch */
    public RemoteCluster(Transport transport, Tasks tasks, Time time) {
        this.transport = transport;
        this.tasks = tasks;
        this.time = time;
    }

    @Override
    public Optional<Item> get(ObjectKey key) {
        ObjectKey shown = key.subresource().equals("scale") ? key : key.whole();
        Reply reply = read(Targets.object(shown));
        if (reply.status() == 404 && reply.about(key)) {
            return Optional.empty();
        }
        return Optional.of(accepted(reply).item(key.kind()));
    }

    /** A query by owner is sent without it, and what came is filtered: {@code remaining} is then unknown. */
    @Override
    public Page list(Query query) {
        Fields body = Fields.of(accepted(read(Targets.list(query))).object());
        List<Item> items = new ArrayList<>();
        for (Fields one : body.items("items")) {
            Item item = Reply.item(query.kind(), one.copy());
            if (owned(item, query.owner())) {
                items.add(item);
            }
        }
        return new Page(
                items,
                Long.parseLong(body.text("metadata", "resourceVersion").orElse("0")),
                body.text("metadata", "continue").orElse(""),
                query.owner().isEmpty()
                        ? body.number("metadata", "remainingItemCount").orElse(0)
                        : 0);
    }

    private static boolean owned(Item item, String owner) {
        return owner.isEmpty()
                || item.owners().stream().anyMatch(one -> one.uid().equals(owner));
    }

    @Override
    public Watch watch(Query query, Start start) {
        if (!query.owner().isEmpty()) {
            throw new RefusedException(ApiStatus.of(
                    400,
                    "BadRequest",
                    "a watch by owner is not supported over the API yet; watch the kind and look at the owners"));
        }
        try {
            return RemoteWatch.open(transport, query, start, tasks, time);
        } catch (Lost broken) {
            throw new Unavailable(String.valueOf(broken.getMessage()), broken);
        }
    }

    @Override
    public WriteResult create(Draft object, WriteOptions options) {
        ObjectKey key = object.key();
        boolean whole = key.subresource().isEmpty();
        String path = whole ? Targets.collection(key.kind(), key.namespace()) : Targets.object(key);
        Optional<Reply> reply = written("POST", path + Targets.options(options, false), JSON, object.copy());
        return !whole && reply.filter(answer -> answer.ok() && answer.success()).isPresent()
                ? asItIsNow(key)
                : result(key, reply);
    }

    /** A binding or an eviction shows no object. */
    private WriteResult asItIsNow(ObjectKey key) {
        return get(key.whole())
                .<WriteResult>map(item -> new WriteResult.Written(item, false, List.of()))
                .orElseGet(() -> new WriteResult.Unknown(key + " was written, and the object is gone since"));
    }

    @Override
    public WriteResult replace(Draft object, WriteOptions options) {
        String target = Targets.object(object.key()) + Targets.options(options, false);
        return result(object.key(), written("PUT", target, JSON, object.copy()));
    }

    @Override
    public WriteResult patch(ObjectKey key, Patch patch, WriteOptions options) {
        boolean force = patch instanceof Patch.Apply(JsonNode _, boolean taking) && taking;
        String target = Targets.object(key) + Targets.options(options, force);
        return result(
                key,
                switch (patch) {
                    case Patch.Json(JsonNode operations) ->
                        written("PATCH", target, "application/json-patch+json", operations);
                    case Patch.Merge(JsonNode body) -> written("PATCH", target, "application/merge-patch+json", body);
                    case Patch.Strategic(JsonNode body) ->
                        written("PATCH", target, "application/strategic-merge-patch+json", body);
                    case Patch.Apply(JsonNode body, boolean _) ->
                        written("PATCH", target, "application/apply-patch+yaml", body);
                });
    }

    @Override
    public WriteResult delete(ObjectKey key, DeleteOptions options) {
        return result(key, written("DELETE", Targets.object(key), JSON, body(options)));
    }

    private static ObjectNode body(DeleteOptions options) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("kind", "DeleteOptions").put("apiVersion", "v1");
        String word = options.propagation().name();
        body.put("propagationPolicy", word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT));
        options.graceSeconds().ifPresent(seconds -> body.put("gracePeriodSeconds", seconds));
        if (options.uid().isPresent() || options.revision().isPresent()) {
            ObjectNode only = body.putObject("preconditions");
            options.uid().ifPresent(uid -> only.put("uid", uid));
            options.revision().ifPresent(revision -> only.put("resourceVersion", Long.toString(revision)));
        }
        if (options.dryRun()) {
            body.putArray("dryRun").add("All");
        }
        return body;
    }

    private Reply read(String target) {
        try {
            return Reply.of(transport.send("GET", target, Map.of("Accept", List.of(JSON)), NOTHING));
        } catch (Lost broken) {
            throw new Unavailable(String.valueOf(broken.getMessage()), broken);
        }
    }

    /** @throws RefusedException when it is a refusal */
    static Reply accepted(Reply reply) {
        if (reply.ok()) {
            return reply;
        }
        ApiStatus status = reply.refusal();
        boolean fault = reply.status() >= 500 && reply.status() != 504;
        throw fault ? new Unavailable(status.message()) : new RefusedException(status);
    }

    /** Empty when the answer to what was sent was lost. */
    private Optional<Reply> written(String method, String target, String type, JsonNode body) {
        Map<String, List<String>> headers = Map.of("Accept", List.of(JSON), "Content-Type", List.of(type));
        try {
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            return Optional.of(Reply.of(transport.send(method, target, headers, bytes)));
        } catch (Lost broken) {
            return Optional.empty();
        }
    }

    private static WriteResult result(ObjectKey key, Optional<Reply> reply) {
        return reply.map(answer -> WriteReply.read(key, answer))
                .orElseGet(
                        () -> new WriteResult.Unknown("the connection broke before the answer about " + key + " came"));
    }
}
