package dev.longshore.engine.gitops.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.ConfigMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackingTest {
    private static final ObjectKey KEY = ObjectKey.of(ConfigMap.KIND, "shop", "a");

    @ParameterizedTest(name = "A79: {0} on the ConfigMap shop/a: it belongs to {1}")
    @CsvSource({
        "web:/ConfigMap:shop/a, web",
        "web:/ConfigMap:shop/b, nobody",
        "web:/ConfigMap:other/a, nobody",
        "web:/Secret:shop/a, nobody",
        "web:apps/ConfigMap:shop/a, nobody",
        "web, nobody"
    })
    void anAnnotationCountsOnTheObjectThatItNames(String annotation, String unit) {
        Draft draft = Draft.empty(KEY).with(Map.of(Tracking.ANNOTATION, annotation), "metadata", "annotations");

        assertThat(Tracking.unit(Item.read(ConfigMap.KIND, draft.copy())).orElse("nobody"))
                .isEqualTo(unit);
    }
}
