package dev.longshore.agent.volumes;

import dev.longshore.agent.host.HostFault;
import dev.longshore.agent.host.HostFiles;
import java.util.OptionalLong;

/**
 * {@code emptyDir}: a folder that lives as long as its pod, on disk or in memory. In memory the bound is kept by the kernel; on disk it is
 * not kept yet. A machine that was started again has lost what was in memory, and only that.
 */
public final class EmptyDir implements VolumePlugin {
    private static final int OPEN_TO_ALL = 0777;
    private static final int STICKY = 01000;
    private static final int GROUP_STAYS = 02000;

    private final HostFiles files;

    public EmptyDir(HostFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "emptyDir";
    }

    @Override
    public String publish(VolumeRequest request) {
        try {
            int mode = OPEN_TO_ALL | (request.fsGroup().isPresent() ? GROUP_STAYS : 0);
            if (!files.exists(request.folder())) {
                files.makeFolder(request.folder(), mode);
            }
            if (request.inMemory()) {
                files.mountTmpfs(request.folder(), request.bytesMax(), mode | STICKY);
            }
            request.fsGroup().ifPresent(group -> give(request.folder(), group));
            return request.folder();
        } catch (HostFault refused) {
            throw new VolumeFault(refused.getMessage());
        }
    }

    /** Only when the folder itself is not the group's yet: a restart must not walk what the pod has filled. */
    private void give(String folder, long group) {
        boolean given =
                files.attributes(folder).filter(there -> there.gid() == group).isPresent();
        if (!given) {
            files.own(folder, OptionalLong.empty(), OptionalLong.of(group));
        }
    }

    @Override
    public void unpublish(String folder) {
        Folders.remove(files, folder);
    }
}
