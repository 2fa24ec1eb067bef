package dev.longshore.agent.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The mounts of a process as {@code /proc/self/mountinfo} lists them, in the order they were made. Source: proc(5). */
final class MountTable {
    private final List<Mount> mounts;

    /** @param shared whether mounts below it reach other name spaces */
    record Mount(String point, String fileSystem, boolean shared) {
        boolean holds(String path) {
            return path.equals(point) || path.startsWith(point.equals("/") ? point : point + "/");
        }
    }

    private MountTable(List<Mount> mounts) {
        this.mounts = mounts;
    }

    static MountTable parse(String text) {
        return new MountTable(text.lines().map(MountTable::line).toList());
    }

    /** Mount points at or below a path, in the order to unmount them. */
    Map<String, String> below(String path) {
        List<Mount> found = new ArrayList<>();
        mounts.stream()
                .filter(mount -> mount.point().equals(path) || mount.point().startsWith(path + "/"))
                .forEach(found::add);
        Collections.reverse(found);
        Map<String, String> below = new LinkedHashMap<>();
        found.forEach(mount -> below.putIfAbsent(mount.point(), mount.fileSystem()));
        return Collections.unmodifiableMap(below);
    }

    boolean isMount(String path) {
        return mounts.stream().anyMatch(mount -> mount.point().equals(path));
    }

    /** Whether the mount that a path lies on is shared: the longest of them, and of those the topmost. */
    boolean isShared(String path) {
        return mounts.reversed().stream()
                .filter(mount -> mount.holds(path))
                .max(Comparator.comparingInt(mount -> mount.point().length()))
                .map(Mount::shared)
                .orElse(false);
    }

    /** Fields: id, parent, device, root, mount point, options, tags, a dash, file system type, and more. */
    private static Mount line(String line) {
        List<String> fields = List.of(line.split(" ", -1));
        int dash = fields.indexOf("-");
        boolean shared = fields.subList(6, dash).stream().anyMatch(tag -> tag.startsWith("shared:"));
        return new Mount(plain(fields.get(4)), fields.get(dash + 1), shared);
    }

    /** Blanks, tabs, line ends and backslashes are written in octal. */
    private static String plain(String escaped) {
        return escaped.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
