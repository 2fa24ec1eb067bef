package dev.longshore.agent.pods.specs;

import dev.longshore.objects.Item;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * The ConfigMaps and Secrets of one namespace that a pod names, as far as they exist, by name.
 */
public record Config(Map<String, Item> configMaps, Map<String, Item> secrets) {
    static final Config NONE = new Config(Map.of(), Map.of());

    Optional<ConfigMap> configMap(String name) {
        return Optional.ofNullable(configMaps.get(name)).map(ConfigMap::new);
    }

    Optional<Secret> secret(String name) {
        return Optional.ofNullable(secrets.get(name)).map(Secret::new);
    }

    /** Names only: values may be secret. */
    @Override
    public String toString() {
        return "config maps " + configMaps.keySet() + ", secrets " + secrets.keySet();
    }
}
