package dev.longshore.engine.apiserver;

import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.Page;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All objects of a kind, or those that selectors choose. */
final class CollectionEndpoint {
    /** What a deletion of many may say; elsewhere unknown parameters mean nothing. */
    private static final Set<String> OF_DELETIONS = Set.of(
            "continue",
            "dryRun",
            "fieldSelector",
            "gracePeriodSeconds",
            "ignoreStoreReadErrorWithClusterBreakingPotential",
            "labelSelector",
            "limit",
            "orphanDependents",
            "pretty",
            "propagationPolicy",
            "resourceVersion",
            "resourceVersionMatch",
            "timeout",
            "timeoutSeconds");

    Answer list(ApiRequest request) {
        return Answer.json(200, Shown.page(request, request.cluster().list(ReadOptions.list(request))));
    }

    /** Deletes what was there at one moment, each object by its uid; answers with what it deleted. Stops at the first refusal. */
    Answer deleteAll(ApiRequest request) {
        request.query().names().stream()
                .filter(name -> !OF_DELETIONS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw ApiRefusal.badRequest(
                            "unknown parameter \"" + name
                                    + "\" of a deletion of many objects: were it a selector, all would be deleted; nothing was deleted");
                });
        DeleteOptions options = DeleteBody.read(request);
        Page page = request.cluster().list(ReadOptions.list(request));
        List<Item> deleted = new ArrayList<>();
        for (Item item : page.items()) {
            DeleteOptions one = new DeleteOptions(
                    Optional.of(item.uid()),
                    Optional.empty(),
                    options.propagation(),
                    options.graceSeconds(),
                    options.dryRun());
            switch (request.cluster().delete(item.key(), one)) {
                case WriteResult.Deleted(Item gone) -> deleted.add(gone);
                case WriteResult.Written(Item going, boolean created, List<String> warnings) -> deleted.add(going);
                case WriteResult.Unchanged(Item going, List<String> warnings) -> deleted.add(going);
                case WriteResult.Refused(var status) -> {
                    return Statuses.answer(status);
                }
                case WriteResult.Unknown(String why) -> {
                    return Statuses.unknown(item.key(), why);
                }
                case WriteResult.Missing _, WriteResult.Exists _, WriteResult.Stale _ -> {
                    // gone or replaced meanwhile: it is no longer the object that was listed
                }
            }
        }
        return Answer.json(200, Shown.page(request, new Page(deleted, page.revision(), page.next(), page.remaining())));
    }
}
