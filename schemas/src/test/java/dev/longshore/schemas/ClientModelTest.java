package dev.longshore.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.longshore.schemas.Shape.Field;
import dev.longshore.schemas.Shape.ListOf;
import dev.longshore.schemas.Shape.MapOf;
import dev.longshore.schemas.Shape.Struct;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Our field trees against those of a client library; every difference stands in a file with its reason. */
class ClientModelTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Class<?>> MODELS = List.of(
            Namespace.class,
            Pod.class,
            ConfigMap.class,
            Secret.class,
            ServiceAccount.class,
            Node.class,
            Event.class,
            Lease.class,
            ReplicaSet.class,
            Deployment.class);

    @Test
    void noFieldIsMissingAndNoneIsInvented() throws IOException {
        Set<String> differences = new TreeSet<>();
        Set<String> seen = new TreeSet<>();
        for (Class<?> model : MODELS) {
            compare(root(model.getSimpleName()), JSON.constructType(model), seen, differences);
        }

        assertThat(seen).hasSizeGreaterThan(150);
        assertThat(differences).isEqualTo(explained());
    }

    private static Struct root(String kind) {
        return SchemaCatalog.builtIn().kinds().stream()
                .filter(schema -> schema.kind().name().equals(kind))
                .findFirst()
                .orElseThrow()
                .root();
    }

    private static void compare(Struct struct, JavaType model, Set<String> seen, Set<String> differences) {
        if (!seen.add(struct.name())) {
            return;
        }
        Map<String, JavaType> theirs = properties(model);
        for (Field field : struct.fields()) {
            JavaType type = theirs.remove(field.name());
            if (type == null) {
                differences.add("+ " + struct.name() + "." + field.name());
            } else {
                below(field.shape(), type, seen, differences);
            }
        }
        theirs.keySet().forEach(name -> differences.add("- " + struct.name() + "." + name));
    }

    private static void below(Shape shape, JavaType type, Set<String> seen, Set<String> differences) {
        if (shape instanceof Struct struct) {
            compare(struct, type, seen, differences);
        } else if (shape instanceof ListOf list && type.isContainerType()) {
            below(list.item(), type.getContentType(), seen, differences);
        } else if (shape instanceof MapOf map && type.isContainerType()) {
            below(map.value(), type.getContentType(), seen, differences);
        }
    }

    private static Map<String, JavaType> properties(JavaType model) {
        Map<String, JavaType> properties = new TreeMap<>();
        for (BeanPropertyDefinition property :
                JSON.getDeserializationConfig().introspect(model).findProperties()) {
            properties.put(property.getName(), property.getPrimaryType());
        }
        return properties;
    }

    /** Lines {@code + type.field  reason}: ours alone; {@code -}: theirs alone. */
    private static Set<String> explained() throws IOException {
        try (InputStream in = ClientModelTest.class.getResourceAsStream("client-model-differences.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Set<String> lines = new TreeSet<>();
            text.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> {
                        String[] words = line.split("\\s+", 3);
                        assertThat(words).as("has a reason: %s", line).hasSize(3);
                        lines.add(words[0] + " " + words[1]);
                    });
            return lines;
        }
    }
}
