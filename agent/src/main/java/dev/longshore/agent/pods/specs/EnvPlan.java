package dev.longshore.agent.pods.specs;

import dev.longshore.agent.pods.plan.PodContainer;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The environment of a container: {@code envFrom} in order, then {@code env} in order; a later one wins. {@code $(NAME)} sees what stands
 * before it. Ask {@link #missing()} first.
 */
public record EnvPlan(PodContainer container, Config config, Downward downward) {
    private static final Pattern NAME = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");

    /** What is referred to, not optional and not there, for people; empty when nothing is missing. */
    public Optional<String> missing() {
        Stream<Optional<String>> sources =
                container.fields().items("envFrom").stream().map(this::missingSource);
        Stream<Optional<String>> values =
                container.fields().items("env").stream().map(env -> missingValue(env.at("valueFrom")));
        return Stream.concat(sources, values).flatMap(Optional::stream).findFirst();
    }

    /** In the order in which they are given to the process. */
    public Map<String, String> env() {
        Map<String, String> env = new LinkedHashMap<>();
        sourced().forEach((name, value) -> {
            if (NAME.matcher(name).matches()) {
                env.put(name, value);
            }
        });
        for (Fields one : container.fields().items("env")) {
            String name = one.text("name").orElse("");
            value(one, env).ifPresent(value -> env.put(name, value));
        }
        return env;
    }

    /** Names from {@code envFrom} that cannot be names of variables and were left out. */
    public List<String> skipped() {
        return sourced().keySet().stream()
                .filter(name -> !NAME.matcher(name).matches())
                .toList();
    }

    /** Values may be secret. */
    @Override
    public String toString() {
        return "env of " + container.name();
    }

    private Map<String, String> sourced() {
        Map<String, String> all = new LinkedHashMap<>();
        for (Fields source : container.fields().items("envFrom")) {
            String prefix = source.text("prefix").orElse("");
            data(source).forEach((key, value) -> all.put(prefix + key, value));
        }
        return all;
    }

    private Map<String, String> data(Fields source) {
        if (source.has("configMapRef")) {
            return config.configMap(name(source.at("configMapRef")))
                    .map(map -> map.data())
                    .orElse(Map.of());
        }
        Map<String, String> data = new LinkedHashMap<>();
        config.secret(name(source.at("secretRef")))
                .ifPresent(secret -> secret.data().forEach((key, value) -> data.put(key, text(value))));
        return data;
    }

    private Optional<String> value(Fields env, Map<String, String> before) {
        Fields from = env.at("valueFrom");
        if (from.has("fieldRef")) {
            return downward.field(from.text("fieldRef", "fieldPath").orElse(""));
        }
        if (from.has("resourceFieldRef")) {
            return downward.resource(from.at("resourceFieldRef"), container.name());
        }
        if (from.has("configMapKeyRef")) {
            Fields ref = from.at("configMapKeyRef");
            return config.configMap(name(ref))
                    .flatMap(map -> Optional.ofNullable(map.data().get(key(ref))));
        }
        if (from.has("secretKeyRef")) {
            Fields ref = from.at("secretKeyRef");
            return config.secret(name(ref))
                    .flatMap(secret -> Optional.ofNullable(secret.data().get(key(ref))))
                    .map(EnvPlan::text);
        }
        return Optional.of(Expansion.expand(env.text("value").orElse(""), before));
    }

    private Optional<String> missingSource(Fields source) {
        if (source.has("configMapRef")) {
            return absent("configmap", source.at("configMapRef"), config.configMaps());
        }
        return source.has("secretRef") ? absent("secret", source.at("secretRef"), config.secrets()) : Optional.empty();
    }

    private Optional<String> missingValue(Fields from) {
        if (from.has("configMapKeyRef")) {
            Fields ref = from.at("configMapKeyRef");
            return absent("configmap", ref, config.configMaps())
                    .or(() -> absentKey(
                            "ConfigMap",
                            ref,
                            config.configMap(name(ref)).map(map -> map.data()).orElse(Map.of())));
        }
        if (from.has("secretKeyRef")) {
            Fields ref = from.at("secretKeyRef");
            return absent("secret", ref, config.secrets())
                    .or(() -> absentKey(
                            "Secret",
                            ref,
                            config.secret(name(ref))
                                    .map(secret -> secret.data())
                                    .orElse(Map.of())));
        }
        if (from.has("fieldRef")) {
            String path = from.text("fieldRef", "fieldPath").orElse("");
            return downward.field(path).isPresent()
                    ? Optional.empty()
                    : Optional.of("fieldRef %s is not supported".formatted(path));
        }
        return Optional.empty();
    }

    private static Optional<String> absent(String what, Fields ref, Map<String, Item> present) {
        return ref.flag("optional") || present.containsKey(name(ref))
                ? Optional.empty()
                : Optional.of("%s \"%s\" not found".formatted(what, name(ref)));
    }

    private Optional<String> absentKey(String what, Fields ref, Map<String, ?> data) {
        return ref.flag("optional") || data.containsKey(key(ref))
                ? Optional.empty()
                : Optional.of("couldn't find key %s in %s %s/%s"
                        .formatted(key(ref), what, downward.pod().item().namespace(), name(ref)));
    }

    private static String name(Fields ref) {
        return ref.text("name").orElse("");
    }

    private static String key(Fields ref) {
        return ref.text("key").orElse("");
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
