package dev.longshore.system.endtoend;

/** Small manifests of the test images. */
final class Manifests {
    private Manifests() {}

    /** One container that runs a shell line. */
    static String deployment(String name, int replicas, String tag, String line) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %1$s
                spec:
                  replicas: %2$d
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                        - name: c
                          image: %3$s:%4$s
                          command: ["sh", "-c", '%5$s']
                """.formatted(name, replicas, Installation.IMAGE, tag, line);
    }

    static String configMap(String name, String key, String value) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: %s
                data:
                  %s: "%s"
                """.formatted(name, key, value);
    }

    /** Serves the ConfigMap {@code site} on port 8080. */
    static String site(String tag, int replicas) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web
                spec:
                  replicas: %d
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                        - name: c
                          image: %s:%s
                          command: ["httpd", "-f", "-p", "8080", "-h", "/site"]
                          volumeMounts:
                            - {name: site, mountPath: /site}
                      volumes:
                        - name: site
                          configMap: {name: site}
                """.formatted(replicas, Installation.IMAGE, tag);
    }
}
