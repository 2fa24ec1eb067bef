package dev.longshore.engine.gitops;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.RefusedException;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.gitops.repository.RepositoryNames;
import dev.longshore.engine.gitops.sync.SyncUnit;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.OwnerReference;
import dev.longshore.objects.Selector;
import dev.longshore.objects.core.Secret;
import dev.longshore.objects.gitops.Application;
import dev.longshore.objects.gitops.Repository;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The Repository object of a unit: made when absent, asked for the unit's revision, owned by every Application that names it. */
final class RepositoryLink {
    private static final WriteOptions OPTIONS = WriteOptions.by(Comparer.MANAGER);
    private static final String SECRET_TYPE = "argocd.argoproj.io/secret-type";

    private final Cluster cluster;

    RepositoryLink(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The object as it is after this; empty when somebody was faster: look again. */
    Optional<Repository> of(Application application, SyncUnit unit, String selector) {
        Optional<String> secret = secret(application.item().namespace(), unit.url());
        ObjectKey key = key(application.item().namespace(), unit.url(), secret);
        leaveOthers(application, key);
        Optional<Repository> there = cluster.get(key).map(Repository::new);
        if (there.isEmpty()) {
            return written(cluster.create(fresh(key, application, unit, secret, selector), OPTIONS));
        }
        Draft wished = linked(there.get(), application, selector);
        return wished.equals(there.get().item().draft()) ? there : written(cluster.replace(wished, OPTIONS));
    }

    private static Optional<Repository> written(WriteResult result) {
        return switch (result) {
            case WriteResult.Written(Item item, var _, var _) -> Optional.of(new Repository(item));
            case WriteResult.Unchanged(Item item, var _) -> Optional.of(new Repository(item));
            case WriteResult.Refused(var status) -> throw new RefusedException(status);
            case WriteResult.Stale _,
                    WriteResult.Missing _,
                    WriteResult.Exists _,
                    WriteResult.Deleted _,
                    WriteResult.Unknown _ -> Optional.empty();
        };
    }

    /** The one that is there already for an address; nothing is written. */
    Optional<Repository> there(String namespace, String url) {
        return cluster.get(key(namespace, url, secret(namespace, url))).map(Repository::new);
    }

    private static ObjectKey key(String namespace, String url, Optional<String> secret) {
        return ObjectKey.of(Repository.KIND, namespace, RepositoryNames.of(url, secret));
    }

    /** Addresses that the Application named before are no longer looked at for its sake. */
    private void leaveOthers(Application application, ObjectKey key) {
        String uid = application.item().uid();
        for (Item other : cluster.list(Query.ownedBy(Repository.KIND, key.namespace(), uid))
                .items()) {
            List<OwnerReference> left = other.owners().stream()
                    .filter(owner -> !owner.uid().equals(uid))
                    .toList();
            if (other.key().equals(key) || left.size() == other.owners().size()) {
                continue;
            }
            if (left.isEmpty()) {
                cluster.delete(other.key(), DeleteOptions.only(other.uid()));
            } else {
                cluster.replace(other.draft().with(left, "metadata", "ownerReferences"), OPTIONS);
            }
        }
    }

    private static Draft fresh(
            ObjectKey key, Application application, SyncUnit unit, Optional<String> secret, String selector) {
        Draft draft = Draft.empty(key)
                .with(unit.url(), "spec", "url")
                .with(List.of(selector), "spec", "refs")
                .with(List.of(owner(application)), "metadata", "ownerReferences");
        return secret.map(name -> draft.with(name, "spec", "secretRef", "name")).orElse(draft);
    }

    private static Draft linked(Repository repository, Application application, String selector) {
        Draft draft = repository.item().draft();
        if (!repository.refs().contains(selector)) {
            List<String> refs = new ArrayList<>(repository.refs());
            refs.add(selector);
            draft = draft.with(refs, "spec", "refs");
        }
        List<OwnerReference> owners = repository.item().owners();
        if (owners.stream().noneMatch(one -> one.uid().equals(application.item().uid()))) {
            List<OwnerReference> more = new ArrayList<>(owners);
            more.add(owner(application));
            draft = draft.with(more, "metadata", "ownerReferences");
        }
        return draft;
    }

    private static OwnerReference owner(Application application) {
        Item item = application.item();
        return new OwnerReference(item.kind().apiVersion(), item.kind().name(), item.name(), item.uid(), false, false);
    }

    /** The Secret whose {@code url} is the longest beginning of the address. Source: Argo CD repository secrets. */
    private Optional<String> secret(String namespace, String url) {
        Selector repositories = new Selector(List.of(
                new Selector.Requirement(SECRET_TYPE, Selector.Operator.IN, List.of("repository", "repo-creds"))));
        return cluster.list(Query.in(Secret.KIND, namespace).labelled(repositories)).items().stream()
                .filter(secret -> fits(secret, url))
                .max(Comparator.comparingInt((Item secret) -> address(secret).length())
                        .thenComparing(Item::name))
                .map(Item::name);
    }

    private static boolean fits(Item secret, String url) {
        String address = address(secret);
        boolean prefix = "repo-creds".equals(secret.labels().get(SECRET_TYPE));
        return !address.isEmpty() && (prefix ? url.startsWith(address) : url.equals(address));
    }

    private static String address(Item secret) {
        try {
            return new String(
                            Base64.getDecoder()
                                    .decode(secret.text("data", "url").orElse("")),
                            StandardCharsets.UTF_8)
                    .strip();
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
