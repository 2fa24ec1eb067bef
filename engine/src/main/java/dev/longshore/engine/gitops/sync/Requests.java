package dev.longshore.engine.gitops.sync;

import dev.longshore.engine.gitops.render.SyncOptions;
import dev.longshore.objects.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a request to act asks for. It is honoured whole or not at all: whoever asks for something else than all that the commit says,
 * written as the Application says, must not get that all the same.
 */
final class Requests {
    private static final Set<String> OPERATION = Set.of("sync", "initiatedBy", "info", "retry");
    private static final Set<String> SYNC =
            Set.of("revision", "prune", "dryRun", "autoHealAttemptsCount", "syncOptions", "syncStrategy");
    private static final Set<String> STRATEGIES = Set.of("hook", "apply");

    private final SyncUnit unit;
    private final List<String> faults = new ArrayList<>();

    private Requests(SyncUnit unit) {
        this.unit = unit;
    }

    /** Why it is not honoured: every field that is to blame. Empty when it is. */
    static Optional<String> refusal(Fields request, SyncUnit unit) {
        Requests requests = new Requests(unit);
        requests.read(request);
        return requests.faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", requests.faults));
    }

    private void read(Fields request) {
        if (!request.has("sync")) {
            faults.add("operation.sync is missing");
        }
        unknown(request, OPERATION, "operation");
        unknown(request.at("sync"), SYNC, "operation.sync");
        options(request.at("sync"));
        Fields strategy = request.at("sync", "syncStrategy");
        unknown(strategy, STRATEGIES, "operation.sync.syncStrategy");
        STRATEGIES.forEach(name -> unknown(strategy.at(name), Set.of(), "operation.sync.syncStrategy." + name));
        Retries.read(request.at("retry"), "operation.retry", faults);
    }

    private void unknown(Fields object, Set<String> known, String path) {
        object.entries().forEach((name, value) -> {
            if (!known.contains(name) && says(value)) {
                faults.add("not supported yet: " + path + "." + name);
            }
        });
    }

    /** Absent, empty and false ask for nothing. */
    private static boolean says(Fields value) {
        if (value.isObject()) {
            return !value.entries().isEmpty();
        }
        return value.isList()
                ? !value.items().isEmpty()
                : !Set.of("", "false", "null").contains(value.text().orElse(value.toString()));
    }

    /** Those of the Application count; a request may repeat them. */
    private void options(Fields sync) {
        Map<String, String> own = unit.options().values();
        SyncOptions.read(sync.texts("syncOptions")).values().forEach((key, value) -> {
            if (!value.equals(own.get(key))) {
                faults.add("not supported yet: operation.sync.syncOptions: " + key + "=" + value
                        + " (set it in spec.syncPolicy.syncOptions)");
            }
        });
    }
}
