package dev.longshore.client;

import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.WriteResult;
import dev.longshore.cluster.WriteResult.Deleted;
import dev.longshore.cluster.WriteResult.Exists;
import dev.longshore.cluster.WriteResult.Missing;
import dev.longshore.cluster.WriteResult.Refused;
import dev.longshore.cluster.WriteResult.Stale;
import dev.longshore.cluster.WriteResult.Unchanged;
import dev.longshore.cluster.WriteResult.Unknown;
import dev.longshore.cluster.WriteResult.Written;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import java.util.Optional;

/**
 * What an answer to a write means. Status codes say most of it; what Kubernetes has no word for stands in {@link #OUTCOME}:
 * {@code unchanged}, {@code deleted}, {@code stale} (with the revision found in {@link #REVISION}) and {@code unknown}. A server that
 * does not send it is understood too, less precisely.
 */
final class WriteReply {
    static final String OUTCOME = "X-Longshore-Outcome";
    static final String REVISION = "X-Longshore-Revision";
    private static final int UNAVAILABLE = 503;
    private static final int FULL = 507;

    private WriteReply() {}

    /** @throws Unavailable when the engine takes no requests now */
    static WriteResult read(ObjectKey key, Reply reply) {
        if (outcome(reply, "unknown")) {
            return new Unknown(reply.refusal().message());
        }
        return reply.ok() ? done(key, reply) : refused(key, reply);
    }

    private static WriteResult done(ObjectKey key, Reply reply) {
        if (reply.success()) {
            return new Deleted(named(key, reply));
        }
        Item item = reply.item(key.kind());
        if (outcome(reply, "deleted")) {
            return new Deleted(item);
        }
        return outcome(reply, "unchanged")
                ? new Unchanged(item, reply.warnings())
                : new Written(item, reply.status() == 201, reply.warnings());
    }

    /** Where the server shows no last state: what is known of it. */
    private static Item named(ObjectKey key, Reply reply) {
        Draft known = Draft.empty(key.whole());
        String uid = reply.object().path("details").path("uid").asText();
        return Item.read(key.kind(), (uid.isEmpty() ? known : known.with(uid, "metadata", "uid")).copy());
    }

    private static WriteResult refused(ObjectKey key, Reply reply) {
        ApiStatus status = reply.refusal();
        return switch (reply.status()) {
            case 404 -> reply.about(key) ? new Missing() : new Refused(status);
            case 409 -> conflict(reply, status);
            case UNAVAILABLE -> throw new Unavailable(status.message());
            case FULL -> new Refused(status);
            default -> reply.status() >= 500 ? new Unknown(status.message()) : new Refused(status);
        };
    }

    private static WriteResult conflict(Reply reply, ApiStatus status) {
        if (status.reason().equals("AlreadyExists")) {
            return new Exists();
        }
        boolean older = status.causes().isEmpty() && status.message().contains("the object has been modified");
        return outcome(reply, "stale") || older ? new Stale(revision(reply)) : new Refused(status);
    }

    /** 0 when the server did not say. */
    private static long revision(Reply reply) {
        return reply.header(REVISION)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    private static boolean outcome(Reply reply, String word) {
        return reply.header(OUTCOME).equals(Optional.of(word));
    }
}
