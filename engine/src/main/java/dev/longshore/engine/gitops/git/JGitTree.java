package dev.longshore.engine.gitops.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;

/** A tree read from the object store. Each folder is checked for names that mean something else when it is listed. */
final class JGitTree implements Tree {
    private static final int FOLDER_BYTES_MAX = 8 << 20;

    private final Repository git;
    private final ObjectId root;

    private final Runnable onDamage;

    /** @param onDamage called when an object is missing or broken */
    JGitTree(Repository git, ObjectId root, Runnable onDamage) {
        this.git = git;
        this.root = root;
        this.onDamage = onDamage;
    }

    @Override
    public Optional<String> id(String path) {
        return faultless(path, () -> find(path).map(found -> found.id().name()));
    }

    @Override
    public List<Entry> list(String folder) {
        return faultless(folder, () -> {
            Optional<Found> found = find(folder);
            return found.isEmpty() || !found.get().mode().equals(FileMode.TREE)
                    ? List.<Entry>of()
                    : entries(folder, found.get().id());
        });
    }

    @Override
    public byte[] read(String file, int bytesMax) {
        return faultless(file, () -> {
            Found found = find(file).orElseThrow(() -> new GitFault(file + ": no such file in the commit"));
            if (type(found.mode()) != Type.FILE) {
                throw new GitFault(file + ": not a file");
            }
            ObjectLoader loader = git.open(found.id(), Constants.OBJ_BLOB);
            if (loader.getSize() > bytesMax) {
                throw new GitFault(file + ": larger than " + bytesMax + " bytes");
            }
            return loader.getBytes(bytesMax);
        });
    }

    private record Found(ObjectId id, FileMode mode) {}

    private Optional<Found> find(String path) throws IOException {
        if (path.isEmpty()) {
            return Optional.of(new Found(root, FileMode.TREE));
        }
        try (TreeWalk walk = TreeWalk.forPath(git, path, root)) {
            return walk == null ? Optional.empty() : Optional.of(new Found(walk.getObjectId(0), walk.getFileMode(0)));
        }
    }

    private List<Entry> entries(String folder, ObjectId id) throws IOException {
        try (ObjectReader reader = git.newObjectReader()) {
            byte[] raw = reader.open(id, Constants.OBJ_TREE).getBytes(FOLDER_BYTES_MAX);
            check(folder, id, raw);
            List<Entry> entries = new ArrayList<>();
            CanonicalTreeParser parser = new CanonicalTreeParser();
            for (parser.reset(raw); !parser.eof(); parser.next()) {
                entries.add(entry(folder, parser, reader));
            }
            return entries;
        }
    }

    private static void check(String folder, ObjectId id, byte[] raw) {
        try {
            new ObjectChecker().setSafeForMacOS(true).checkTree(id, raw);
        } catch (CorruptObjectException malformed) {
            throw new GitFault(shown(folder) + ": malformed tree " + id.name() + ": " + malformed.getMessage());
        }
    }

    private static Entry entry(String folder, CanonicalTreeParser parser, ObjectReader reader) throws IOException {
        String name = parser.getEntryPathString();
        if (name.chars().anyMatch(c -> c < 0x20 || c == '\\' || c == 0x7F)) {
            throw new GitFault(shown(folder) + ": malformed tree: an entry with a backslash or control character");
        }
        String path = folder.isEmpty() ? name : folder + "/" + name;
        ObjectId id = parser.getEntryObjectId();
        Type type = type(parser.getEntryFileMode());
        long size = type == Type.FILE ? reader.getObjectSize(id, Constants.OBJ_BLOB) : 0;
        return new Entry(path, name, type, id.name(), size);
    }

    private static Type type(FileMode mode) {
        if (mode.equals(FileMode.TREE)) {
            return Type.FOLDER;
        }
        if (mode.equals(FileMode.SYMLINK)) {
            return Type.LINK;
        }
        return mode.equals(FileMode.GITLINK) ? Type.SUBMODULE : Type.FILE;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T faultless(String path, Reading<T> reading) {
        try {
            return reading.read();
        } catch (LargeObjectException large) {
            throw new GitFault(shown(path) + ": too large");
        } catch (MissingObjectException | CorruptObjectException damaged) {
            onDamage.run();
            throw GitFault.passing(shown(path) + ": the local copy is incomplete or damaged: it is fetched again");
        } catch (IOException failed) {
            throw GitFault.passing(
                    shown(path) + ": cannot be read (" + failed.getClass().getSimpleName() + ")");
        }
    }

    private static String shown(String path) {
        return path.isEmpty() ? "the root folder" : path;
    }
}
