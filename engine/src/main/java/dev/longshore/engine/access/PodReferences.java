package dev.longshore.engine.access;

import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Secrets and ConfigMaps that a pod names, wherever it may name them. */
final class PodReferences {
    private static final List<String> CONTAINERS = List.of("initContainers", "containers", "ephemeralContainers");

    private PodReferences() {}

    /** Whether the pod names this Secret or ConfigMap of its namespace. */
    static boolean names(Item pod, ObjectKey key) {
        boolean secret = key.kind().name().equals("Secret");
        Stream<Optional<String>> names = Stream.concat(
                CONTAINERS.stream()
                        .flatMap(list -> pod.items("spec", list).stream())
                        .flatMap(one -> env(one, secret)),
                pod.items("spec", "volumes").stream().flatMap(volume -> volume(volume, secret)));
        Stream<Optional<String>> pulls =
                secret ? pod.items("spec", "imagePullSecrets").stream().map(one -> one.text("name")) : Stream.empty();
        return Stream.concat(names, pulls).flatMap(Optional::stream).anyMatch(key.name()::equals);
    }

    private static Stream<Optional<String>> env(Fields container, boolean secret) {
        String reference = secret ? "secretKeyRef" : "configMapKeyRef";
        String source = secret ? "secretRef" : "configMapRef";
        return Stream.concat(
                container.items("env").stream().map(one -> one.text("valueFrom", reference, "name")),
                container.items("envFrom").stream().map(one -> one.text(source, "name")));
    }

    private static Stream<Optional<String>> volume(Fields volume, boolean secret) {
        Optional<String> direct = secret ? volume.text("secret", "secretName") : volume.text("configMap", "name");
        return Stream.concat(
                Stream.of(direct),
                volume.items("projected", "sources").stream()
                        .map(one -> one.text(secret ? "secret" : "configMap", "name")));
    }
}
