package dev.longshore.agent.volumes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.agent.SteppedTime;
import dev.longshore.agent.host.HostFiles;
import dev.longshore.agent.host.HostFiles.Attributes;
import dev.longshore.agent.volumes.VolumePlugin.FileContent;
import dev.longshore.agent.volumes.VolumePlugin.VolumeFault;
import dev.longshore.agent.volumes.VolumePlugin.VolumeRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What volumes promise, on any {@link HostFiles}. */
abstract class VolumePluginContract {
    private final SteppedTime time = new SteppedTime();

    protected abstract HostFiles files();

    /** An existing, empty folder of this test's own. */
    protected abstract String root();

    @Test
    @DisplayName("V01: an emptyDir is open to all, keeps what is in it when made again, and is gone when removed")
    void anEmptyDirLivesAsLongAsItsPod() {
        var plugin = new EmptyDir(files());
        String path = plugin.publish(empty(false, OptionalLong.empty()));
        files().write(path + "/kept", bytes("x"), 0600);

        plugin.publish(empty(false, OptionalLong.empty()));

        assertThat(files().attributes(path)).contains(new Attributes(HostFiles.Type.FOLDER, 0777, 0, 0));
        assertThat(files().list(path)).containsExactly("kept");
        plugin.unpublish(path);
        plugin.unpublish(path);
        assertThat(files().exists(path)).isFalse();
    }

    @Test
    @DisplayName("V02: an emptyDir in memory is a tmpfs with its bound, made once, and unmounted before it is removed")
    void anEmptyDirInMemoryIsBounded() {
        var plugin = new EmptyDir(files());
        String path = plugin.publish(empty(true, OptionalLong.empty()));
        files().write(path + "/kept", bytes("x"), 0600);
        plugin.publish(empty(true, OptionalLong.empty()));

        assertThat(files().mountsBelow(root())).containsExactly(Map.entry(path, "tmpfs"));
        assertThat(files().list(path)).containsExactly("kept");
        assertThatThrownBy(() -> files().write(path + "/big", new byte[3 << 20], 0600))
                .hasMessageContaining("space left");
        plugin.unpublish(path);
        assertThat(files().mountsBelow(root())).isEmpty();
        assertThat(files().exists(path)).isFalse();
    }

    @Test
    @DisplayName("S05: an emptyDir with fsGroup belongs to the group and hands it on; S06: a second pass walks nothing")
    void anEmptyDirBelongsToTheGroup() {
        var plugin = new EmptyDir(files());
        String path = plugin.publish(empty(false, OptionalLong.of(2000)));
        files().write(path + "/foreign", bytes("x"), 0600);
        files().own(path + "/foreign", OptionalLong.empty(), OptionalLong.of(0));

        plugin.publish(empty(false, OptionalLong.of(2000)));

        assertThat(files().attributes(path)).contains(new Attributes(HostFiles.Type.FOLDER, 02777, 0, 2000));
        assertThat(files().attributes(path + "/foreign").orElseThrow().gid()).isZero();
    }

    @Test
    @DisplayName("V06: files appear under their paths with exactly their modes")
    void showsFiles() {
        String path = configMap(Map.of("plain", file("1", 0644), "deep/er", file("2", 0400)));

        assertThat(text(path + "/plain")).isEqualTo("1");
        assertThat(text(path + "/deep/er")).isEqualTo("2");
        assertThat(mode(path + "/..data/plain")).isEqualTo(0644);
        assertThat(mode(path + "/..data/deep/er")).isEqualTo(0400);
        assertThat(files().link(path + "/deep")).contains("..data/deep");
    }

    @Test
    @DisplayName("V07: a changed payload replaces the old one in one step, and readers in the old one finish")
    void replacesFiles() {
        String path = configMap(Map.of("key", file("old", 0644)));
        String before = data(path);

        configMap(Map.of("key", file("new", 0644)));

        assertThat(text(path + "/key")).isEqualTo("new");
        assertThat(text(path + "/" + before + "/key")).isEqualTo("old");
    }

    @Test
    @DisplayName("V07: the generation before goes with the next pass, 10 s later or more")
    void removesOldGenerations() {
        String path = configMap(Map.of("key", file("old", 0644)));
        configMap(Map.of("key", file("new", 0644)));
        time.sleep(Duration.ofSeconds(9));
        configMap(Map.of("key", file("new", 0644)));
        assertThat(generations(path)).hasSize(2);

        time.sleep(Duration.ofSeconds(2));
        configMap(Map.of("key", file("new", 0644)));

        assertThat(generations(path)).hasSize(1);
        assertThat(text(path + "/key")).isEqualTo("new");
    }

    @Test
    @DisplayName("An equal payload writes nothing; another mode alone does")
    void anEqualPayloadWritesNothing() {
        String path = configMap(Map.of("key", file("same", 0644)));
        String before = data(path);

        time.sleep(Duration.ofMinutes(1));
        configMap(Map.of("key", file("same", 0644)));
        assertThat(files().link(path + "/..data")).contains(before);

        configMap(Map.of("key", file("same", 0600)));
        assertThat(data(path)).isGreaterThan(before);
    }

    @Test
    @DisplayName("V30: a key that is gone takes its name along")
    void removesNames() {
        String path = configMap(Map.of("a", file("1", 0644), "b", file("2", 0644)));

        configMap(Map.of("b", file("2", 0644)));

        assertThat(files().exists(path + "/a")).isFalse();
        assertThat(text(path + "/b")).isEqualTo("2");
    }

    @Test
    @DisplayName("V12: a secret lies on a tmpfs and on no disk")
    void aSecretLiesInMemory() {
        var plugin = ProjectedFiles.secret(files(), time);
        String path = plugin.publish(request(Map.of("token", file("hidden", 0400)), OptionalLong.empty()));

        assertThat(files().mountsBelow(root())).containsExactly(Map.entry(path, "tmpfs"));
        assertThat(text(path + "/token")).isEqualTo("hidden");
        files().unmount(path);
        assertThat(files().list(path)).isEmpty();
        plugin.unpublish(path);
        assertThat(files().list(root())).isEmpty();
    }

    @Test
    @DisplayName("V13: bytes are shown as they are")
    void showsAllBytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        String path = configMap(Map.of("all", new FileContent(all, 0644)));

        assertThat(files().read(path + "/all").orElseThrow()).isEqualTo(all);
    }

    @Test
    @DisplayName("With fsGroup the group owns the files and may read them")
    void theGroupReads() {
        var plugin = ProjectedFiles.configMap(files(), time);
        String path = plugin.publish(request(Map.of("key", file("x", 0400)), OptionalLong.of(2000)));

        assertThat(files().attributes(path + "/..data/key"))
                .contains(new Attributes(HostFiles.Type.FILE, 0440, 0, 2000));
        String before = data(path);
        plugin.publish(request(Map.of("key", file("x", 0400)), OptionalLong.of(2000)));
        assertThat(files().link(path + "/..data")).contains(before);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("Paths that leave the volume, or that collide, are refused before anything is written")
    @MethodSource
    void refusesPaths(List<String> paths) {
        Map<String, FileContent> payload = new LinkedHashMap<>();
        paths.forEach(path -> payload.put(path, file("x", 0644)));

        assertThatThrownBy(() -> configMap(payload))
                .isInstanceOf(VolumeFault.class)
                .hasMessageContaining("invalid path");
        assertThat(files().list(root())).isEmpty();
    }

    static List<List<String>> refusesPaths() {
        return List.of(
                List.of("/etc/passwd"),
                List.of("../up"),
                List.of("a/../../up"),
                List.of("..data"),
                List.of("a//b"),
                List.of(""),
                List.of("a", "a/b"));
    }

    /** Every number of calls that can have been made before the end; the last ones do not strike at all. */
    @ParameterizedTest(name = "killed after {0} changes of the host")
    @DisplayName(
            "V29: killed anywhere, a reader sees old or new and never a mix, and the next pass leaves nothing over")
    @MethodSource("crashPoints")
    void survivesACrash(int changes) {
        Map<String, FileContent> old =
                Map.of("a", file("old", 0644), "b", file("old", 0644), "gone", file("old", 0644));
        Map<String, FileContent> fresh =
                Map.of("a", file("new", 0644), "b", file("new", 0644), "deep/c", file("new", 0644));
        String path = configMap(old);
        String before = data(path);
        time.sleep(Duration.ofSeconds(1));

        var dying = ProjectedFiles.configMap(new DyingHostFiles(files(), changes), time);
        DyingHostFiles.survive(() -> dying.publish(request(fresh, OptionalLong.empty())));

        assertThat(text(path + "/a")).isEqualTo(text(path + "/b")).isIn("old", "new");
        time.sleep(Duration.ofSeconds(1));
        configMap(fresh);
        assertThat(text(path + "/deep/c")).isEqualTo("new");
        assertThat(generations(path)).isSubsetOf(before, data(path));
        time.sleep(Duration.ofSeconds(11));
        configMap(fresh);
        assertThat(files().list(path)).containsExactly(generations(path).getFirst(), "..data", "a", "b", "deep");
    }

    static List<Integer> crashPoints() {
        return List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    }

    @ParameterizedTest(name = "killed after {0} changes of the host")
    @DisplayName(
            "V26: killed anywhere while a volume is mounted and while it is removed, it is mounted once and then not at all")
    @MethodSource("crashPoints")
    void leavesNoMount(int changes) {
        VolumeRequest hidden = request(Map.of("token", file("hidden", 0400)), OptionalLong.of(2000));
        var dying = new DyingHostFiles(files(), changes);
        DyingHostFiles.survive(() -> ProjectedFiles.secret(dying, time).publish(hidden));
        var plugin = ProjectedFiles.secret(files(), time);

        String path = plugin.publish(hidden);
        assertThat(text(path + "/token")).isEqualTo("hidden");
        assertThat(files().mountsBelow(root())).containsExactly(Map.entry(path, "tmpfs"));

        var dyingAgain = new DyingHostFiles(files(), changes);
        DyingHostFiles.survive(() -> ProjectedFiles.secret(dyingAgain, time).unpublish(path));
        plugin.unpublish(path);
        assertThat(files().mountsBelow(root())).isEmpty();
        assertThat(files().list(root())).isEmpty();
    }

    private String configMap(Map<String, FileContent> payload) {
        return ProjectedFiles.configMap(files(), time).publish(request(payload, OptionalLong.empty()));
    }

    private VolumeRequest request(Map<String, FileContent> payload, OptionalLong group) {
        return new VolumeRequest(root() + "/volume", payload, 0, false, group);
    }

    private VolumeRequest empty(boolean inMemory, OptionalLong group) {
        return new VolumeRequest(root() + "/volume", Map.of(), inMemory ? 1 << 20 : 0, inMemory, group);
    }

    private List<String> generations(String path) {
        return files().list(path).stream()
                .filter(name -> name.matches("\\.\\.\\d.*"))
                .toList();
    }

    /** The generation that is shown. */
    private String data(String path) {
        return files().link(path + "/..data").orElseThrow();
    }

    private int mode(String path) {
        return files().attributes(path).orElseThrow().mode();
    }

    private String text(String path) {
        return new String(files().read(path).orElseThrow(), UTF_8);
    }

    private static FileContent file(String text, int mode) {
        return new FileContent(bytes(text), mode);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
