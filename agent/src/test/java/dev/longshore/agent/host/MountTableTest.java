package dev.longshore.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MountTableTest {
    private static final String TEXT = """
            22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/root rw
            30 22 254:0 /srv /srv/root rw - ext4 /dev/root rw
            31 30 0:30 / /srv/root/a\\040b rw,nosuid shared:5 master:1 - tmpfs tmpfs rw
            32 31 0:31 / /srv/root/a\\040b/c rw master:2 - tmpfs tmpfs rw
            33 22 0:32 / /srv/rootless rw shared:9 - tmpfs tmpfs rw
            """;

    @Test
    @DisplayName("Mounts at or below a path are listed newest first, with their names made plain; neighbours are not")
    void listsBelow() {
        assertThat(MountTable.parse(TEXT).below("/srv/root").keySet())
                .containsExactly("/srv/root/a b/c", "/srv/root/a b", "/srv/root");
    }

    @Test
    @DisplayName("A path is shared when the mount that it lies on has a shared tag")
    void tellsShared() {
        MountTable table = MountTable.parse(TEXT);

        assertThat(table.isShared("/srv/root/a b")).isTrue();
        assertThat(table.isShared("/srv/root/a b/c")).isFalse();
        assertThat(table.isShared("/srv/root")).isFalse();
        assertThat(table.isShared("/srv/root/d")).isFalse();
        assertThat(table.isShared("/srv/root/a b/d")).isTrue();
        assertThat(table.isShared("/srv")).isTrue();
        assertThat(table.isMount("/srv")).isFalse();
    }
}
