package dev.longshore.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.client.Credentials;
import dev.longshore.manifests.YamlBody;
import dev.longshore.objects.Fields;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * Where a cluster is and who calls: the current context of a kubeconfig with data in the file itself, as the engine writes it.
 *
 * @param authority the cluster's certificate in PEM
 */
record Kubeconfig(URI server, String authority, Credentials credentials) {
    /** @throws IOException when the file is not readable, with what is missing */
    static Kubeconfig read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file + ": no readable kubeconfig; the engine writes one to --kubeconfig");
        }
        Fields config = parse(file);
        Fields context = named(
                        file, config, "contexts", config.text("current-context").orElse(""))
                .at("context");
        Fields cluster = named(file, config, "clusters", context.text("cluster").orElse(""))
                .at("cluster");
        Fields user =
                named(file, config, "users", context.text("user").orElse("")).at("user");
        String authority = pem(file, cluster, "certificate-authority-data");
        return new Kubeconfig(
                URI.create(cluster.text("server").orElse("")),
                authority,
                Credentials.certificate(
                        authority, pem(file, user, "client-certificate-data"), pem(file, user, "client-key-data")));
    }

    private static Fields parse(Path file) throws IOException {
        return switch (YamlBody.read(Files.readAllBytes(file))) {
            case YamlBody.Body(ObjectNode object) -> Fields.of(object);
            case YamlBody.Malformed(String message) -> throw new IOException(file + ": " + message);
        };
    }

    private static Fields named(Path file, Fields config, String list, String name) throws IOException {
        List<Fields> found = config.items(list).stream()
                .filter(entry -> entry.text("name").orElse("").equals(name))
                .toList();
        if (found.isEmpty()) {
            throw new IOException(file + ": " + list + " has no entry \"" + name + "\"");
        }
        return found.getFirst();
    }

    private static String pem(Path file, Fields from, String field) throws IOException {
        String text = from.text(field).orElse("");
        if (text.isEmpty()) {
            throw new IOException(file + ": " + field + " is missing; files beside the kubeconfig are not supported");
        }
        return new String(Base64.getDecoder().decode(text), StandardCharsets.US_ASCII);
    }
}
