package dev.longshore.engine.gitops.sync;

import dev.longshore.engine.gitops.health.Health;
import dev.longshore.engine.gitops.health.HealthRules;
import dev.longshore.engine.gitops.render.Rendering;
import dev.longshore.manifests.ManifestProblem;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A picture to what is said of it. */
public final class ReportPlan {
    private static final String IGNORE_HEALTH = "argocd.argoproj.io/ignore-healthcheck";
    private static final int NAMED_MAX = 3;
    private static final List<String> WITH_IMAGES = List.of("deployments.apps", "replicasets.apps", "pods");

    private ReportPlan() {}

    /** What a picture says, with the operation as it is after this pass. */
    public static Report of(
            SyncUnit unit,
            Picture picture,
            Rendering.Rendered rendered,
            Optional<Operation> operation,
            boolean recorded,
            Map<ObjectKey, String> causes) {
        List<Report.Line> lines = new ArrayList<>();
        picture.comparisons().forEach(one -> lines.add(line(one, causes)));
        picture.extras().forEach(extra -> lines.add(line(extra, Report.OUT_OF_SYNC, true, causes)));
        boolean synced = lines.stream().allMatch(line -> line.status().equals(Report.SYNCED));
        return new Report(
                synced ? Report.SYNCED : Report.OUT_OF_SYNC,
                Optional.of(picture.commit()),
                lines,
                aggregate(withoutItself(lines, unit), live(picture)),
                operation,
                recorded,
                conditions(unit, picture, rendered, operation),
                images(live(picture)));
    }

    /** The same, compared with a commit that may no longer be the newest: the host does not say. */
    public static Report doubted(Report report, String trouble) {
        List<Condition> conditions = new ArrayList<>(report.conditions());
        conditions.addFirst(new Condition(Condition.COMPARISON_ERROR, trouble));
        return new Report(
                Report.UNKNOWN,
                report.commit(),
                report.resources(),
                report.health(),
                report.operation(),
                report.recorded(),
                conditions,
                report.images());
    }

    /** What is said while the wish is not known: the objects are still looked at. */
    public static Report unknown(
            List<Item> tracked,
            Optional<Operation> operation,
            List<Condition> conditions,
            Map<ObjectKey, String> causes) {
        List<Report.Line> lines = tracked.stream()
                .map(item -> line(item, Report.UNKNOWN, false, causes))
                .toList();
        Health health = tracked.isEmpty() ? new Health(Health.Code.UNKNOWN, "") : aggregate(lines, tracked);
        return new Report(
                Report.UNKNOWN, Optional.empty(), lines, health, operation, false, conditions, images(tracked));
    }

    /** An application whose tree holds itself is not as well as it says it is. */
    private static List<Report.Line> withoutItself(List<Report.Line> lines, SyncUnit unit) {
        return lines.stream()
                .filter(line -> !line.kind().equals(unit.application().kind().name())
                        || !line.namespace().equals(unit.application().namespace())
                        || !line.name().equals(unit.application().name()))
                .toList();
    }

    private static List<Item> live(Picture picture) {
        return Stream.concat(
                        picture.comparisons().stream().flatMap(one -> one.live().stream()), picture.extras().stream())
                .toList();
    }

    private static Report.Line line(Comparison one, Map<ObjectKey, String> causes) {
        if (one.live().isPresent()) {
            return line(one.live().get(), one.inSync() ? Report.SYNCED : Report.OUT_OF_SYNC, false, causes);
        }
        ObjectKey key = one.desired().key();
        return new Report.Line(
                key.kind().group(),
                key.kind().version(),
                key.kind().name(),
                key.namespace(),
                key.name(),
                Report.OUT_OF_SYNC,
                Optional.of(Health.MISSING),
                false,
                one.desired().wave());
    }

    private static Report.Line line(Item live, String status, boolean extra, Map<ObjectKey, String> causes) {
        Optional<Health> health = HealthRules.of(live)
                .map(found -> Optional.ofNullable(causes.get(live.key()))
                        .map(found::saying)
                        .orElse(found));
        return new Report.Line(
                live.kind().group(),
                live.kind().version(),
                live.kind().name(),
                live.namespace(),
                live.name(),
                status,
                health,
                extra,
                SyncPlan.wave(live));
    }

    /** The worst of those that count; Missing when there should be something and nothing is. */
    static Health aggregate(List<Report.Line> lines, List<Item> live) {
        if (!lines.isEmpty() && live.isEmpty()) {
            return Health.MISSING;
        }
        List<String> ignored = live.stream()
                .filter(item -> "true".equals(item.annotations().get(IGNORE_HEALTH)))
                .map(item -> item.kind().name() + ":" + item.key().qualifiedName())
                .toList();
        List<Report.Line> counted = lines.stream()
                .filter(line -> line.health().isPresent() && !ignored.contains(shown(line)))
                .filter(line -> !line.health().get().is(Health.Code.MISSING))
                .filter(line -> !line.kind().equals("Application")
                        || !line.health().get().is(Health.Code.UNKNOWN))
                .toList();
        Health.Code worst = Health.Code.HEALTHY;
        for (Report.Line line : counted) {
            Health.Code code = line.health().get().code();
            worst = code.compareTo(worst) > 0 ? code : worst;
        }
        return new Health(worst, worst == Health.Code.HEALTHY ? "" : causes(counted, worst));
    }

    private static String causes(List<Report.Line> lines, Health.Code worst) {
        List<String> causes = lines.stream()
                .filter(line -> line.health().filter(health -> health.is(worst)).isPresent())
                .map(line -> {
                    String why = line.health().map(Health::message).orElse("");
                    return why.isEmpty() ? shown(line) : shown(line) + ": " + why;
                })
                .toList();
        String first = String.join("; ", causes.subList(0, Math.min(NAMED_MAX, causes.size())));
        return causes.size() <= NAMED_MAX ? first : first + " and " + (causes.size() - NAMED_MAX) + " more";
    }

    private static String shown(Report.Line line) {
        String name = line.namespace().isEmpty() ? line.name() : line.namespace() + "/" + line.name();
        return line.kind() + ":" + name;
    }

    private static List<Condition> conditions(
            SyncUnit unit, Picture picture, Rendering.Rendered rendered, Optional<Operation> operation) {
        List<Condition> conditions = new ArrayList<>();
        Stream<String> foreign = picture.comparisons().stream()
                .filter(one -> one.verdict() instanceof Comparison.Verdict.Foreign)
                .map(one -> one.desired().place() + ": " + ((Comparison.Verdict.Foreign) one.verdict()).why());
        add(
                conditions,
                Condition.SHARED_RESOURCE,
                Stream.concat(foreign, picture.others().wanted().stream()).toList());
        PrunePlan.Pruning pruning = PrunePlan.plan(
                picture, unit, unit.policy().automated() && unit.policy().prune(), false);
        pruning.guard().ifPresent(conditions::add);
        add(conditions, Condition.PRUNE_BLOCKED, pruning.held());
        add(conditions, Condition.DELETION_ERROR, Deletions.held(live(picture)));
        operation
                .filter(last -> last.phase() == Operation.Phase.FAILED
                        || last.phase() == Operation.Phase.ERROR
                        || last.waitsForRetry())
                .ifPresent(last -> conditions.add(new Condition(
                        Condition.SYNC_ERROR,
                        "Failed last sync attempt to " + last.revision() + ": " + last.message())));
        operation
                .filter(OperationPlan::flaps)
                .ifPresent(last -> conditions.add(new Condition(
                        Condition.DRIFT_FLAPPING,
                        "healed " + last.healAttempts()
                                + " times in a row: somebody else keeps changing the objects")));
        List<String> said = Stream.concat(rendered.warnings().stream(), rendered.unsupported().stream())
                .map(ManifestProblem::text)
                .toList();
        add(
                conditions,
                Condition.IGNORED_FIELD,
                Stream.concat(unit.ignored().stream(), said.stream()).toList());
        return conditions;
    }

    private static void add(List<Condition> conditions, String type, List<String> messages) {
        if (!messages.isEmpty()) {
            conditions.add(new Condition(type, String.join("; ", messages)));
        }
    }

    private static List<String> images(List<Item> live) {
        return live.stream()
                .filter(item -> WITH_IMAGES.contains(item.kind().resource()))
                .flatMap(item -> Stream.concat(
                        containers(item.fields().at("spec", "template", "spec")),
                        containers(item.fields().at("spec"))))
                .sorted()
                .distinct()
                .toList();
    }

    private static Stream<String> containers(Fields podSpec) {
        return Stream.concat(podSpec.items("initContainers").stream(), podSpec.items("containers").stream())
                .flatMap(container -> container.text("image").stream());
    }
}
