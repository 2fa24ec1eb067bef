package dev.longshore.agent.pods;

/** Where the files of one pod lie on the host. */
record PodPaths(String root, String uid) {
    /** All pods' folders lie here, named by uid. */
    static String all(String root) {
        return root + "/pods";
    }

    String folder() {
        return all(root) + "/" + uid;
    }

    /** The pod as it was last accepted. */
    String pod() {
        return folder() + "/pod.json";
    }

    /** There when the cluster has told that the pod is gone. */
    String gone() {
        return folder() + "/gone";
    }

    /** The attempt of the sandbox that was begun last, when it is not the first. */
    String sandbox() {
        return folder() + "/sandbox";
    }

    /** Id of the sandbox whose network is complete. */
    String network() {
        return folder() + "/network";
    }

    /** Id of the sandbox in which all init containers have succeeded. */
    String initialized() {
        return folder() + "/initialized";
    }

    String hosts() {
        return folder() + "/etc-hosts";
    }

    String resolvConf() {
        return folder() + "/resolv.conf";
    }

    String volumes() {
        return folder() + "/volumes";
    }

    String volume(String plugin, String name) {
        return volumes() + "/" + plugin + "/" + name;
    }

    /** Marks of the volumes that are made. */
    String ready() {
        return folder() + "/ready";
    }

    /** The mark of one: the boot in which it was made, and the path to bind. */
    String ready(String volume) {
        return ready() + "/" + volume;
    }
}
