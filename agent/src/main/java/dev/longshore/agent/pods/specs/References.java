package dev.longshore.agent.pods.specs;

import dev.longshore.agent.pods.plan.PodContainer;
import dev.longshore.objects.Fields;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Pod;
import java.util.Set;
import java.util.TreeSet;

/** Names of the ConfigMaps and Secrets, of its own namespace, that a pod refers to. */
public record References(Set<String> configMaps, Set<String> secrets) {
    public static References of(Pod pod) {
        References all = new References(new TreeSet<>(), new TreeSet<>());
        PodContainer.of(pod).forEach(container -> all.env(container.fields()));
        for (Fields volume : pod.volumes()) {
            all.add(all.configMaps, volume, "configMap", "name");
            all.add(all.secrets, volume, "secret", "secretName");
            for (Fields source : volume.items("projected", "sources")) {
                all.add(all.configMaps, source, "configMap", "name");
                all.add(all.secrets, source, "secret", "name");
            }
        }
        return all;
    }

    /** Whether a ConfigMap or Secret of the pod's namespace is among them. */
    public boolean names(ObjectKey object) {
        Set<String> names = object.kind().equals(ConfigMap.KIND) ? configMaps : secrets;
        return names.contains(object.name());
    }

    private void env(Fields container) {
        for (Fields source : container.items("envFrom")) {
            add(configMaps, source, "configMapRef", "name");
            add(secrets, source, "secretRef", "name");
        }
        for (Fields one : container.items("env")) {
            add(configMaps, one.at("valueFrom"), "configMapKeyRef", "name");
            add(secrets, one.at("valueFrom"), "secretKeyRef", "name");
        }
    }

    private void add(Set<String> names, Fields from, String... path) {
        from.text(path).filter(name -> !name.isEmpty()).ifPresent(names::add);
    }
}
