package dev.longshore.client;

import static dev.longshore.client.FakeTransport.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.DeleteOptions.Propagation;
import dev.longshore.cluster.Page;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Query.Freshness;
import dev.longshore.cluster.RefusedException;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.cluster.WriteResult.Deleted;
import dev.longshore.cluster.WriteResult.Refused;
import dev.longshore.cluster.WriteResult.Stale;
import dev.longshore.cluster.WriteResult.Unknown;
import dev.longshore.cluster.WriteResult.Written;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.Selector;
import dev.longshore.objects.Selector.Operator;
import dev.longshore.objects.Selector.Requirement;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import dev.longshore.tasks.SystemTime;
import dev.longshore.tasks.VirtualTasks;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent, and what the answers mean. */
class RemoteClusterTest {
    private static final ObjectKey KEY = ObjectKey.of(ConfigMap.KIND, "shop", "a");
    private static final WriteOptions TESTER = WriteOptions.by("tester");
    private static final String OBJECT =
            "{'kind':'ConfigMap','apiVersion':'v1','metadata':{'name':'a','namespace':'shop','resourceVersion':'7'}}";

    private final FakeTransport transport = new FakeTransport();
    private final RemoteCluster cluster = new RemoteCluster(
            transport,
            new VirtualTasks((name, fault) -> {
                throw new AssertionError(name, fault);
            }),
            new SystemTime());

    @Test
    void readsAnObject() {
        transport.answer(200, OBJECT);

        Optional<Item> item = cluster.get(KEY.sub("status"));

        assertThat(item).get().returns(7L, Item::revision).returns(KEY, Item::key);
        assertThat(transport.last().method()).isEqualTo("GET");
        assertThat(transport.last().path()).isEqualTo("/api/v1/namespaces/shop/configmaps/a");
    }

    @ParameterizedTest(name = "{0} {1} {2} {3} {4}: {5}")
    @CsvSource({
        "apps, v1, deployments, shop, web, /apis/apps/v1/namespaces/shop/deployments/web",
        "'', v1, nodes, '', node-1, /api/v1/nodes/node-1",
        "rbac.example.com, v1, roles, '', system:node a/b, /apis/rbac.example.com/v1/roles/system%3Anode%20a%2Fb"
    })
    void pathsAreEncoded(String group, String version, String plural, String namespace, String name, String path) {
        Kind kind = new Kind(group, version, "Any", plural, !namespace.isEmpty());

        assertThat(Targets.object(ObjectKey.of(kind, namespace, name))).isEqualTo(path);
    }

    @Test
    void onlyTheObjectItselfIsAbsentOthersAreRefusals() {
        transport.answer(404, status(404, "NotFound", "'name':'a','kind':'configmaps'"));
        transport.answer(404, status(404, "NotFound", "'name':'shop','kind':'namespaces'"));
        transport.answer(404, "404 page not found");

        assertThat(cluster.get(KEY)).isEmpty();
        assertThatThrownBy(() -> cluster.get(KEY)).isInstanceOf(RefusedException.class);
        assertThat(catchThrowableOfType(RefusedException.class, () -> cluster.get(KEY)))
                .hasMessageContaining("404 page not found");
    }

    @Test
    void anErrorIsNeverAnEmptyAnswer() {
        transport.answer(403, status(403, "Forbidden", ""));
        transport.answer(503, status(503, "ServiceUnavailable", ""));
        transport.answer(200, "<html>");
        transport.fault(new Lost("broken"));
        transport.fault(new Unavailable("refused"));

        assertThatThrownBy(() -> cluster.get(KEY)).isInstanceOf(RefusedException.class);
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> cluster.get(KEY)).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void aListSaysEverythingThatSelects() {
        transport.answer(
                200,
                "{'metadata':{'resourceVersion':'9','continue':'t2','remainingItemCount':4},'items':["
                        + "{'metadata':{'name':'a','namespace':'shop','resourceVersion':'3'}}]}");
        Selector labels = new Selector(List.of(
                new Requirement("app", Operator.IN, List.of("web")),
                new Requirement("tier", Operator.IN, List.of("a", "b")),
                new Requirement("env", Operator.NOT_IN, List.of("x")),
                new Requirement("on", Operator.EXISTS, List.of()),
                new Requirement("off", Operator.DOES_NOT_EXIST, List.of()),
                new Requirement("n", Operator.GREATER_THAN, List.of("1"))));
        Query query = new Query(
                Pod.KIND,
                "shop",
                labels,
                Map.of("spec.nodeName", "n,1"),
                Map.of("status.phase", "Failed"),
                "",
                50,
                "",
                new Freshness.NotOlderThan(5));

        Page page = cluster.list(query);

        assertThat(parameters())
                .containsEntry("labelSelector", "app=web,tier in (a,b),env notin (x),on,!off,n>1")
                .containsEntry("fieldSelector", "spec.nodeName=n\\,1,status.phase!=Failed")
                .containsEntry("limit", "50")
                .containsEntry("resourceVersion", "5")
                .containsEntry("resourceVersionMatch", "NotOlderThan")
                .hasSize(5);
        assertThat(page).returns(9L, Page::revision).returns("t2", Page::next).returns(4L, Page::remaining);
        assertThat(page.items()).singleElement().satisfies(item -> {
            assertThat(item.text("kind")).contains("Pod");
            assertThat(item.revision()).isEqualTo(3);
        });
    }

    @Test
    void aContinuedListNamesNoRevision() {
        transport.answer(200, "{'metadata':{'resourceVersion':'9'},'items':[]}");

        cluster.list(Query.all(Node.KIND).page(2, "token"));

        assertThat(transport.last().path()).isEqualTo("/api/v1/nodes?limit=2&continue=token");
    }

    @Test
    void aListByOwnerIsFilteredHere() {
        transport.answer(
                200,
                "{'metadata':{'resourceVersion':'9','remainingItemCount':3},'items':["
                        + "{'metadata':{'name':'a','ownerReferences':[{'uid':'u1'}]}},"
                        + "{'metadata':{'name':'b','ownerReferences':[{'uid':'u2'}]}}]}");

        Page page = cluster.list(Query.ownedBy(Pod.KIND, "shop", "u2"));

        assertThat(page.items()).extracting(Item::name).containsExactly("b");
        assertThat(page.remaining()).isZero();
        Query owned = Query.ownedBy(Pod.KIND, "shop", "u2");
        assertThatThrownBy(() -> cluster.watch(owned, Start.FRESH)).hasMessageContaining("not supported");
    }

    @Test
    void everyWriteSaysWhoAndHow() {
        Draft draft = Draft.empty(KEY);
        for (int i = 0; i < 7; i++) {
            transport.answer(200, OBJECT);
        }
        WriteOptions dry = new WriteOptions("tester", true, WriteOptions.FieldValidation.WARN);

        cluster.create(draft, TESTER);
        assertSent(
                "POST",
                "/api/v1/namespaces/shop/configmaps?fieldManager=tester&fieldValidation=Strict",
                "application/json");
        cluster.replace(draft.sub("status"), dry);
        assertSent(
                "PUT",
                "/api/v1/namespaces/shop/configmaps/a/status?fieldManager=tester&fieldValidation=Warn&dryRun=All",
                "application/json");
        String object = "/api/v1/namespaces/shop/configmaps/a?fieldManager=tester&fieldValidation=Strict";
        cluster.patch(KEY, new Patch.Merge(draft.copy()), TESTER);
        assertSent("PATCH", object, "application/merge-patch+json");
        cluster.patch(KEY, new Patch.Strategic(draft.copy()), TESTER);
        assertSent("PATCH", object, "application/strategic-merge-patch+json");
        cluster.patch(KEY, new Patch.Json(CanonicalJson.parse("[]".getBytes(StandardCharsets.UTF_8))), TESTER);
        assertSent("PATCH", object, "application/json-patch+json");
        cluster.patch(KEY, Patch.apply(draft, false), TESTER);
        assertSent("PATCH", object, "application/apply-patch+yaml");
        cluster.patch(KEY, Patch.apply(draft, true), TESTER);
        assertSent("PATCH", object + "&force=true", "application/apply-patch+yaml");
    }

    private void assertSent(String method, String path, String type) {
        assertThat(transport.last().method()).isEqualTo(method);
        assertThat(transport.last().path()).isEqualTo(path);
        assertThat(transport.last().headers()).containsEntry("Content-Type", List.of(type));
    }

    @Test
    void aDeletionCarriesItsConditions() {
        transport.answer(200, OBJECT);
        DeleteOptions options =
                new DeleteOptions(Optional.of("u1"), Optional.of(7L), Propagation.FOREGROUND, Optional.of(5L), true);

        cluster.delete(KEY, options);

        assertThat(transport.last().body())
                .isEqualTo(
                        json(
                                "{'kind':'DeleteOptions','apiVersion':'v1','propagationPolicy':'Foreground',"
                                        + "'gracePeriodSeconds':5,'preconditions':{'uid':'u1','resourceVersion':'7'},'dryRun':['All']}"));
    }

    @ParameterizedTest(name = "{0} with outcome {1}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "201 | -         | {'kind':'ConfigMap','apiVersion':'v1','metadata':{'name':'a'}}            | Written",
                "200 | unchanged | {'kind':'ConfigMap','apiVersion':'v1','metadata':{'name':'a'}}            | Unchanged",
                "200 | deleted   | {'kind':'ConfigMap','apiVersion':'v1','metadata':{'name':'a'}}            | Deleted",
                "200 | -         | {'kind':'Status','apiVersion':'v1','details':{'uid':'u'}}                 | Deleted",
                "404 | -         | {'kind':'Status','details':{'name':'a','kind':'configmaps'}}              | Missing",
                "404 | -         | {'kind':'Status','details':{'name':'shop','kind':'namespaces'}}           | Refused",
                "409 | -         | {'kind':'Status','reason':'AlreadyExists'}                                | Exists",
                "409 | stale     | {'kind':'Status','reason':'Conflict','message':'precondition'}            | Stale",
                "409 | -         | {'kind':'Status','reason':'Conflict','message':'the object has been modified; again'} | Stale",
                "409 | -         | {'kind':'Status','reason':'Conflict','message':'other uid'}               | Refused",
                "422 | -         | {'kind':'Status','reason':'Invalid'}                                      | Refused",
                "429 | -         | {'kind':'Status','reason':'TooManyRequests'}                              | Refused",
                "507 | -         | {'kind':'Status','reason':'StoreFull'}                                    | Refused",
                "500 | unknown   | {'kind':'Status','reason':'InternalError'}                                | Unknown",
                "502 | -         | bad gateway                                                               | Unknown"
            })
    void answersAreResults(int code, String outcome, String body, String result) {
        transport.answer(code, body, "x-longshore-outcome", outcome);

        WriteResult found = cluster.replace(Draft.empty(KEY), TESTER);

        assertThat(found.getClass().getSimpleName()).isEqualTo(result);
    }

    @Test
    void aStaleWriteNamesTheRevisionFoundWhereTheServerSaysIt() {
        String conflict = "{'kind':'Status','reason':'Conflict','message':'the object has been modified; again'}";
        transport.answer(409, conflict, "X-Longshore-Outcome", "stale", "X-Longshore-Revision", "12");
        transport.answer(409, conflict);

        assertThat(cluster.replace(Draft.empty(KEY), TESTER)).isEqualTo(new Stale(12));
        assertThat(cluster.replace(Draft.empty(KEY), TESTER)).isEqualTo(new Stale(0));
    }

    @Test
    void warningsAreRead() {
        transport.answer(
                201,
                OBJECT,
                "Warning",
                "299 - \"unknown field \\\"spec.replica\\\"\"",
                "Warning",
                "299 - \"b\"",
                "Warning",
                "x");

        assertThat(cluster.create(Draft.empty(KEY), TESTER)).isInstanceOfSatisfying(Written.class, written -> {
            assertThat(written.created()).isTrue();
            assertThat(written.warnings()).containsExactly("unknown field \"spec.replica\"", "b");
        });
    }

    @Test
    void aLostAnswerToAWriteIsUnknownAndARefusedConnectionAFault() {
        transport.fault(new Lost("broken"));
        transport.answer(200, new Broken());
        transport.fault(new Unavailable("refused"));
        transport.answer(503, status(503, "ServiceUnavailable", ""));

        assertThat(cluster.replace(Draft.empty(KEY), TESTER)).isInstanceOf(Unknown.class);
        assertThat(cluster.replace(Draft.empty(KEY), TESTER)).isInstanceOf(Unknown.class);
        assertThatThrownBy(() -> cluster.replace(Draft.empty(KEY), TESTER)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> cluster.replace(Draft.empty(KEY), TESTER)).isInstanceOf(Unavailable.class);
    }

    @Test
    void whatWasDeletedIsNamedAsFarAsItIsKnown() {
        transport.answer(200, "{'kind':'Status','apiVersion':'v1','status':'Success','details':{'uid':'u'}}");

        assertThat(cluster.delete(KEY, DeleteOptions.PLAIN)).isInstanceOfSatisfying(Deleted.class, gone -> {
            assertThat(gone.item().key()).isEqualTo(KEY);
            assertThat(gone.item().uid()).isEqualTo("u");
        });
    }

    @Test
    void aBindingIsAnsweredWithThePodAsItIsThen() {
        transport.answer(201, "{'kind':'Status','apiVersion':'v1','status':'Success'}");
        transport.answer(200, OBJECT);

        assertThat(cluster.create(Draft.empty(KEY.sub("binding")), TESTER)).isInstanceOf(Written.class);
        assertThat(transport.sent)
                .extracting(FakeTransport.Sent::path)
                .last()
                .isEqualTo("/api/v1/namespaces/shop/configmaps/a");
    }

    @Test
    void refusalsCarryTheirCauses() {
        transport.answer(
                422,
                "{'kind':'Status','code':422,'reason':'Invalid','message':'m','details':{'kind':'ConfigMap',"
                        + "'causes':[{'reason':'FieldValueInvalid','message':'no','field':'data'}],'retryAfterSeconds':3}}");

        assertThat(cluster.replace(Draft.empty(KEY), TESTER)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.status().causes())
                    .singleElement()
                    .hasToString("Cause[reason=FieldValueInvalid, message=no, field=data]");
            assertThat(refused.status().retryAfterSeconds()).contains(3);
        });
    }

    private Map<String, String> parameters() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String pair : transport.last().path().split("\\?", 2)[1].split("&", -1)) {
            String[] parts = pair.split("=", 2);
            all.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return all;
    }

    private static String status(int code, String reason, String details) {
        return "{'kind':'Status','apiVersion':'v1','code':" + code + ",'reason':'" + reason
                + "','message':'m','details':{" + details + "}}";
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return read();
        }
    }
}
