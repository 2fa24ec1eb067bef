package dev.longshore.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FakeHostFilesTest extends HostFilesContract {
    private final FakeHostFiles files = new FakeHostFiles();

    FakeHostFilesTest() {
        files.makeFolder("/root", 0755);
    }

    @Test
    @DisplayName("A torn write leaves the old content and an unfinished name, which the next write replaces")
    void aTornWriteLeavesTheOldContent() {
        files.write("/root/a", bytes("old"), 0644);
        files.tearWrites(1);

        assertThatThrownBy(() -> files.write("/root/a", bytes("new"), 0644)).isInstanceOf(HostFault.class);
        assertThat(text("a")).isEqualTo("old");
        assertThat(files.list("/root")).containsExactly("a", "a~");
        files.write("/root/a", bytes("new"), 0644);
        assertThat(files.list("/root")).containsExactly("a");
    }

    @Test
    @DisplayName("A reboot takes mounts and what lay in memory, and leaves the disk")
    void aRebootTakesMemory() {
        files.makeFolder("/root/m", 0755);
        files.mountTmpfs("/root/m", 0, 0755);
        files.write("/root/m/secret", bytes("x"), 0600);

        files.reboot();

        assertThat(files.list("/root")).containsExactly("m");
        assertThat(files.list("/root/m")).isEmpty();
    }

    @Override
    protected HostFiles files() {
        return files;
    }

    @Override
    protected String root() {
        return "/root";
    }
}
