package dev.longshore.agent.host;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Map;

/** mount(2) and umount2(2) of this machine. Needs CAP_SYS_ADMIN in the mount name space that containers are started from. */
final class LinuxMounts {
    private static final long MS_NOSUID = 2;
    private static final long MS_NODEV = 4;
    private static final long MS_BIND = 4096;
    private static final long MS_REC = 16384;
    private static final long MS_SHARED = 1 << 20;
    private static final int UMOUNT_NOFOLLOW = 8;
    private static final int EINVAL = 22;
    private static final Map<Integer, String> ERRORS = Map.of(
            1,
            "not permitted: run the agent as root",
            2,
            "no such file or directory",
            12,
            "out of memory",
            16,
            "in use",
            19,
            "the kernel has no such file system",
            20,
            "not a folder",
            EINVAL,
            "invalid argument");

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle MOUNT =
            function("mount", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    private static final MethodHandle UMOUNT = function("umount2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

    private LinuxMounts() {}

    /** What lies on it is never swapped out where the kernel can promise that (6.4). */
    static void tmpfs(String path, long bytesMax, int mode) {
        String options = "mode=%o".formatted(mode) + (bytesMax > 0 ? ",size=" + bytesMax : "");
        int error = mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV, options + ",noswap");
        if (error == EINVAL) {
            error = mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV, options);
        }
        require(error, "mount a tmpfs at " + path);
    }

    /** Makes a folder a mount of itself. */
    static void bindToItself(String path) {
        require(mount(path, path, "", MS_BIND, ""), "make " + path + " a mount");
    }

    static void makeShared(String path) {
        require(mount("none", path, "", MS_REC | MS_SHARED, ""), "make the mount " + path + " shared");
    }

    /** Fails while a file of it is open here; a container that has it bound goes on reading. */
    static void unmount(String path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result = (int) UMOUNT.invokeExact(state, arena.allocateFrom(path), UMOUNT_NOFOLLOW);
            require(result == 0 ? 0 : (int) ERRNO.get(state, 0L), "unmount " + path);
        } catch (HostFault refused) {
            throw refused;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @return 0 or the error number */
    private static int mount(String source, String target, String type, long flags, String options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result = (int) MOUNT.invokeExact(
                    state,
                    arena.allocateFrom(source),
                    arena.allocateFrom(target),
                    arena.allocateFrom(type),
                    flags,
                    arena.allocateFrom(options));
            return result == 0 ? 0 : (int) ERRNO.get(state, 0L);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void require(int error, String what) {
        if (error != 0) {
            String why = ERRORS.getOrDefault(error, "refused by the kernel");
            throw new HostFault("cannot " + what + ": " + why + " (error " + error + ")");
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor shape) {
        MemorySegment address = LINKER.defaultLookup().find(name).orElseThrow();
        return LINKER.downcallHandle(address, shape, Linker.Option.captureCallState("errno"));
    }
}
