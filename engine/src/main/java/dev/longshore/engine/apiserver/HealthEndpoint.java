package dev.longshore.engine.apiserver;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /livez}, {@code /readyz}, {@code /healthz}. Source: Kubernetes, "API health endpoints". */
public final class HealthEndpoint {
    private final Supplier<Map<String, Optional<String>>> checks;

    /** @param checks by name, in order of display; a value says what is wrong, and stays in the log: strangers may ask */
    public HealthEndpoint(Supplier<Map<String, Optional<String>>> checks) {
        this.checks = checks;
    }

    /**
     * @param probe {@code livez}, {@code readyz} or {@code healthz}
     * @param check one check alone; empty: all
     */
    Answer answer(String probe, String check, boolean verbose) {
        Map<String, Optional<String>> found = probe.equals("livez") ? Map.of() : checks.get();
        if (!check.isEmpty()) {
            return found.containsKey(check) || check.equals("ping")
                    ? one(found.getOrDefault(check, Optional.empty()).isEmpty())
                    : Statuses.answer(Statuses.noSuchPath());
        }
        boolean well = found.values().stream().allMatch(Optional::isEmpty);
        return well && !verbose ? one(true) : Answer.text(well ? 200 : 500, report(probe, found, well));
    }

    private static Answer one(boolean well) {
        return Answer.text(well ? 200 : 500, well ? "ok" : "failed: reason withheld");
    }

    private static String report(String probe, Map<String, Optional<String>> found, boolean well) {
        StringBuilder text = new StringBuilder("[+]ping ok\n");
        found.forEach((name, fault) -> text.append(fault.isEmpty() ? "[+]" : "[-]")
                .append(name)
                .append(fault.isEmpty() ? " ok\n" : " failed: reason withheld\n"));
        return text.append(probe)
                .append(well ? " check passed\n" : " check failed\n")
                .toString();
    }
}
