package dev.longshore.engine.apiserver.discovery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.schemas.Release;
import java.util.Locale;

/**
 * {@code GET /version}: the Kubernetes release whose kinds are served; ours is build metadata. Builds are reproducible: all bear one
 * date, in the form that client libraries parse.
 */
public final class ServerVersion {
    private ServerVersion() {}

    public static ObjectNode document() {
        String[] parts = Release.KUBERNETES.split("\\.", -1);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("major", parts[0]).put("minor", parts[1]);
        document.put("gitVersion", Release.TEXT);
        document.put("gitCommit", "").put("gitTreeState", "clean").put("buildDate", "2026-01-01T00:00:00Z");
        document.put("goVersion", "java" + Runtime.version().feature()).put("compiler", "javac");
        return document.put("platform", "linux/" + architecture());
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
            case "aarch64", "arm64" -> "arm64";
            default -> "amd64";
        };
    }
}
