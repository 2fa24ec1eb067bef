package dev.longshore.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.agent.host.HostFiles.Attributes;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link HostFiles} promises. */
public abstract class HostFilesContract {
    protected abstract HostFiles files();

    /** An existing, empty folder of this test's own. */
    protected abstract String root();

    @Test
    @DisplayName("What was written is read, with exactly its mode")
    void writesWithExactlyTheMode() {
        files().write(at("a"), bytes("one"), 0666);

        assertThat(text("a")).isEqualTo("one");
        assertThat(files().attributes(at("a"))).contains(new Attributes(HostFiles.Type.FILE, 0666, 0, 0));
    }

    @Test
    @DisplayName("A write replaces the whole file and its mode, and leaves nothing beside it")
    void aWriteReplaces() {
        files().write(at("a"), bytes("longer than two"), 0644);
        files().write(at("a"), bytes("two"), 0400);

        assertThat(text("a")).isEqualTo("two");
        assertThat(files().attributes(at("a")).orElseThrow().mode()).isEqualTo(0400);
        assertThat(files().list(root())).containsExactly("a");
    }

    @Test
    @DisplayName("A write into a folder that does not exist is refused and names the path")
    void aWriteNeedsItsFolder() {
        assertThatThrownBy(() -> files().write(at("no/a"), bytes("x"), 0644))
                .isInstanceOf(HostFault.class)
                .hasMessageContaining(at("no/a"));
    }

    @Test
    @DisplayName("Absent paths answer as absent")
    void absentIsAbsent() {
        assertThat(files().read(at("none"))).isEmpty();
        assertThat(files().link(at("none"))).isEmpty();
        assertThat(files().list(at("none"))).isEmpty();
        assertThat(files().exists(at("none"))).isFalse();
        files().delete(at("none"));
        files().unmount(at("none"));
    }

    @Test
    @DisplayName("Folders are made with parents and exactly their mode, again and again")
    void makesFolders() {
        files().makeFolder(at("a/b/c"), 0750);
        files().makeFolder(at("a/b/c"), 02777);

        assertThat(files().attributes(at("a/b/c"))).contains(new Attributes(HostFiles.Type.FOLDER, 02777, 0, 0));
        assertThat(files().list(at("a"))).containsExactly("b");
    }

    @Test
    @DisplayName("Names are listed in order, folders, files and links alike")
    void listsSorted() {
        files().makeFolder(at("b"), 0755);
        files().write(at("c"), bytes(""), 0644);
        files().setLink(at("a"), "c");
        files().write(at("b/below"), bytes(""), 0644);

        assertThat(files().list(root())).containsExactly("a", "b", "c");
    }

    @Test
    @DisplayName("A link is replaced in one step, is read through, and is itself no file")
    void replacesALink() {
        files().makeFolder(at("one"), 0755);
        files().makeFolder(at("two"), 0755);
        files().write(at("one/key"), bytes("1"), 0644);
        files().write(at("two/key"), bytes("2"), 0644);
        files().setLink(at("data"), "one");
        files().setLink(at("key"), "data/key");

        assertThat(text("key")).isEqualTo("1");
        files().setLink(at("data"), "two");

        assertThat(text("key")).isEqualTo("2");
        assertThat(files().link(at("data"))).contains("two");
        assertThat(files().attributes(at("data")).orElseThrow().type()).isEqualTo(HostFiles.Type.LINK);
        assertThat(files().list(root())).containsExactly("data", "key", "one", "two");
    }

    @Test
    @DisplayName("Deleting takes a tree, but follows no link")
    void deletesATree() {
        files().makeFolder(at("kept"), 0755);
        files().write(at("kept/file"), bytes("x"), 0644);
        files().makeFolder(at("gone/deep"), 0755);
        files().write(at("gone/deep/file"), bytes("x"), 0400);
        files().setLink(at("gone/link"), at("kept"));

        files().delete(at("gone"));

        assertThat(files().list(root())).containsExactly("kept");
        assertThat(text("kept/file")).isEqualTo("x");
    }

    @Test
    @DisplayName("Ownership reaches all below, and links themselves instead of what they point at")
    void ownsATree() {
        files().write(at("outside"), bytes("x"), 0644);
        files().makeFolder(at("a/b"), 0755);
        files().write(at("a/b/file"), bytes("x"), 0640);
        files().setLink(at("a/link"), at("outside"));

        files().own(at("a"), OptionalLong.empty(), OptionalLong.of(2000));

        assertThat(files().attributes(at("a/b/file"))).contains(new Attributes(HostFiles.Type.FILE, 0640, 0, 2000));
        assertThat(files().attributes(at("a/link")).orElseThrow().gid()).isEqualTo(2000);
        assertThat(files().attributes(at("outside")).orElseThrow().gid()).isZero();
    }

    @Test
    @DisplayName("A folder with set-group-id hands its group on to new files")
    void aFolderHandsItsGroupOn() {
        files().makeFolder(at("a"), 02777);
        files().own(at("a"), OptionalLong.empty(), OptionalLong.of(2000));

        files().write(at("a/file"), bytes("x"), 0600);

        assertThat(files().attributes(at("a/file")).orElseThrow().gid()).isEqualTo(2000);
        assertThat(files().attributes(at("a")).orElseThrow().mode()).isEqualTo(02777);
    }

    @Test
    @DisplayName("V12: a tmpfs is mounted once, hides the folder, and takes its content along")
    void mountsATmpfsOnce() {
        files().makeFolder(at("m"), 0755);
        files().write(at("m/hidden"), bytes("disk"), 0644);

        files().mountTmpfs(at("m"), 0, 01777);
        files().write(at("m/secret"), bytes("memory"), 0600);
        files().mountTmpfs(at("m"), 0, 01777);

        assertThat(files().list(at("m"))).containsExactly("secret");
        assertThat(files().attributes(at("m")).orElseThrow().mode()).isEqualTo(01777);
        assertThat(files().mountsBelow(root())).containsExactly(Map.entry(at("m"), "tmpfs"));
        files().unmount(at("m"));
        assertThat(files().list(at("m"))).containsExactly("hidden");
        assertThat(files().mountsBelow(root())).isEmpty();
    }

    @Test
    @DisplayName("V02: a tmpfs with a bound is full at the bound")
    void aTmpfsHasABound() {
        files().makeFolder(at("m"), 0755);
        files().mountTmpfs(at("m"), 1 << 20, 01777);

        assertThatThrownBy(() -> files().write(at("m/big"), new byte[3 << 20], 0644))
                .isInstanceOf(HostFault.class)
                .hasMessageContaining("o space left on device");
    }

    @Test
    @DisplayName("Nothing is deleted when a mount lies below")
    void deletesNothingAcrossAMount() {
        files().makeFolder(at("a/m"), 0755);
        files().write(at("a/file"), bytes("x"), 0644);
        files().mountTmpfs(at("a/m"), 0, 0755);

        assertThatThrownBy(() -> files().delete(at("a")))
                .isInstanceOf(HostFault.class)
                .hasMessageContaining("unmount");
        assertThat(files().list(at("a"))).containsExactly("file", "m");
    }

    @Test
    @DisplayName("A shared folder stays what it was, and mounts below it come off first")
    void sharesAFolder() {
        files().makeFolder(at("s/m"), 0755);
        files().write(at("s/file"), bytes("x"), 0644);

        files().share(at("s"));
        files().share(at("s"));
        files().mountTmpfs(at("s/m"), 0, 0755);

        assertThat(text("s/file")).isEqualTo("x");
        assertThat(files().mountsBelow(at("s")).keySet()).startsWith(at("s/m")).isSubsetOf(at("s/m"), at("s"));
    }

    protected final String at(String path) {
        return root() + "/" + path;
    }

    protected final String text(String path) {
        return new String(files().read(at(path)).orElseThrow(), UTF_8);
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
