package dev.longshore.engine.gitops.render;

import dev.longshore.engine.gitops.git.GitFault;
import dev.longshore.engine.gitops.git.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The names that stand anywhere in a folder that cannot be rendered. It may wish for whatever it names: nothing may be concluded
 * from its fault. What cannot be read, or is too much to read, names everything.
 */
public final class Mentions {
    private static final int FILES_MAX = 2_000;
    private static final int DEPTH_MAX = 64;
    private static final int FILE_BYTES_MAX = 3 << 20;
    private static final long BYTES_MAX = 10 << 20;

    private final List<String> texts = new ArrayList<>();
    private long bytes;
    private boolean unknown;

    private Mentions() {}

    /** @param path as users write it; one that is no folder of the commit names nothing */
    public static Mentions in(Tree tree, String path) {
        Mentions mentions = new Mentions();
        try {
            mentions.folder(tree, DirectorySource.cleaned(path), 0);
        } catch (IllegalArgumentException nowhere) {
            return mentions;
        } catch (GitFault unreadable) {
            mentions.unknown = true;
        }
        return mentions;
    }

    /** Whether {@code name} stands there as a whole word; names may hold dashes and dots. */
    public boolean name(String name) {
        return unknown || texts.stream().anyMatch(text -> word(text, name));
    }

    private static boolean word(String text, String name) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            int end = at + name.length();
            boolean begins = at == 0 || !ofName(text.charAt(at - 1));
            if (begins && (end == text.length() || !ofName(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean ofName(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '-' || letter == '.' || letter == '_';
    }

    private void folder(Tree tree, String path, int depth) {
        for (Tree.Entry entry : tree.list(path)) {
            bytes += entry.size();
            unknown |= depth > DEPTH_MAX
                    || texts.size() >= FILES_MAX
                    || entry.size() > FILE_BYTES_MAX
                    || bytes > BYTES_MAX
                    || entry.type() == Tree.Type.LINK;
            if (unknown) {
                return;
            }
            switch (entry.type()) {
                case FILE -> texts.add(new String(tree.read(entry.path(), FILE_BYTES_MAX), StandardCharsets.UTF_8));
                case FOLDER -> folder(tree, entry.path(), depth + 1);
                case LINK, SUBMODULE -> {}
            }
        }
    }
}
