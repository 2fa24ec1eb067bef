package dev.longshore.engine.registry.view;

import dev.longshore.cluster.Page;
import dev.longshore.cluster.Query.Freshness;
import dev.longshore.engine.store.Compacted;
import dev.longshore.engine.store.Entry;
import dev.longshore.engine.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One call of list. All pages of a list show the revision of its first. Source: Kubernetes API concepts, "Retrieving large results". */
record Listing(View view, Store store, Completion completion, Matching wanted, Visibility visible) {
    private static final Duration TOO_NEW_WAIT = Duration.ofSeconds(3);

    /** What may be on the page, and the revision it is of. */
    private record Found(long revision, List<Resident> objects) {}

    Page page() {
        if (!wanted.query().next().isEmpty()) {
            ContinueToken token = ContinueToken.read(wanted.query().next());
            return cut(token.revision() < 0 ? newest() : goneOn(token), token.start());
        }
        return switch (wanted.query().revision()) {
            case Freshness.Newest() -> {
                view.reachHead();
                yield cut(newest(), "");
            }
            case Freshness.Any() -> cut(newest(), "");
            case Freshness.NotOlderThan(long revision) -> {
                await(revision);
                yield cut(newest(), "");
            }
            case Freshness.Exactly(long revision) -> {
                await(revision);
                yield cut(at(revision).orElseThrow(() -> Refusals.revisionExpired(revision, store.floor())), "");
            }
        };
    }

    private void await(long revision) {
        if (!view.reach(revision, revision > store.head() ? TOO_NEW_WAIT : Duration.ofDays(1))) {
            throw Refusals.tooNew(revision, store.head());
        }
    }

    private Found newest() {
        return view.look(all -> new Found(all.revision(), shelf(all).candidates(wanted)));
    }

    private Found goneOn(ContinueToken token) {
        return at(token.revision())
                .orElseThrow(() -> Refusals.tokenExpired(new ContinueToken(ContinueToken.NEWEST, token.start())));
    }

    /** Empty: it is forgotten. */
    private Optional<Found> at(long revision) {
        Optional<Found> unchanged = view.look(all -> shelf(all).last() <= revision && all.revision() >= revision
                ? Optional.of(new Found(revision, shelf(all).candidates(wanted)))
                : Optional.empty());
        return unchanged.or(() -> stored(revision));
    }

    private Optional<Found> stored(long revision) {
        try (Stream<Entry> entries =
                store.range(StoredKeys.prefix(wanted.query().kind()), revision)) {
            return Optional.of(new Found(revision, entries.map(completion::read).toList()));
        } catch (Compacted gone) {
            return Optional.empty();
        }
    }

    private Shelf shelf(Shelves all) {
        return all.shelf(StoredKeys.prefix(wanted.query().kind()));
    }

    private Page cut(Found found, String start) {
        List<Resident> matching = found.objects().stream()
                .filter(object -> object.path().compareTo(start) >= 0)
                .filter(wanted::test)
                .filter(object -> visible.everything() || visible.shows(object.item()))
                .toList();
        int size = wanted.query().limit() > 0 ? Math.min(wanted.query().limit(), matching.size()) : matching.size();
        boolean more = size < matching.size();
        String next = more
                ? new ContinueToken(found.revision(), matching.get(size - 1).path() + "\0").text()
                : "";
        return new Page(
                matching.subList(0, size).stream().map(Resident::item).toList(),
                found.revision(),
                next,
                wanted.selects() ? 0 : matching.size() - size);
    }
}
