package dev.longshore.engine.gitops.git;

import java.util.Locale;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/** The machine as JGit sees it: without anybody's configuration and without Git's environment. */
final class IsolatedReader extends SystemReader.Delegate {
    private IsolatedReader(SystemReader machine) {
        super(machine);
    }

    /** For the whole process; idempotent. */
    static void install() {
        SystemReader current = SystemReader.getInstance();
        if (!(current instanceof IsolatedReader)) {
            SystemReader.setInstance(new IsolatedReader(current));
        }
    }

    @Override
    public @Nullable String getenv(String variable) {
        String name = variable.toUpperCase(Locale.ROOT);
        return name.startsWith("GIT_") || name.startsWith("XDG_") ? null : super.getenv(variable);
    }

    @Override
    public StoredConfig getUserConfig() {
        return new Empty();
    }

    @Override
    public StoredConfig getSystemConfig() {
        return new Empty();
    }

    @Override
    public StoredConfig getJGitConfig() {
        return new Empty();
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new Empty();
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new Empty();
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new Empty();
    }

    /** Reads nothing, writes nothing. */
    private static final class Empty extends FileBasedConfig {
        Empty() {
            super(null, null, null);
        }

        @Override
        public void load() {
            // there is nothing to read
        }

        @Override
        public void save() {
            // what JGit measures of this machine is not kept
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
