package dev.longshore.engine.registry.ownership;

import static dev.longshore.cluster.Bodies.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.engine.registry.ownership.Applying.Applied;
import dev.longshore.engine.registry.ownership.Applying.Terms;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.schemas.Shape;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.simulated.SimulatedChance;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of apply, on configurations drawn from a seed. */
class ApplyingTest {
    private static final Shape SHAPE =
            SchemaCatalog.builtIn().of(Deployment.KIND).root();
    private static final FieldOwner ONE = new FieldOwner("one", true, "apps/v1", "");
    private static final FieldOwner TWO = new FieldOwner("two", true, "apps/v1", "");

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsAppliedIsThereAndOwned(long seed) {
        Chance chance = new SimulatedChance(seed);
        ObjectNode first = apply(nothing(), config(chance), ONE);
        ObjectNode wanted = config(chance);

        ObjectNode object = apply(first, wanted, TWO);

        FieldSet claimed = FieldSets.ownable(FieldSets.claimed(SHAPE, wanted));
        assertThat(ManagedFields.of(object).fields(TWO)).isEqualTo(claimed);
        assertThat(Merging.merge(SHAPE, object, wanted)).isEqualTo(object);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void applyingTheSameAgainChangesNothing(long seed) {
        Chance chance = new SimulatedChance(seed);
        ObjectNode first = apply(nothing(), config(chance), ONE);
        ObjectNode wanted = config(chance);
        ObjectNode once = apply(first, wanted, TWO);

        assertThat(apply(once, wanted, TWO)).isEqualTo(once);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOnlyManagerReplacesItsWishWhole(long seed) {
        Chance chance = new SimulatedChance(seed);
        ObjectNode second = config(chance);

        ObjectNode object = apply(apply(nothing(), config(chance), ONE), second, ONE);

        assertThat(content(object)).isEqualTo(content(apply(nothing(), second, ONE)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whoWantsNothingMoreLeavesWhatOthersOwn(long seed) {
        Chance chance = new SimulatedChance(seed);
        ObjectNode mine = config(chance);
        ObjectNode shared = apply(apply(nothing(), config(chance), ONE), mine, TWO);

        ObjectNode left = apply(shared, identity(), ONE);

        assertThat(Merging.merge(SHAPE, left, mine)).isEqualTo(left);
        assertThat(FieldSets.claimed(SHAPE, content(left))
                        .minus(FieldSets.everything(SHAPE, mine))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void liveItemsKeepTheirPlaceBetweenAppliedOnes() {
        ObjectNode live = apply(nothing(), containers("a", "x", "b"), ONE);

        ObjectNode merged = apply(live, containers("n", "b"), TWO);

        assertThat(merged.path("spec").path("template").path("spec").path("containers"))
                .extracting(container -> container.path("name").asText())
                .containsExactly("n", "a", "x", "b");
    }

    @Test
    void finalizersAreASetThatManagersShare() {
        ObjectNode one = (ObjectNode) json("{'metadata':{'name':'web','finalizers':['a/x']}}");
        ObjectNode two = (ObjectNode) json("{'metadata':{'name':'web','finalizers':['b/y']}}");

        ObjectNode both = apply(apply(nothing(), one, ONE), two, TWO);
        assertThat(both.path("metadata").path("finalizers")).isEqualTo(json("['b/y','a/x']"));
        assertThat(apply(both, identity(), TWO).path("metadata").path("finalizers"))
                .isEqualTo(json("['a/x']"));
    }

    @Test
    void environmentVariablesOfOneNameAreOneBlockInTheirOrder() {
        ObjectNode twice = (ObjectNode) json("""
                {'metadata':{'name':'web'},'spec':{'template':{'spec':{'containers':[{'name':'c','env':[
                 {'name':'A','value':'1'},{'name':'B','value':'2'},{'name':'A','value':'3'}]}]}}}}""");

        ObjectNode object = apply(nothing(), twice, ONE);

        assertThat(object.findValue("env")).hasSize(3);
        assertThat(apply(object, twice, ONE)).isEqualTo(object);
        assertThat(apply(object, containers("c"), ONE).findValue("env")).isNull();
    }

    @Test
    void anObjectFromBeforeAnybodyKeptTrackBelongsToThatManager() {
        ObjectNode live = containers("a");

        Applied applied =
                Applying.apply(SHAPE, live, config(new SimulatedChance(1)), ONE, new Terms(false, false, "now"));

        assertThat(((Applied.Merged) applied).owners().others(ONE).keySet())
                .extracting(FieldOwner::name)
                .containsExactly("before-first-apply");
    }

    private static ObjectNode apply(ObjectNode live, ObjectNode config, FieldOwner manager) {
        Applied.Merged merged =
                (Applied.Merged) Applying.apply(SHAPE, live, config, manager, new Terms(true, false, "now"));
        ObjectNode object = merged.object().deepCopy();
        boolean changed = !content(object).equals(content(live));
        Applying.stamped(merged.owners(), live, manager, changed, changed ? "later" : "now")
                .into(object);
        return object;
    }

    private static ObjectNode content(ObjectNode object) {
        ObjectNode rest = object.deepCopy();
        if (rest.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
        }
        return rest;
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode identity() {
        return (ObjectNode) json("{'metadata':{'name':'web'}}");
    }

    private static ObjectNode containers(String... names) {
        ObjectNode object = identity();
        ArrayNode list =
                object.putObject("spec").putObject("template").putObject("spec").putArray("containers");
        for (String name : names) {
            list.addObject().put("name", name).put("image", name + ":1");
        }
        return object;
    }

    /** Some of everything: plain fields, free maps, atomic maps and lists, lists by key, sets. */
    private static ObjectNode config(Chance chance) {
        ObjectNode object = identity();
        ObjectNode metadata = (ObjectNode) object.path("metadata");
        ObjectNode spec = object.putObject("spec");
        some(chance, List.of("a", "b", "c"))
                .forEach(key -> metadata.withObjectProperty("labels").put(key, value(chance)));
        some(chance, List.of("a/x", "b/y", "c/z"))
                .forEach(name -> metadata.withArrayProperty("finalizers").add(name));
        some(chance, List.of("replicas", "minReadySeconds")).forEach(name -> spec.put(name, chance.below(2)));
        some(chance, List.of("app", "tier"))
                .forEach(key -> spec.withObjectProperty("selector")
                        .withObjectProperty("matchLabels")
                        .put(key, value(chance)));
        some(chance, List.of("c", "d", "e")).forEach(name -> container(chance, spec, name));
        return object;
    }

    private static void container(Chance chance, ObjectNode spec, String name) {
        ObjectNode container = spec.withObjectProperty("template")
                .withObjectProperty("spec")
                .withArrayProperty("containers")
                .addObject()
                .put("name", name);
        some(chance, List.of("image", "workingDir")).forEach(field -> container.put(field, value(chance)));
        some(chance, List.of("x", "y"))
                .forEach(arg -> container.withArrayProperty("args").add(arg));
        some(chance, List.of("80", "81"))
                .forEach(port ->
                        container.withArrayProperty("ports").addObject().put("containerPort", Integer.parseInt(port)));
        some(chance, List.of("A", "B"))
                .forEach(key -> container
                        .withArrayProperty("env")
                        .addObject()
                        .put("name", key)
                        .put("value", value(chance)));
    }

    private static List<String> some(Chance chance, List<String> of) {
        return of.stream().filter(any -> chance.below(2) == 0).toList();
    }

    private static String value(Chance chance) {
        return "v" + chance.below(2);
    }
}
