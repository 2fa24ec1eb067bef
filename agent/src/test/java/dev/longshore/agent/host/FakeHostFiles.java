package dev.longshore.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Files and mounts of one machine in memory: what is left when an agent dies. Every call is one step, so a crash leaves what the calls
 * before it did. Enforces what a kernel would: parents must exist, a tmpfs hides and loses what is below, and it can be full.
 */
public final class FakeHostFiles implements HostFiles {
    private static final int LINKS_MAX = 8;

    private boolean full;
    private final NavigableMap<String, Entry> disk = new TreeMap<>(Map.of("/", Entry.folder(0755)));
    private final NavigableMap<String, Mount> mounts = new TreeMap<>();
    private int tornWrites;

    /** @param content of a file, or target of a link */
    private record Entry(Type type, byte[] content, int mode, long uid, long gid) {
        static Entry folder(int mode) {
            return new Entry(Type.FOLDER, new byte[0], mode, 0, 0);
        }

        Entry withMode(int other) {
            return new Entry(type, content, other, uid, gid);
        }

        Entry ownedBy(OptionalLong otherUid, OptionalLong otherGid) {
            return new Entry(type, content, mode, otherUid.orElse(uid), otherGid.orElse(gid));
        }
    }

    /** @param entries by absolute path; a shared bind of a folder shows the disk itself */
    private record Mount(String fileSystem, NavigableMap<String, Entry> entries, long bytesMax) {}

    /** The machine loses power: what lay on a tmpfs and every mount is gone. */
    public void reboot() {
        mounts.clear();
    }

    /** The next writes leave their temporary file behind, as a crash in the middle does, and change nothing else. */
    public void tearWrites(int count) {
        tornWrites = count;
    }

    @Override
    public Optional<byte[]> read(String path) {
        return entry(follow(path))
                .filter(entry -> entry.type() == Type.FILE)
                .map(entry -> entry.content().clone());
    }

    @Override
    public void write(String path, byte[] content, int mode) {
        var file = new Entry(Type.FILE, content.clone(), mode, 0, groupIn(parent(path)));
        put(path + UNFINISHED, file);
        if (tornWrites > 0) {
            tornWrites--;
            throw new HostFault("cannot write " + path + ": torn by the test");
        }
        home(path).remove(real(path + UNFINISHED));
        put(path, file);
    }

    /** A folder with set-group-id hands its group on. */
    private long groupIn(String folder) {
        return attributes(follow(folder))
                .filter(there -> (there.mode() & 02000) != 0)
                .map(Attributes::gid)
                .orElse(0L);
    }

    @Override
    public void makeFolder(String path, int mode) {
        if (!path.equals("/") && entry(parent(path)).isEmpty()) {
            makeFolder(parent(path), 0755);
        }
        Entry folder = entry(path).orElse(Entry.folder(mode));
        if (folder.type() != Type.FOLDER) {
            throw new HostFault("cannot make the folder " + path + ": a file is there");
        }
        put(path, folder.withMode(mode));
    }

    @Override
    public List<String> list(String folder) {
        String real = follow(folder);
        if (entry(real).isEmpty()) {
            return List.of();
        }
        String prefix = real.equals("/") ? "/" : real + "/";
        List<String> names = new ArrayList<>();
        for (String path : home(real + "/.").tailMap(prefix, false).keySet()) {
            if (!path.startsWith(prefix)) {
                break;
            }
            String name = path.substring(prefix.length());
            if (!name.contains("/")) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public Optional<Attributes> attributes(String path) {
        return entry(real(path)).map(entry -> new Attributes(entry.type(), entry.mode(), entry.uid(), entry.gid()));
    }

    @Override
    public Optional<String> link(String path) {
        return target(real(path));
    }

    private Optional<String> target(String real) {
        return entry(real).filter(entry -> entry.type() == Type.LINK).map(entry -> new String(entry.content(), UTF_8));
    }

    @Override
    public void setLink(String path, String target) {
        if (attributes(path).filter(there -> there.type() == Type.FOLDER).isPresent()) {
            throw new HostFault("cannot make the link " + path + ": a folder is there");
        }
        byte[] content = target.getBytes(UTF_8);
        put(path, new Entry(Type.LINK, content, 0777, 0, 0));
    }

    @Override
    public void delete(String path) {
        if (!mountsBelow(path).isEmpty()) {
            throw new HostFault("cannot delete " + path + ": something is mounted there; unmount it first");
        }
        String real = real(path);
        home(path).keySet().removeIf(other -> other.equals(real) || other.startsWith(real + "/"));
    }

    @Override
    public void own(String path, OptionalLong uid, OptionalLong gid) {
        require(path);
        String real = real(path);
        home(real + "/.")
                .replaceAll((other, entry) ->
                        other.equals(real) || other.startsWith(real + "/") ? entry.ownedBy(uid, gid) : entry);
    }

    @Override
    public void mountTmpfs(String path, long bytesMax, int mode) {
        require(path);
        if (!isMount(path)) {
            var entries = new TreeMap<>(Map.of(path, Entry.folder(mode)));
            mounts.put(path, new Mount("tmpfs", entries, bytesMax));
        }
    }

    @Override
    public void unmount(String path) {
        if (mountsBelow(path).size() > 1 && isMount(path)) {
            throw new HostFault("cannot unmount " + path + ": something is mounted below; unmount that first");
        }
        mounts.remove(path);
    }

    @Override
    public void share(String path) {
        require(path);
        if (!isMount(path)) {
            mounts.put(path, new Mount("ext4", home(parent(path)), 0));
        }
    }

    @Override
    public Map<String, String> mountsBelow(String path) {
        Map<String, String> below = new LinkedHashMap<>();
        mounts.descendingMap().forEach((point, mount) -> {
            if (point.equals(path) || point.startsWith(path + "/")) {
                below.put(point, mount.fileSystem());
            }
        });
        return Collections.unmodifiableMap(below);
    }

    private boolean isMount(String path) {
        return mounts.containsKey(path);
    }

    /** The file system that holds the entry of a path. */
    private NavigableMap<String, Entry> home(String path) {
        return mountOf(path).map(Mount::entries).orElse(disk);
    }

    private Optional<Mount> mountOf(String path) {
        for (String above = path; !above.equals("/"); above = parent(above)) {
            if (isMount(above)) {
                return Optional.ofNullable(mounts.get(above));
            }
        }
        return Optional.empty();
    }

    private void require(String path) {
        if (!exists(path)) {
            throw new HostFault(path + " does not exist");
        }
    }

    private Optional<Entry> entry(String path) {
        return Optional.ofNullable(home(path).get(path));
    }

    private void put(String path, Entry entry) {
        String real = real(path);
        boolean inFolder =
                entry(parent(real)).filter(above -> above.type() == Type.FOLDER).isPresent();
        if (!inFolder) {
            throw new HostFault("cannot write " + path + ": the folder " + parent(path) + " does not exist");
        }
        requireSpace(path, entry);
        home(real).put(real, entry);
    }

    /** Nothing more fits on the disk; a tmpfs has its own bounds. */
    public void full(boolean now) {
        full = now;
    }

    private void requireSpace(String path, Entry entry) {
        if (full && mountOf(path).isEmpty()) {
            throw new HostFault("cannot write " + path + ": no space left on device");
        }
        mountOf(path).filter(mount -> mount.bytesMax() > 0).ifPresent(mount -> {
            long used = mount.entries().values().stream()
                    .mapToLong(other -> other.content().length)
                    .sum();
            if (used + entry.content().length > mount.bytesMax()) {
                throw new HostFault("cannot write " + path + ": no space left on device");
            }
        });
    }

    /** The path with links in its folders followed, itself not. */
    private String real(String path) {
        return path.equals("/") ? path : join(follow(parent(path)), path.substring(path.lastIndexOf('/') + 1));
    }

    /** The path with every link followed. */
    private String follow(String path) {
        String at = real(path);
        for (int i = 0; i < LINKS_MAX; i++) {
            Optional<String> target = target(at);
            if (target.isEmpty()) {
                return at;
            }
            at = real(target.get().startsWith("/") ? target.get() : join(parent(at), target.get()));
        }
        throw new HostFault("too many links at " + path);
    }

    private static String join(String folder, String name) {
        return folder.equals("/") ? "/" + name : folder + "/" + name;
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** For messages of failing tests. */
    @Override
    public String toString() {
        return disk.keySet() + " " + Arrays.toString(mounts.keySet().toArray());
    }
}
