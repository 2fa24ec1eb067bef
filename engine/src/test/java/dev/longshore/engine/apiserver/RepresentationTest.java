package dev.longshore.engine.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.apiserver.Representation.Metadata;
import dev.longshore.engine.apiserver.Representation.Objects;
import dev.longshore.engine.apiserver.Representation.Table;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RepresentationTest {
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

    @Test
    void whoAsksForNothingGetsObjects() {
        assertThat(Representation.choose(Optional.empty())).contains(new Objects());
        assertThat(choose("*/*")).contains(new Objects());
    }

    @Test
    @DisplayName("T03: a table comes in the version that was asked for")
    void aTableComesInTheVersionAskedFor() {
        assertThat(choose(TABLE + ",application/json")).contains(new Table("v1"));
        assertThat(choose("application/json;as=Table;v=v1beta1;g=meta.k8s.io")).contains(new Table("v1beta1"));
    }

    @Test
    @DisplayName("N04: protobuf first and JSON second is answered in JSON")
    void protobufIsPassedOver() {
        assertThat(choose("application/vnd.kubernetes.protobuf,application/json"))
                .contains(new Objects());
    }

    @Test
    @DisplayName("N03: protobuf alone is not acceptable")
    void protobufAloneIsNotAcceptable() {
        assertThat(choose("application/vnd.kubernetes.protobuf")).isEmpty();
    }

    @Test
    @DisplayName("N01: YAML is written for whoever asks for it first")
    void yamlForWhoeverAsksForItFirst() {
        assertThat(Representation.inYaml(Optional.of("application/yaml"))).isTrue();
        assertThat(Representation.inYaml(Optional.of("application/json;q=0.5,application/yaml")))
                .isTrue();
        assertThat(Representation.inYaml(Optional.of("application/json,application/yaml")))
                .isFalse();
        assertThat(Representation.inYaml(Optional.of("*/*"))).isFalse();
        assertThat(Representation.inYaml(Optional.empty())).isFalse();
    }

    @Test
    void anUnknownTransformIsPassedOver() {
        assertThat(choose("application/json;as=Table;v=v9;g=meta.k8s.io,application/json"))
                .contains(new Objects());
        assertThat(choose("application/json;as=Poem")).isEmpty();
    }

    @Test
    void qualityDecidesBeforeOrder() {
        assertThat(choose("application/json;q=0.5," + TABLE)).contains(new Table("v1"));
        assertThat(choose("application/json;q=0," + TABLE)).contains(new Table("v1"));
    }

    @Test
    void metadataAloneCanBeAskedFor() {
        assertThat(choose("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io"))
                .contains(new Metadata());
    }

    private static Optional<Representation> choose(String accept) {
        return Representation.choose(Optional.of(accept));
    }
}
