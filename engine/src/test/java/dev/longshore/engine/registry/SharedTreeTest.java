package dev.longshore.engine.registry;

import static dev.longshore.cluster.Bodies.deployment;
import static dev.longshore.cluster.Bodies.json;
import static dev.longshore.cluster.Bodies.key;
import static dev.longshore.cluster.DeleteOptions.Propagation.FOREGROUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.core.Namespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers and writers share the trees of stored objects: no write may change one in place. */
class SharedTreeTest {
    private static final WriteOptions FIRST = WriteOptions.by("first");
    private static final WriteOptions SECOND = WriteOptions.by("second");
    private static final ObjectKey WEB = key(Deployment.KIND, "web");

    private final Cluster cluster = LocalClusters.admin();
    private final Item held = made();

    private Item made() {
        Draft web = deployment("web", 2).with(Map.of("a", "b"), "metadata", "labels");
        cluster.patch(WEB, Patch.apply(web, false), FIRST);
        return cluster.get(WEB).orElseThrow();
    }

    static Stream<Arguments> patches() {
        return Stream.of(
                arguments("", new Patch.Json(json("[{'op':'remove','path':'/metadata/labels'}]")), SECOND),
                arguments("", new Patch.Merge(json("{'spec':{'replicas':null,'paused':true}}")), SECOND),
                arguments("", new Patch.Strategic(json("{'spec':{'replicas':5}}")), SECOND),
                arguments("", Patch.apply(deployment("web", 4), true), SECOND),
                arguments("", Patch.apply(deployment("web", 2), false), FIRST),
                arguments("status", new Patch.Merge(json("{'status':{'replicas':1}}")), SECOND),
                arguments("status", Patch.apply(Draft.empty(WEB).with(1, "status", "replicas"), false), SECOND),
                arguments("scale", new Patch.Merge(json("{'spec':{'replicas':6}}")), SECOND));
    }

    @ParameterizedTest(name = "patch of {0}: {1}")
    @MethodSource("patches")
    void aPatchLeavesWhatAReaderHolds(String subresource, Patch patch, WriteOptions options) {
        ObjectKey key = subresource.isEmpty() ? WEB : WEB.sub(subresource);

        assertWritten(cluster.patch(key, patch, options), held);
    }

    @ParameterizedTest
    @MethodSource("replacements")
    void aReplaceLeavesWhatAReaderHolds(Draft changed) {
        assertWritten(
                cluster.replace(changed.with(Long.toString(held.revision()), "metadata", "resourceVersion"), SECOND),
                held);
    }

    static Stream<Draft> replacements() {
        return Stream.of(
                deployment("web", 7).with(List.of("x.example/y"), "metadata", "finalizers"),
                deployment("web", 2).with(3, "status", "replicas").sub("status"));
    }

    @Test
    void aDeletionLeavesWhatAReaderHolds() {
        DeleteOptions waiting =
                new DeleteOptions(Optional.empty(), Optional.empty(), FOREGROUND, Optional.empty(), false);

        assertWritten(cluster.delete(WEB, waiting), held);
    }

    @Test
    void aChangeOfANamespaceLeavesWhatAReaderHolds() {
        ObjectKey key = ObjectKey.of(Namespace.KIND, "", "default");
        Item namespace = cluster.get(key).orElseThrow();

        assertWritten(
                cluster.replace(namespace.draft().with(Map.of("a", "b"), "metadata", "labels"), SECOND), namespace);
    }

    private static void assertWritten(WriteResult result, Item held) {
        assertThat(result).isInstanceOf(WriteResult.Written.class);
        assertThat(held.fields()).isEqualTo(Fields.of(CanonicalJson.parse(held.stored())));
    }
}
