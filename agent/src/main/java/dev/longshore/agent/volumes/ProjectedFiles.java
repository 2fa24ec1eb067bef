package dev.longshore.agent.volumes;

import dev.longshore.agent.host.HostFault;
import dev.longshore.agent.host.HostFiles;
import dev.longshore.tasks.Time;

/**
 * Volumes that show files: {@code configMap} on disk; {@code secret}, {@code downwardAPI} and {@code projected} on a tmpfs, so that their
 * bytes never reach a disk. A changed payload appears at once and whole; an equal one writes nothing.
 */
public final class ProjectedFiles implements VolumePlugin {
    private static final int FOLDER_MODE = 0755;

    private final String name;
    private final boolean inMemory;
    private final HostFiles files;
    private final Time time;

    private ProjectedFiles(String name, boolean inMemory, HostFiles files, Time time) {
        this.name = name;
        this.inMemory = inMemory;
        this.files = files;
        this.time = time;
    }

    public static ProjectedFiles configMap(HostFiles files, Time time) {
        return new ProjectedFiles("configMap", false, files, time);
    }

    public static ProjectedFiles secret(HostFiles files, Time time) {
        return new ProjectedFiles("secret", true, files, time);
    }

    public static ProjectedFiles downwardApi(HostFiles files, Time time) {
        return new ProjectedFiles("downwardAPI", true, files, time);
    }

    /** Several sources in one folder; on a tmpfs whatever they are. */
    public static ProjectedFiles projected(HostFiles files, Time time) {
        return new ProjectedFiles("projected", true, files, time);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String publish(VolumeRequest request) {
        Payload payload = Payload.of(request.files(), request.fsGroup());
        try {
            if (!files.exists(request.folder())) {
                files.makeFolder(request.folder(), FOLDER_MODE);
            }
            if (inMemory) {
                files.mountTmpfs(request.folder(), 0, FOLDER_MODE);
            }
            new AtomicWriter(files, request.folder()).show(payload, time.now());
            return request.folder();
        } catch (HostFault refused) {
            throw new VolumeFault(refused.getMessage());
        }
    }

    @Override
    public void unpublish(String folder) {
        Folders.remove(files, folder);
    }
}
