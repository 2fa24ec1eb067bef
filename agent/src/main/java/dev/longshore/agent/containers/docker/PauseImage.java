package dev.longshore.agent.containers.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longshore.agent.containers.ContainerFault;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The image of sandboxes, made from a program of a few hundred bytes: it blocks SIGTERM and SIGINT, lets the kernel reap orphans, waits for
 * one of the two and exits with 0. Equal on every node; its id is known before it is loaded (not with Docker's containerd image store).
 *
 * @param reference name and tag
 * @param id as Docker will call it
 * @param archive for {@code POST /images/load}
 */
record PauseImage(String reference, String id, byte[] archive) {
    private static final String AMD64 = """
            7f454c4602010100000000000000000002003e0001000000780040000000000040000000000000000000000000000000\
            000000004000380001000000000000000100000005000000000000000000000000004000000000000000400000000000\
            e800000000000000e8000000000000000000010000000000488d354100000031ff31d26a08415a6a0e580f05488d3535\
            0000006a115f6a0d580f05488d3d1e00000031f631d2b8800000000f0585c07eea31ffb8e70000000f05909090909090\
            02400000000000000100000000000000000000000000000000000000000000000000000000000000""";
    private static final String ARM64 = """
            7f454c460201010000000000000000000200b70001000000780040000000000040000000000000000000000000000000\
            000000004000380001000000000000000100000005000000000000000000000000004000000000000000400000000000\
            f800000000000000f8000000000000000000010000000000000080d2a1020010020080d2030180d2e81080d2010000d4\
            200280d221020010c81080d2020080d2010000d460010010010080d2020080d2281180d2010000d41f0000f14dffff54\
            000080d2c80b80d2010000d41f2003d50240000000000000010000000000000000000000000000000000000000000000\
            0000000000000000""";
    private static final int TAR_BLOCK = 512;

    /** @param machine as {@code docker info} names the architecture */
    static PauseImage of(String machine) {
        return switch (machine) {
            case "x86_64", "amd64" -> made("amd64", AMD64);
            case "aarch64", "arm64" -> made("arm64", ARM64);
            default ->
                throw new ContainerFault(
                        ContainerFault.Type.FAILED, "sandboxes are not supported yet on the architecture " + machine);
        };
    }

    private static PauseImage made(String architecture, String program) {
        String reference = "longshore/pause:1-" + architecture;
        byte[] layer = tar(new ByteArrayOutputStream(), "pause", HexFormat.of().parseHex(program), 0755, true);
        byte[] config = config(architecture, sha256(layer)).getBytes(UTF_8);
        String id = sha256(config);
        var archive = new ByteArrayOutputStream();
        tar(archive, "manifest.json", manifest(reference, id).getBytes(UTF_8), 0644, false);
        tar(archive, id + ".json", config, 0644, false);
        tar(archive, "layer.tar", layer, 0644, true);
        return new PauseImage(reference, "sha256:" + id, archive.toByteArray());
    }

    private static String manifest(String reference, String id) {
        return """
                [{"Config":"%s.json","RepoTags":["%s"],"Layers":["layer.tar"]}]""".formatted(id, reference);
    }

    private static String config(String architecture, String layer) {
        return """
                {"architecture":"%s","os":"linux","created":"1970-01-01T00:00:00Z",\
                "config":{"Entrypoint":["/pause"],"User":"65535:65535","Labels":{"longshore.io/role":"pause"}},\
                "rootfs":{"type":"layers","diff_ids":["sha256:%s"]},\
                "history":[{"created":"1970-01-01T00:00:00Z","created_by":"longshore"}]}""".formatted(architecture, layer);
    }

    /** Adds one file in ustar form, of root and at time 0, so that equal content gives equal bytes. */
    private static byte[] tar(ByteArrayOutputStream out, String name, byte[] content, int mode, boolean last) {
        byte[] header = new byte[TAR_BLOCK];
        put(header, 0, name);
        put(header, 100, "%07o".formatted(mode));
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, "%011o".formatted(content.length));
        put(header, 136, "00000000000");
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar");
        put(header, 263, "00");
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        out.writeBytes(header);
        out.writeBytes(content);
        int padding = (TAR_BLOCK - content.length % TAR_BLOCK) % TAR_BLOCK;
        out.writeBytes(new byte[padding + (last ? 2 * TAR_BLOCK : 0)]);
        return out.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        System.arraycopy(text.getBytes(US_ASCII), 0, header, at, text.length());
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
