package dev.longshore.agent.pods;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.agent.host.HostFault;
import dev.longshore.agent.host.HostFiles;
import dev.longshore.agent.pods.plan.ContainerNames;
import dev.longshore.agent.pods.plan.SpecHash;
import dev.longshore.agent.pods.specs.PodPaths;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Item;
import dev.longshore.objects.core.Pod;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders of pods on the host: the pod as last accepted, so that an agent that starts while the cluster is away still knows what it
 * runs, and marks of what was completed. No value of a Secret is ever written here.
 */
record PodFolder(HostFiles files, String root) {
    private static final Logger LOG = LoggerFactory.getLogger(PodFolder.class);
    private static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";
    private static final int FOLDER_MODE = 0750;
    private static final int FILE_MODE = 0600;

    /** Pods as they were last accepted, gone ones too, in order of uid. What cannot be read is left out and said. */
    List<Pod> pods() {
        List<Pod> pods = new ArrayList<>();
        for (String uid : uids()) {
            files.read(new PodPaths(root, uid).pod())
                    .flatMap(bytes -> read(uid, bytes))
                    .ifPresent(pods::add);
        }
        return pods;
    }

    /** Of all folders, with a pod in them or without. */
    List<String> uids() {
        return files.list(PodPaths.all(root));
    }

    /** Keeps the pod when its wish or phase differs from what was kept. One that is being deleted is kept no longer than its folder. */
    void save(Pod pod, PodMemory memory) {
        PodPaths paths = paths(pod.item().uid());
        String wish = fingerprint(pod);
        boolean gone = pod.item().terminating() && !files.exists(paths.pod());
        if (!memory.saved.equals(wish) && !gone) {
            files.makeFolder(paths.folder(), FOLDER_MODE);
            files.write(paths.pod(), pod.item().bytes(), FILE_MODE);
            memory.saved = wish;
        }
    }

    /**
     * From now on the pod is not among those to be run, also after a restart; what it leaves is still to be taken down. A full disk has no
     * room for the mark, and taking the pod down is what makes some: what was kept of it goes instead.
     */
    void markGone(String uid) {
        try {
            if (files.exists(paths(uid).folder())) {
                write(paths(uid).gone(), "");
            }
        } catch (HostFault full) {
            files.delete(paths(uid).pod());
        }
    }

    boolean gone(Pod pod) {
        return files.exists(paths(pod.item().uid()).gone());
    }

    private static String fingerprint(Pod pod) {
        return String.join(
                "|",
                SpecHash.of(pod.item().fields().at("spec")),
                pod.phase(),
                Boolean.toString(pod.item().terminating()),
                pod.item().labels().toString(),
                pod.item().annotations().toString());
    }

    /** Reads the marks once after a start. */
    void load(String uid, PodMemory memory) {
        if (memory.loaded) {
            return;
        }
        PodPaths paths = paths(uid);
        text(paths.sandbox())
                .filter(mark -> mark.matches("[0-9]{1,9}"))
                .ifPresent(mark -> memory.attempted(ContainerNames.SANDBOX, Integer.parseInt(mark) - 1));
        memory.networkOf = text(paths.network()).orElse("");
        memory.initializedIn = text(paths.initialized()).orElse("");
        String boot = boot();
        for (String volume : files.list(paths.ready())) {
            text(paths.ready(volume))
                    .filter(mark -> mark.startsWith(boot + "\n"))
                    .ifPresent(mark -> memory.volumes.put(volume, mark.substring(boot.length() + 1)));
        }
        memory.loaded = true;
    }

    /** Before a later attempt of the sandbox is made: an agent that starts then, and does not see it, makes this one and no other. */
    void markSandbox(String uid, int attempt) {
        files.makeFolder(paths(uid).folder(), FOLDER_MODE);
        write(paths(uid).sandbox(), Integer.toString(attempt));
    }

    void markNetwork(String uid, String sandboxId) {
        write(paths(uid).network(), sandboxId);
    }

    void markInitialized(String uid, String sandboxId) {
        write(paths(uid).initialized(), sandboxId);
    }

    /** The mark counts for this boot only: what lay in memory is gone after it. */
    void markVolume(String uid, String volume, String path) {
        files.makeFolder(paths(uid).ready(), FOLDER_MODE);
        write(paths(uid).ready(volume), boot() + "\n" + path);
    }

    void unmark(String path) {
        files.delete(path);
    }

    void write(String path, String text) {
        files.write(path, text.getBytes(StandardCharsets.UTF_8), 0644);
    }

    Optional<String> text(String path) {
        return files.read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    PodPaths paths(String uid) {
        return new PodPaths(root, uid);
    }

    private String boot() {
        return text(BOOT_ID).map(String::strip).orElse("");
    }

    private static Optional<Pod> read(String uid, byte[] bytes) {
        try {
            return CanonicalJson.parse(bytes) instanceof ObjectNode tree
                    ? Optional.of(new Pod(Item.read(Pod.KIND, tree)))
                    : Optional.empty();
        } catch (UncheckedIOException | NumberFormatException unreadable) {
            LOG.warn("pod.json of uid {} cannot be read and is left out until the cluster tells of the pod", uid);
            return Optional.empty();
        }
    }
}
