package dev.longshore.engine.apiserver.discovery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** {@code GET /version}: the Kubernetes release whose kinds are served; ours is build metadata, which version rules ignore. */
public final class ServerVersion {
    /** Kinds are those of this release. */
    public static final String KUBERNETES = "1.34.0";

    private ServerVersion() {}

    /** @param build of this product, a whole number */
    public static ObjectNode document(int build) {
        String[] parts = KUBERNETES.split("\\.", -1);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("major", parts[0]).put("minor", parts[1]);
        document.put("gitVersion", "v" + KUBERNETES + "+longshore." + build);
        document.put("gitCommit", "").put("gitTreeState", "clean").put("buildDate", "2026-01-01T00:00:00Z");
        document.put("goVersion", "go1.24").put("compiler", "gc");
        return document.put("platform", "linux/" + architecture());
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
            case "aarch64", "arm64" -> "arm64";
            default -> "amd64";
        };
    }
}
