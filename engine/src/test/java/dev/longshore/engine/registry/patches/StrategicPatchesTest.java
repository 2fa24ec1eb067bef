package dev.longshore.engine.registry.patches;

import static dev.longshore.cluster.Bodies.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.core.Pod;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.schemas.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases of kubectl's own strategic merge, which the rows were taken from. */
class StrategicPatchesTest {
    private static final Shape POD = SchemaCatalog.builtIn().of(Pod.KIND).root();
    private static final Shape DEPLOYMENT =
            SchemaCatalog.builtIn().of(Deployment.KIND).root();

    @ParameterizedTest(name = "env {0} patched with {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'name':'A','value':'1'},{'name':'B'}] | [{'name':'A','value':'9'},{'name':'Z'}] | [{'name':'A','value':'9'},{'name':'Z'},{'name':'B'}]",
                "[{'name':'A'},{'name':'B'}]             | [{'$patch':'delete','name':'A'}]        | [{'name':'B'}]",
                "[{'name':'A'},{'name':'B'}]             | [{'$patch':'replace'},{'name':'C'}]     | [{'name':'C'}]",
                "[{'name':'A','value':'1'}]              | [{'name':'A','value':null}]             | [{'name':'A'}]",
                "[]                                      | [{'name':'A'}]                          | [{'name':'A'}]"
            })
    void listsMergeByKey(String live, String patch, String expected) {
        ObjectNode object = pod("env", json(live));

        JsonNode patched = StrategicPatches.apply(POD, object, pod("env", json(patch)));

        assertThat(patched.findValue("env")).isEqualTo(json(expected));
    }

    @Test
    void aGivenOrderIsFollowedAndOthersKeepTheirPlace() {
        ObjectNode object = pod("env", json("[{'name':'A'},{'name':'B'},{'name':'C'}]"));
        ObjectNode patch = pod("$setElementOrder/env", json("[{'name':'C'},{'name':'A'}]"));

        assertThat(StrategicPatches.apply(POD, object, patch).findValue("env"))
                .isEqualTo(json("[{'name':'B'},{'name':'C'},{'name':'A'}]"));
    }

    @Test
    void listsWithoutAKeyAreReplaced() {
        JsonNode patched = StrategicPatches.apply(POD, pod("args", json("['a','b']")), pod("args", json("['c']")));

        assertThat(patched.findValue("args")).isEqualTo(json("['c']"));
    }

    @Test
    void plainValuesAreUnitedNewOnesFirst() {
        ObjectNode object = (ObjectNode) json("{'metadata':{'finalizers':['a/x','b/y']}}");

        assertThat(StrategicPatches.apply(POD, object, json("{'metadata':{'finalizers':['c/z']}}")))
                .isEqualTo(json("{'metadata':{'finalizers':['c/z','a/x','b/y']}}"));
        assertThat(StrategicPatches.apply(
                        POD, object, json("{'metadata':{'$deleteFromPrimitiveList/finalizers':['a/x']}}")))
                .isEqualTo(json("{'metadata':{'finalizers':['b/y']}}"));
    }

    @Test
    void retainedKeysAreAllThatStays() {
        ObjectNode object =
                (ObjectNode) json("{'spec':{'strategy':{'type':'RollingUpdate','rollingUpdate':{'maxSurge':1}}}}");

        assertThat(StrategicPatches.apply(
                        DEPLOYMENT, object, json("{'spec':{'strategy':{'$retainKeys':['type'],'type':'Recreate'}}}")))
                .isEqualTo(json("{'spec':{'strategy':{'type':'Recreate'}}}"));
        assertThatThrownBy(() -> StrategicPatches.apply(
                        DEPLOYMENT, object, json("{'spec':{'strategy':{'$retainKeys':[],'type':'Recreate'}}}")))
                .isInstanceOf(BadPatch.class)
                .hasMessageStartingWith("invalid patch format of retainKeys");
    }

    @Test
    void aMapIsReplacedOrEmptiedOnDemand() {
        ObjectNode object = (ObjectNode) json("{'metadata':{'labels':{'a':'1','b':'2'}}}");

        assertThat(StrategicPatches.apply(POD, object, json("{'metadata':{'labels':{'$patch':'replace','c':'3'}}}")))
                .isEqualTo(json("{'metadata':{'labels':{'c':'3'}}}"));
        assertThatThrownBy(() -> StrategicPatches.apply(
                        POD, object, json("{'metadata':{'labels':{'$patch':'bogus','name':'c'}}}")))
                .hasMessage("unknown patch type: bogus in map: map[$patch:bogus name:c]");
    }

    @Test
    void anItemWithoutItsKeyIsRefused() {
        assertThatThrownBy(() -> StrategicPatches.apply(
                        POD, pod("env", json("[]")), json("{'spec':{'containers':[{'image':'noname'}]}}")))
                .hasMessage("map: map[image:noname] does not contain declared merge key: name");
    }

    private static ObjectNode pod(String field, JsonNode value) {
        ObjectNode pod = (ObjectNode) json("{'spec':{'containers':[{'name':'c'}]}}");
        ((ObjectNode) pod.path("spec").path("containers").get(0)).set(field, value);
        return pod;
    }
}
