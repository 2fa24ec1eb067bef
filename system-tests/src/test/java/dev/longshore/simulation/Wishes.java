package dev.longshore.simulation;

import dev.longshore.tasks.Chance;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the user wants to run: a few Deployments that come, change and go, as files of a repository. */
final class Wishes {
    static final String REPOSITORY = "https://git.example/shop.git";
    static final String FOLDER = "apps";
    static final String BRANCH = "main";
    static final List<String> IMAGES = List.of("app:1", "app:2", "app:3");
    /** Does not hear SIGTERM: it is killed when its grace is over. Nobody wishes for it by chance. */
    static final String DEAF_IMAGE = "deaf:1";

    private static final List<String> NAMES = List.of("api", "cart", "web");
    private static final int REPLICAS_MAX = 4;
    private static final String BROKEN = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: broken\n";

    private static final String SETTINGS = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings}
            data: {colour: blue}
            """;

    @SuppressWarnings("InlineFormatString") // reads better apart
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %1$s}
            spec:
              replicas: %2$d
              selector: {matchLabels: {app: %1$s}}
              template:
                metadata: {labels: {app: %1$s}}
                spec:
                  containers:
                  - name: main
                    image: %3$s
                    resources: {requests: {cpu: 300m}}
                    envFrom: [{configMapRef: {name: settings}}]
            """;

    /** One Deployment. */
    record Wish(int replicas, String image) {}

    private final SortedMap<String, Wish> wanted = new TreeMap<>();

    SortedMap<String, Wish> wanted() {
        return Collections.unmodifiableSortedMap(wanted);
    }

    void want(String name, Wish wish) {
        wanted.put(name, wish);
    }

    /** Changes one of them. */
    void change(Chance chance) {
        String name = NAMES.get(chance.below(NAMES.size()));
        if (wanted.containsKey(name) && chance.below(4) == 0) {
            wanted.remove(name);
        } else {
            wanted.put(name, new Wish(chance.below(REPLICAS_MAX + 1), IMAGES.get(chance.below(IMAGES.size()))));
        }
    }

    /** The whole folder. */
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        files.put(FOLDER + "/settings.yaml", SETTINGS);
        wanted.forEach((name, wish) ->
                files.put(FOLDER + "/" + name + ".yaml", DEPLOYMENT.formatted(name, wish.replicas(), wish.image())));
        return files;
    }

    /** A commit that cannot be rendered and lacks most of what is wanted. */
    static Map<String, String> broken() {
        return Map.of(FOLDER + "/settings.yaml", SETTINGS, FOLDER + "/zz.yaml", BROKEN);
    }
}
