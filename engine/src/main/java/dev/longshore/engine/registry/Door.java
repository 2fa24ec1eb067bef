package dev.longshore.engine.registry;

import dev.longshore.cluster.Page;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.RefusedException;
import dev.longshore.cluster.Scales;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.access.Attempt;
import dev.longshore.engine.access.Authorizer;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.registry.view.View;
import dev.longshore.engine.registry.view.Visibility;
import dev.longshore.engine.store.CommitResult;
import dev.longshore.engine.store.Guard;
import dev.longshore.engine.store.Store;
import dev.longshore.engine.store.StoreUnavailable;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Every read and write of every identity passes here: authorised, answered from the view, committed to the store. */
record Door(View view, Store store, Supplier<SchemaCatalog> catalog, Time time, Chance chance) {
    /** A write that lost so many races gives up. */
    private static final int TRIES_MAX = 256;

    private static final int RETRY_SECONDS = 1;

    Optional<Item> get(Identity who, ObjectKey key) {
        return reading(() -> {
            KindSchema schema = served(key.kind());
            authorise(who, new Attempt("get", key, Map.of()));
            view.reachHead();
            Optional<Item> item = view.get(key);
            return key.subresource().equals("scale") ? item.map(object -> Scales.of(object, schema)) : item;
        });
    }

    Page list(Identity who, Query query) {
        return reading(() -> {
            served(query.kind());
            return view.list(query, visibility(who, attempt("list", query)));
        });
    }

    Watch watch(Identity who, Query query, Start start) {
        return reading(() -> {
            served(query.kind());
            return view.watch(query, start, visibility(who, attempt("watch", query)));
        });
    }

    private static Attempt attempt(String verb, Query query) {
        String name = query.fields().getOrDefault("metadata.name", "");
        return new Attempt(verb, new ObjectKey(query.kind(), query.namespace(), name, ""), query.fields());
    }

    private static <T> T reading(Supplier<T> read) {
        try {
            return read.get();
        } catch (StoreUnavailable gone) {
            throw new Unavailable(String.valueOf(gone.getMessage()), gone);
        }
    }

    private KindSchema served(Kind kind) {
        return catalog.get()
                .byPlural(kind.group(), kind.version(), kind.plural())
                .orElseThrow(() -> new RefusedException(Statuses.notServed()));
    }

    private void authorise(Identity who, Attempt attempt) {
        visibility(who, attempt);
    }

    private Visibility visibility(Identity who, Attempt attempt) {
        return switch (Authorizer.decide(who, attempt, new ViewGraph(view))) {
            case Authorizer.Verdict.Allowed() -> Visibility.ALL;
            case Authorizer.Verdict.Filtered(var filter) -> filter::test;
            case Authorizer.Verdict.Denied(ApiStatus status) -> throw new RefusedException(status);
        };
    }

    WriteResult write(Identity who, Optional<Term> term, Wish wish) {
        try {
            view.reachHead();
            return tryUntilCommitted(who, term, wish);
        } catch (RefusedException refused) {
            return new WriteResult.Refused(refused.status());
        } catch (StoreUnavailable trouble) {
            return unavailable(trouble);
        }
    }

    private static WriteResult unavailable(StoreUnavailable trouble) {
        String why = String.valueOf(trouble.getMessage());
        return switch (trouble.why()) {
            case FULL -> new WriteResult.Refused(ApiStatus.of(507, "StoreFull", why));
            case BUSY ->
                new WriteResult.Refused(new ApiStatus(
                        429,
                        "TooManyRequests",
                        "the store is busy: " + why,
                        Map.of(),
                        List.of(),
                        Optional.of(RETRY_SECONDS)));
            case CLOSED -> throw new Unavailable(why, trouble);
        };
    }

    private WriteResult tryUntilCommitted(Identity who, Optional<Term> term, Wish wish) {
        Optional<WriteResult> result = Optional.empty();
        for (int tries = 0; tries < TRIES_MAX && result.isEmpty(); tries++) {
            authorise(who, Attempts.of(wish));
            Decision decision = new WriteFlow(who, view, catalog.get(), Draw.of(time, chance)).decide(wish);
            result = switch (decision) {
                case Decision.Answer(WriteResult answer) -> Optional.of(answer);
                case Decision.Commit commit ->
                    wish.dryRun() ? Optional.of(Results.dry(commit)) : commit(term, wish, commit);
            };
        }
        return result.orElseGet(() -> new WriteResult.Stale(0));
    }

    /** Empty: somebody was faster, and the view has seen them. */
    private Optional<WriteResult> commit(Optional<Term> term, Wish wish, Decision.Commit commit) {
        List<Guard> guards = new ArrayList<>(commit.guards());
        term.map(Term::guard).ifPresent(guards::add);
        switch (store.commit(List.of(commit.change()), guards)) {
            case CommitResult.Committed(List<Long> revisions) -> {
                view.reach(revisions.getFirst());
                return Optional.of(shown(wish, Results.of(commit, revisions.getFirst())));
            }
            case CommitResult.Behind(var key, long current) -> {
                if (key.equals(Term.KEY)) {
                    return Optional.of(new WriteResult.Refused(Results.termIsOver(current)));
                }
                view.reachHead();
                return Optional.empty();
            }
            case CommitResult.Unknown(String why) -> {
                return Optional.of(new WriteResult.Unknown(why));
            }
        }
    }

    /** A write of a scale is answered with the scale. */
    private WriteResult shown(Wish wish, WriteResult result) {
        if (wish.key().subresource().equals("scale")
                && result instanceof WriteResult.Written(var item, var created, var warnings)) {
            return new WriteResult.Written(Scales.of(item, served(item.kind())), created, warnings);
        }
        return result;
    }
}
