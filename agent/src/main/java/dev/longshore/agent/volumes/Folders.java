package dev.longshore.agent.volumes;

import dev.longshore.agent.host.HostFault;
import dev.longshore.agent.host.HostFiles;
import dev.longshore.agent.volumes.VolumePlugin.VolumeFault;

/** Folders of volumes. */
final class Folders {
    private Folders() {}

    /** Mounts first, the ones made last before the others. */
    static void remove(HostFiles files, String folder) {
        try {
            files.mountsBelow(folder).keySet().forEach(files::unmount);
            files.delete(folder);
        } catch (HostFault refused) {
            throw new VolumeFault(refused.getMessage());
        }
    }
}
