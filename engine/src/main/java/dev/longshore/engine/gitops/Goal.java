package dev.longshore.engine.gitops;

import dev.longshore.engine.gitops.git.Commit;
import dev.longshore.engine.gitops.render.Desired;
import dev.longshore.engine.gitops.render.Rendering;
import dev.longshore.engine.gitops.sync.SyncUnit;
import java.util.List;

/** What one unit is to be like: a commit, rendered without faults. */
record Goal(SyncUnit unit, Commit commit, Rendering.Rendered rendered) {
    List<Desired> objects() {
        return rendered.objects();
    }
}
