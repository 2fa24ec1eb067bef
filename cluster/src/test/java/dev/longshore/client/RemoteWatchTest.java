package dev.longshore.client;

import static dev.longshore.client.FakeTransport.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.cluster.Query;
import dev.longshore.cluster.RefusedException;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WatchEvent;
import dev.longshore.cluster.WatchEvent.Added;
import dev.longshore.cluster.WatchEvent.Bookmark;
import dev.longshore.cluster.WatchEvent.Deleted;
import dev.longshore.cluster.WatchEvent.Ended;
import dev.longshore.cluster.WatchEvent.Expired;
import dev.longshore.cluster.WatchEvent.Modified;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.tasks.SystemTime;
import dev.longshore.tasks.Time;
import dev.longshore.tasks.VirtualTasks;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteWatchTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Query MAPS = Query.in(ConfigMap.KIND, "shop");

    private final FakeTransport transport = new FakeTransport();
    private final VirtualTasks tasks = new VirtualTasks((name, fault) -> {
        throw new AssertionError(name, fault);
    });

    @Test
    void readsEventsInOrderAndThenTheEnd() {
        transport.answer(
                200,
                event("ADDED", "a", 1)
                        + event("BOOKMARK", "", 2, "'annotations':{'k8s.io/initial-events-end':'true'},")
                        + event("MODIFIED", "a", 3)
                        + event("DELETED", "a", 4)
                        + event("BOOKMARK", "", 9));

        try (Watch watch = watch(Start.FRESH)) {
            assertThat(watch.next(SOON)).get().isInstanceOf(Added.class);
            assertThat(watch.next(SOON)).contains(new Bookmark(2, true));
            assertThat(watch.next(SOON)).get().isInstanceOf(Modified.class);
            assertThat(watch.next(SOON))
                    .get()
                    .isInstanceOfSatisfying(
                            Deleted.class,
                            gone -> assertThat(gone.item().revision()).isEqualTo(4));
            assertThat(watch.next(SOON)).contains(new Bookmark(9, false));
            assertThat(watch.next(SOON)).get().isInstanceOf(Ended.class);
            assertThat(watch.next(Duration.ZERO)).get().isInstanceOf(Ended.class);
        }
        assertThat(transport.last().path())
                .startsWith("/api/v1/namespaces/shop/configmaps?watch=true&allowWatchBookmarks=true&timeoutSeconds=")
                .endsWith("&sendInitialEvents=true&resourceVersionMatch=NotOlderThan");
    }

    @Test
    void startsAfterARevision() {
        transport.answer(200, "");

        watch(Start.after(12)).close();

        assertThat(transport.last().path()).endsWith("&resourceVersion=12");
    }

    @ParameterizedTest
    @ValueSource(ints = {410, 504})
    void aStartThatIsTooOldOrTooNewExpires(int code) {
        String status = "{'kind':'Status','code':" + code + ",'reason':'Expired','message':'m'}";
        transport.answer(200, "{'type':'ERROR','object':" + status + "}\n");
        transport.answer(code, status);

        for (int i = 0; i < 2; i++) {
            try (Watch watch = watch(Start.after(1))) {
                for (int again = 0; again < 2; again++) {
                    assertThat(watch.next(SOON))
                            .get()
                            .isInstanceOfSatisfying(
                                    Expired.class,
                                    end -> assertThat(end.status().code()).isEqualTo(code));
                }
            }
        }
    }

    @Test
    void otherRefusalsFly() {
        transport.answer(403, "{'kind':'Status','code':403,'reason':'Forbidden','message':'m'}");
        transport.answer(503, "{'kind':'Status','code':503,'message':'m'}");
        transport.fault(new Lost("broken"));

        assertThatThrownBy(() -> watch(Start.FRESH)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> watch(Start.FRESH)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> watch(Start.FRESH)).isInstanceOf(Unavailable.class);
    }

    @Test
    void whatHadArrivedWhenItWasClosedIsNotDelivered() {
        transport.answer(200, event("ADDED", "a", 1) + event("ADDED", "b", 2));
        Watch watch = watch(Start.FRESH);
        assertThat(watch.next(SOON)).get().isInstanceOf(Added.class);

        watch.close();

        assertThat(watch.next(SOON)).get().isInstanceOf(Ended.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'ADDED','obj",
                "nonsense\n",
                "{'type':'SURPRISE'}\n",
                "{'type':'ERROR','object':{'code':500}}\n"
            })
    void aStreamThatBreaksOrMakesNoSenseEnds(String rest) {
        transport.answer(200, event("ADDED", "a", 1) + rest);

        try (Watch watch = watch(Start.FRESH)) {
            assertThat(watch.next(SOON)).get().isInstanceOf(Added.class);
            assertThat(watch.next(SOON)).get().isInstanceOf(Ended.class);
        }
    }

    @Test
    void theLimitHoldsWhileTheServerSaysNothingAndClosingEndsTheReader() throws IOException {
        try (PipedOutputStream server = new PipedOutputStream()) {
            transport.answer(200, new PipedInputStream(server));
            Watch watch = watch(Start.FRESH);

            assertThat(watch.next(Duration.ofMillis(20))).isEmpty();
            server.write(json(event("ADDED", "a", 1)).getBytes(StandardCharsets.UTF_8));
            assertThat(watch.next(SOON)).get().isInstanceOf(Added.class);
            watch.close();
            watch.close();
            assertThat(watch.next(SOON)).get().isInstanceOf(Ended.class);
        }
    }

    @Test
    void aSlowReaderLosesNothing() {
        StringBuilder many = new StringBuilder();
        for (int i = 1; i <= 2000; i++) {
            many.append(event("ADDED", "k" + i, i));
        }
        transport.answer(200, many.toString());
        List<Long> revisions = new ArrayList<>();

        try (Watch watch = watch(Start.FRESH)) {
            for (Optional<WatchEvent> next = watch.next(SOON);
                    next.isPresent() && next.get() instanceof Added(var item);
                    next = watch.next(SOON)) {
                revisions.add(item.revision());
            }
        }
        assertThat(revisions).hasSize(2000).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aServerThatOwesABookmarkIsTakenForDead() throws IOException {
        AtomicLong nanos = new AtomicLong();
        Time clock = new Time() {
            @Override
            public Instant now() {
                return Instant.EPOCH;
            }

            @Override
            public long nanos() {
                return nanos.get();
            }

            @Override
            public void sleep(Duration duration) {
                nanos.addAndGet(duration.toNanos());
            }
        };
        try (PipedOutputStream server = new PipedOutputStream()) {
            transport.answer(200, new PipedInputStream(server));
            try (Watch watch = new RemoteCluster(transport, tasks, clock).watch(MAPS, Start.FRESH)) {
                nanos.addAndGet(Duration.ofSeconds(80).toNanos());
                server.write(json(event("BOOKMARK", "", 7)).getBytes(StandardCharsets.UTF_8));
                assertThat(watch.next(SOON)).contains(new Bookmark(7, false));
                nanos.addAndGet(Duration.ofSeconds(80).toNanos());
                assertThat(watch.next(Duration.ZERO)).isEmpty();
                nanos.addAndGet(Duration.ofSeconds(11).toNanos());
                assertThat(watch.next(SOON)).contains(new Ended("the server is silent"));
            }
        }
    }

    private Watch watch(Start start) {
        return new RemoteCluster(transport, tasks, new SystemTime()).watch(MAPS, start);
    }

    private static String event(String type, String name, long revision) {
        return event(type, name, revision, "");
    }

    private static String event(String type, String name, long revision, String more) {
        return "{'type':'" + type + "','object':{'kind':'ConfigMap','apiVersion':'v1','metadata':{" + more + "'name':'"
                + name + "','namespace':'shop','resourceVersion':'" + revision + "'}}}\n";
    }
}
