package dev.longshore.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Another program that reads the same nodes must find fault at the same places. */
class OracleTest {
    private static final SchemaCatalog CATALOG = StructuralCatalog.read();
    private static final int OBJECTS = 250;

    static Stream<String> kinds() {
        return CATALOG.kinds().stream().map(kind -> kind.kind().name());
    }

    @ParameterizedTest(name = "{0}, seeds 1 to 250")
    @MethodSource("kinds")
    void findsFaultAtTheSamePlaces(String name) {
        KindSchema kind = kind(name);
        OracleSchema oracle = new OracleSchema(kind);
        int faulty = 0;
        for (long seed = 1; seed <= OBJECTS; seed++) {
            ObjectNode object = complete(kind, new Examples(seed, 0.3).of(kind));
            Damage damage = new Damage(seed);
            String done = damage.strike(object) + (seed % 2 == 0 ? ", " + damage.strike(object) : "");
            Set<String> expected = oracle.faults(object.deepCopy());
            Set<String> found = faults(kind, object);

            assertThat(found).as("%s, seed %d: %s", name, seed, done).isEqualTo(expected);
            faulty += found.isEmpty() ? 0 : 1;
        }
        assertThat(faulty).as("objects with a fault").isGreaterThan(OBJECTS / 4);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anObjectWithEveryFieldIsRight(String name) {
        KindSchema kind = kind(name);
        ObjectNode object = new Examples(1, 1).of(kind);

        assertThat(new OracleSchema(kind).faults(object)).isEmpty();
        assertThat(faults(kind, object.deepCopy())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void walkingTwiceChangesNothing(String name) {
        KindSchema kind = SchemaCatalog.builtIn().kinds().stream()
                .filter(one -> one.kind().name().equals(name))
                .findFirst()
                .orElseThrow();
        for (long seed = 1; seed <= OBJECTS; seed++) {
            ObjectNode once = complete(kind, new Examples(seed, 0.3).of(kind));
            ObjectNode twice = complete(kind, once.deepCopy());

            assertThat(twice).as("seed %d", seed).isEqualTo(once);
        }
    }

    private static Set<String> faults(KindSchema kind, ObjectNode object) {
        Checked checked = Walker.check(kind, object);
        Set<String> faults = new TreeSet<>(checked.unknown());
        checked.mistyped().forEach(problem -> faults.add(problem.path()));
        checked.invalid().forEach(problem -> faults.add(problem.path()));
        return faults;
    }

    private static ObjectNode complete(KindSchema kind, ObjectNode object) {
        return Walker.check(kind, object).object();
    }

    private static KindSchema kind(String name) {
        return CATALOG.kinds().stream()
                .filter(kind -> kind.kind().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
