package dev.longshore.engine.gitops.git;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Files in memory. */
public final class FakeTree implements Tree {
    private final NavigableMap<String, Leaf> leaves;

    private record Leaf(Type type, byte[] bytes) {}

    private FakeTree(NavigableMap<String, Leaf> leaves) {
        this.leaves = leaves;
    }

    /** @param files text by path */
    public static FakeTree of(Map<String, String> files) {
        NavigableMap<String, Leaf> leaves = new TreeMap<>();
        files.forEach((path, text) -> leaves.put(path, new Leaf(Type.FILE, text.getBytes(StandardCharsets.UTF_8))));
        return new FakeTree(leaves);
    }

    /** The same with a link, a submodule or another file. */
    public FakeTree with(String path, Type type, byte[] bytes) {
        NavigableMap<String, Leaf> copy = new TreeMap<>(leaves);
        copy.put(path, new Leaf(type, bytes));
        return new FakeTree(copy);
    }

    @Override
    public Optional<String> id(String path) {
        Leaf leaf = leaves.get(path);
        if (leaf != null) {
            return Optional.of(digest(leaf.type() + "\n", leaf.bytes()));
        }
        SortedMap<String, Leaf> below = below(path);
        if (below.isEmpty() && !path.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder listing = new StringBuilder("tree\n");
        below.forEach(
                (file, content) -> listing.append(file.substring(prefix(path).length()))
                        .append(' ')
                        .append(digest(content.type() + "\n", content.bytes()))
                        .append('\n'));
        return Optional.of(digest(listing.toString(), new byte[0]));
    }

    @Override
    public List<Entry> list(String folder) {
        List<Entry> entries = new ArrayList<>();
        String prefix = prefix(folder);
        below(folder).keySet().stream()
                .map(path -> prefix + path.substring(prefix.length()).split("/", 2)[0])
                .distinct()
                .forEach(path -> entries.add(entry(path, path.substring(prefix.length()))));
        return entries;
    }

    private Entry entry(String path, String name) {
        Leaf leaf = leaves.get(path);
        return leaf == null
                ? new Entry(path, name, Type.FOLDER, id(path).orElseThrow(), 0)
                : new Entry(path, name, leaf.type(), id(path).orElseThrow(), leaf.bytes().length);
    }

    @Override
    public byte[] read(String file, int bytesMax) {
        Leaf leaf = leaves.get(file);
        if (leaf == null || leaf.type() != Type.FILE) {
            throw new GitFault(file + (leaf == null ? ": no such file in the commit" : ": not a file"));
        }
        if (leaf.bytes().length > bytesMax) {
            throw new GitFault(file + ": larger than " + bytesMax + " bytes");
        }
        return leaf.bytes().clone();
    }

    private static String prefix(String folder) {
        return folder.isEmpty() ? "" : folder + "/";
    }

    private SortedMap<String, Leaf> below(String folder) {
        return folder.isEmpty() ? leaves : leaves.subMap(folder + "/", folder + "0");
    }

    static String digest(String head, byte[] body) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            sha.update(head.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
