package dev.longshore.engine.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.apiserver.ApiWorld.Reply;
import dev.longshore.engine.apiserver.Kubectl.Run;
import dev.longshore.engine.store.sqlite.SqliteSettings;
import dev.longshore.engine.store.sqlite.SqliteStore;
import dev.longshore.tasks.VirtualTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real disk that is full, seen from the API port. */
@Tag("kubectl")
class FullStoreTest {
    private static final int OBJECT_BYTES = 20_000;
    private static final SqliteSettings SMALL = new SqliteSettings(64 * 1024, 64 * 1024, 0);

    @TempDir
    Path disk;

    @TempDir
    Path home;

    private ListeningWorld listening;
    private ApiWorld world;

    @BeforeEach
    void openOnASmallDisk() throws Exception {
        run("mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "longshore-full", disk.toString());
        VirtualTasks tasks = new VirtualTasks((name, fault) -> fault.printStackTrace());
        world = new ApiWorld(SqliteStore.open(disk.resolve("store"), tasks, SMALL, why -> {
            throw new AssertionError(why);
        }));
        listening = new ListeningWorld(world);
        listening.kubeconfig(home.resolve("config"));
        Files.write(disk.resolve("ballast"), new byte[1_000_000]);
    }

    @AfterEach
    void unmount() throws Exception {
        listening.close();
        run("umount", disk.toString());
    }

    @Test
    @DisplayName(
            "D5, C45: a full disk is a 507 that says where and what to do; reads, dry runs and kubectl go on, and writes when there is room")
    void aFullDiskIsSaid() throws IOException {
        int written = 0;
        Reply reply = create(written);
        while (reply.status() == 201 && written < 100) {
            written++;
            reply = create(written);
        }

        assertThat(written).isBetween(1, 99);
        assertThat(reply.status()).isEqualTo(507);
        assertThat(reply.json().path("reason").asText()).isEqualTo("StoreFull");
        assertThat(reply.message())
                .startsWith("store: no space left on " + disk.resolve("store"))
                .contains("free space there")
                .contains("reads and running workloads are not affected");
        assertThat(world.get("/api/v1/namespaces/default/configmaps").json().path("items"))
                .hasSize(written);
        assertThat(world.post("/api/v1/namespaces/default/configmaps?dryRun=All", ApiWorld.configMap("dry", "x"))
                        .status())
                .isEqualTo(201);
        fillUp(disk.resolve("rest"));
        Run told = new Kubectl(home).runWith(ApiWorld.configMap("by-kubectl", "x"), "create", "-f", "-");
        assertThat(told.code()).isEqualTo(1);
        assertThat(told.err()).contains("(StoreFull)").contains("no space left on " + disk.resolve("store"));

        Files.delete(disk.resolve("ballast"));
        Files.delete(disk.resolve("rest"));
        assertThat(create(written).status()).isEqualTo(201);
    }

    private Reply create(int number) {
        String body =
                "{\"metadata\":{\"name\":\"c" + number + "\"},\"data\":{\"k\":\"" + "x".repeat(OBJECT_BYTES) + "\"}}";
        return world.post("/api/v1/namespaces/default/configmaps", body);
    }

    /** To the last block: a store that was refused a large write may have room for a small one. */
    private static void fillUp(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            for (int blocks = 0; blocks < 1000; blocks++) {
                out.write(new byte[4096]);
            }
            throw new AssertionError("the disk is larger than it should be");
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
