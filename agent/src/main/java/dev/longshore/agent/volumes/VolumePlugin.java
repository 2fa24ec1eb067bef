package dev.longshore.agent.volumes;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** One sort of volume on this node. Repeatable; what it made is told from the host alone. */
public interface VolumePlugin {
    /** As the field in {@code spec.volumes[]}, for example {@code emptyDir}. */
    String name();

    /**
     * Makes or renews the volume.
     * @return the host path to bind.
     * @throws VolumeFault when it cannot be
     */
    String publish(VolumeRequest request);

    /** Removes it, mounts first. Absent is fine. */
    void unpublish(String folder);

    /**
     * What to make.
     *
     * @param folder where the volume lives on the host
     * @param files path in the volume to content, for projecting plugins; in order
     * @param bytesMax 0: unbounded
     * @param inMemory for emptyDir: on a tmpfs
     */
    record VolumeRequest(
            String folder, Map<String, FileContent> files, long bytesMax, boolean inMemory, OptionalLong fsGroup) {}

    /** @param mode permission bits, for example 0644 */
    record FileContent(byte[] bytes, int mode) {}

    /** Why a volume cannot be made. */
    final class VolumeFault extends RuntimeException {
        private static final long serialVersionUID = 1;

        public VolumeFault(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }
}
