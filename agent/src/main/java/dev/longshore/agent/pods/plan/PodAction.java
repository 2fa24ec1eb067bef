package dev.longshore.agent.pods.plan;

import java.time.Duration;

/** One step on this node for one pod. Each can be repeated, and be left out: the next plan asks for it again. */
public sealed interface PodAction {
    /** Makes one volume. */
    record Mount(String volume) implements PodAction {}

    /** Creates the pause container under the name of this attempt. */
    record CreateSandbox(int attempt) implements PodAction {}

    /** Completes the network of a sandbox that runs and remembers it. */
    record CompleteNetwork(String sandboxId, int hostPid) implements PodAction {}

    /** Remembers that all init containers have succeeded in this sandbox. */
    record MarkInitialized(String sandboxId) implements PodAction {}

    /** Looks for the image of an attempt and pulls it when the policy says so. */
    record EnsureImage(String container, int attempt) implements PodAction {}

    /** @param backOffStep see {@link BackOff} */
    record Create(String container, int attempt, int backOffStep, String sandboxId, ImageState.Ready image)
            implements PodAction {}

    record Start(String id, String container) implements PodAction {}

    /**
     * Stops a container in the background.
     *
     * @param why for people; empty: tell nobody
     */
    record Stop(String id, String container, Duration grace, String why) implements PodAction {}

    record Remove(String id) implements PodAction {}

    /** Takes all volumes of the pod down. */
    record Unmount() implements PodAction {}

    record ReleaseNetwork() implements PodAction {}

    /** Removes the pod's folder. */
    record RemoveFiles() implements PodAction {}

    /** Asks the engine for every container of the pod by name; when there is none, deletes exactly this Pod object. */
    record ConfirmDeletion() implements PodAction {}

    /** Nothing to do before this time has passed. */
    record Wait(Duration delay) implements PodAction {}
}
