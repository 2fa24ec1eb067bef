package dev.longshore.agent.volumes;

import dev.longshore.agent.volumes.VolumePlugin.FileContent;
import dev.longshore.agent.volumes.VolumePlugin.VolumeFault;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of a volume, checked, in order of their paths.
 *
 * @param group who may read them besides root
 */
record Payload(Map<String, FileContent> files, OptionalLong group) {
    private static final int PATH_CHARS_MAX = 4096;
    private static final int GROUP_READS = 0040;

    static Payload of(Map<String, FileContent> files, OptionalLong group) {
        Map<String, FileContent> checked = new TreeMap<>();
        files.forEach((path, content) -> {
            requirePlain(path);
            int mode = content.mode() | (group.isPresent() ? GROUP_READS : 0);
            checked.put(path, new FileContent(content.bytes(), mode));
        });
        checked.keySet().forEach(path -> requireNoFileAbove(path, checked.keySet()));
        return new Payload(checked, group);
    }

    /** First parts of all paths: what a reader sees. */
    Set<String> topLevel() {
        Set<String> names = new TreeSet<>();
        files.keySet().forEach(path -> names.add(path.split("/", -1)[0]));
        return names;
    }

    private static void requirePlain(String path) {
        List<String> parts = List.of(path.split("/", -1));
        boolean plain = path.length() <= PATH_CHARS_MAX
                && !path.startsWith("..")
                && parts.stream().noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!plain) {
            throw new VolumeFault(
                    "invalid path " + path + ": it must be relative and must not contain or start with ..");
        }
    }

    private static void requireNoFileAbove(String path, Set<String> all) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (all.contains(path.substring(0, slash))) {
                throw new VolumeFault("invalid path " + path + ": " + path.substring(0, slash) + " is a file");
            }
        }
    }
}
