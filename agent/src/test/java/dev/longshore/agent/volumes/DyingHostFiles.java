package dev.longshore.agent.volumes;

import dev.longshore.agent.host.HostFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Host files of a process that is killed after so many changes: no later call has any effect. */
public final class DyingHostFiles implements HostFiles {
    private final HostFiles files;
    private final Runnable death;
    private int changesLeft;

    /** The end of the process. An error, so that nobody on the way tidies up. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Dies by an error that {@link #survive} takes. */
    DyingHostFiles(HostFiles files, int changes) {
        this(files, changes, () -> {
            throw new Killed();
        });
    }

    /** @param death does not return */
    public DyingHostFiles(HostFiles files, int changes, Runnable death) {
        this.files = files;
        this.changesLeft = changes;
        this.death = death;
    }

    static void survive(Runnable step) {
        try {
            step.run();
        } catch (Killed killed) {
            return;
        }
    }

    private void change(Runnable change) {
        if (changesLeft == 0) {
            death.run();
        }
        changesLeft--;
        change.run();
    }

    @Override
    public void write(String path, byte[] content, int mode) {
        change(() -> files.write(path, content, mode));
    }

    @Override
    public void makeFolder(String path, int mode) {
        change(() -> files.makeFolder(path, mode));
    }

    @Override
    public void setLink(String path, String target) {
        change(() -> files.setLink(path, target));
    }

    @Override
    public void delete(String path) {
        change(() -> files.delete(path));
    }

    @Override
    public void own(String path, OptionalLong uid, OptionalLong gid) {
        change(() -> files.own(path, uid, gid));
    }

    @Override
    public void mountTmpfs(String path, long bytesMax, int mode) {
        change(() -> files.mountTmpfs(path, bytesMax, mode));
    }

    @Override
    public void unmount(String path) {
        change(() -> files.unmount(path));
    }

    @Override
    public void share(String path) {
        change(() -> files.share(path));
    }

    @Override
    public Optional<byte[]> read(String path) {
        return files.read(path);
    }

    @Override
    public List<String> list(String folder) {
        return files.list(folder);
    }

    @Override
    public Optional<Attributes> attributes(String path) {
        return files.attributes(path);
    }

    @Override
    public Optional<String> link(String path) {
        return files.link(path);
    }

    @Override
    public Map<String, String> mountsBelow(String path) {
        return files.mountsBelow(path);
    }
}
