package dev.longshore.agent.pods;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.agent.host.HostFault;
import dev.longshore.agent.pods.plan.BackOff;
import dev.longshore.agent.pods.plan.PodAction;
import dev.longshore.agent.pods.plan.Problem;
import dev.longshore.agent.pods.plan.SpecHash;
import dev.longshore.agent.pods.specs.ContainerSecurity;
import dev.longshore.agent.pods.specs.Downward;
import dev.longshore.agent.pods.specs.PodPaths;
import dev.longshore.agent.pods.specs.VolumeFilesPlan;
import dev.longshore.agent.volumes.VolumePlugin;
import dev.longshore.agent.volumes.VolumePlugin.FileContent;
import dev.longshore.agent.volumes.VolumePlugin.VolumeFault;
import dev.longshore.agent.volumes.VolumePlugin.VolumeRequest;
import dev.longshore.cluster.RefusedException;
import dev.longshore.cluster.Unavailable;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Quantity;
import dev.longshore.objects.core.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes, renews and removes the volumes of a pod. */
record VolumeSteps(Workshop shop, Map<String, VolumePlugin> plugins) {
    private static final int FOLDER_MODE = 0750;

    boolean mount(PodCase work, PodAction.Mount action) {
        Pod pod = work.required();
        Fields volume = named(pod, action.volume());
        try {
            Optional<String> refusal = publish(work, pod, volume);
            if (refusal.isEmpty()) {
                work.memory().problems.remove(Problem.ofVolume(action.volume()));
                return true;
            }
            return failed(work, action.volume(), refusal.get());
        } catch (VolumeFault | HostFault | RefusedException fault) {
            return failed(work, action.volume(), String.valueOf(fault.getMessage()));
        }
    }

    /** Volumes that show objects are written again where those have changed. While the cluster is away they stay as they are. */
    void renew(PodCase work) {
        Pod pod = work.required();
        for (Fields volume : pod.volumes()) {
            String name = volume.text("name").orElse("");
            if (shows(volume) && work.memory().volumes.containsKey(name)) {
                try {
                    publish(work, pod, volume);
                } catch (Unavailable away) {
                    return;
                } catch (VolumeFault | HostFault | RefusedException fault) {
                    shop.events().warning(pod, "FailedMount", text(name, String.valueOf(fault.getMessage())));
                }
            }
        }
    }

    boolean unmount(PodCase work) {
        unmount(work.uid());
        work.memory().volumes.clear();
        work.memory().shown.clear();
        return true;
    }

    /** By what lies in the folder of a pod, whoever made it. */
    void unmount(String uid) {
        PodPaths paths = shop.folder().paths(uid);
        for (String type : shop.folder().files().list(paths.volumes())) {
            VolumePlugin plugin = plugins.get(type);
            for (String name : shop.folder().files().list(paths.volumes() + "/" + type)) {
                if (plugin != null) {
                    plugin.unpublish(paths.volume(type, name));
                }
            }
        }
        shop.folder().unmark(paths.ready());
    }

    /** @return why it cannot be made yet */
    private Optional<String> publish(PodCase work, Pod pod, Fields volume) {
        String name = volume.text("name").orElse("");
        Optional<VolumePlugin> plugin = plugin(volume);
        if (plugin.isEmpty()) {
            return Optional.of("volume type of spec.volumes \"%s\" is not supported yet; supported are %s"
                    .formatted(name, String.join(", ", new TreeMap<>(plugins).keySet())));
        }
        Map<String, FileContent> files = Map.of();
        if (shows(volume)) {
            var plan = new VolumeFilesPlan(volume, shop.configs().read(pod), downward(pod));
            if (plan.missing().isPresent()) {
                return plan.missing();
            }
            files = plan.files();
        }
        write(work, pod, volume, plugin.get(), files);
        return Optional.empty();
    }

    private void write(PodCase work, Pod pod, Fields volume, VolumePlugin plugin, Map<String, FileContent> files) {
        String name = volume.text("name").orElse("");
        String print = fingerprint(files);
        if (print.equals(work.memory().shown.get(name)) && work.memory().volumes.containsKey(name)) {
            return;
        }
        PodPaths paths = shop.folder().paths(work.uid());
        shop.folder().files().makeFolder(paths.volumes() + "/" + plugin.name(), FOLDER_MODE);
        boolean memory = volume.text(plugin.name(), "medium").orElse("").equals("Memory");
        long most = Quantity.at(volume, plugin.name(), "sizeLimit")
                .map(Quantity::whole)
                .orElse(0L);
        String path = plugin.publish(new VolumeRequest(
                paths.volume(plugin.name(), name), files, most, memory, ContainerSecurity.fsGroup(pod)));
        shop.folder().markVolume(work.uid(), name, path);
        work.memory().volumes.put(name, path);
        work.memory().shown.put(name, print);
    }

    private boolean failed(PodCase work, String volume, String message) {
        work.memory()
                .fail(
                        Problem.ofVolume(volume),
                        "FailedMount",
                        message,
                        shop.time().now(),
                        BackOff.SOON);
        shop.events().warning(work.required(), "FailedMount", text(volume, message));
        return true;
    }

    private Downward downward(Pod pod) {
        return new Downward(pod, "", shop.node().address(), shop.node().allocatable());
    }

    private Optional<VolumePlugin> plugin(Fields volume) {
        return volume.entries().keySet().stream()
                .filter(plugins::containsKey)
                .findFirst()
                .map(plugins::get);
    }

    private static String text(String volume, String message) {
        return "MountVolume.SetUp failed for volume \"%s\" : %s".formatted(volume, message);
    }

    private static Fields named(Pod pod, String name) {
        return pod.volumes().stream()
                .filter(volume -> volume.text("name").orElse("").equals(name))
                .findFirst()
                .orElse(Fields.NONE);
    }

    private static boolean shows(Fields volume) {
        return volume.has("configMap") || volume.has("secret") || volume.has("downwardAPI") || volume.has("projected");
    }

    private static String fingerprint(Map<String, FileContent> files) {
        ObjectNode shape = JsonNodeFactory.instance.objectNode();
        files.forEach(
                (path, file) -> shape.putObject(path).put("mode", file.mode()).put("bytes", file.bytes()));
        return SpecHash.of(Fields.of(shape));
    }
}
