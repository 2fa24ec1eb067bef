package dev.longshore.agent.pods.specs;

/** Where the files of one pod lie on the host. */
public record PodPaths(String root, String uid) {
    /** All pods' folders lie here, named by uid. */
    public static String all(String root) {
        return root + "/pods";
    }

    public String folder() {
        return all(root) + "/" + uid;
    }

    /** The pod as it was last accepted. */
    public String pod() {
        return folder() + "/pod.json";
    }

    /** There when the cluster has told that the pod is gone. */
    public String gone() {
        return folder() + "/gone";
    }

    /** The attempt of the sandbox that was begun last, when it is not the first. */
    public String sandbox() {
        return folder() + "/sandbox";
    }

    /** Id of the sandbox whose network is complete. */
    public String network() {
        return folder() + "/network";
    }

    /** Id of the sandbox in which all init containers have succeeded. */
    public String initialized() {
        return folder() + "/initialized";
    }

    public String hosts() {
        return folder() + "/etc-hosts";
    }

    public String resolvConf() {
        return folder() + "/resolv.conf";
    }

    public String volumes() {
        return folder() + "/volumes";
    }

    public String volume(String plugin, String name) {
        return volumes() + "/" + plugin + "/" + name;
    }

    /** Marks of the volumes that are made. */
    public String ready() {
        return folder() + "/ready";
    }

    /** The mark of one: the boot in which it was made, and the path to bind. */
    public String ready(String volume) {
        return ready() + "/" + volume;
    }
}
