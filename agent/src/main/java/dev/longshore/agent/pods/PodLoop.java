package dev.longshore.agent.pods;

import dev.longshore.agent.pods.plan.BackOff;
import dev.longshore.agent.pods.specs.NodeFacts;
import dev.longshore.agent.volumes.VolumePlugin;
import dev.longshore.cluster.ControllerLoop;
import dev.longshore.cluster.KeyedQueue;
import dev.longshore.cluster.LoopCounts;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Sources;
import dev.longshore.cluster.WatchFeed;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Pod;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All pods of one node: one queue, its workers, and what wakes them. Stopping it leaves the containers running. */
public final class PodLoop {
    private static final int WORKERS = 8;
    private static final int STARTS_MAX = 4;
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);

    private final Tasks tasks;
    private final WatchFeed feed;
    private final BoundPods bound;
    private final PodController controller;
    private final ControllerLoop loop;
    private final EngineFeed engine;
    private final PodEvents events;
    private final List<Task> running = new ArrayList<>();

    public PodLoop(PodPorts ports, NodeFacts node, Time time, Tasks tasks, Chance chance) {
        this.tasks = tasks;
        var queue = new KeyedQueue<ObjectKey>(time, tasks, chance.fork("queue"), FIRST_BACK_OFF, LONGEST_BACK_OFF);
        var folder = new PodFolder(ports.files(), node.root());
        feed = new WatchFeed(
                ports.cluster(),
                Query.all(Pod.KIND).where("spec.nodeName", node.name()),
                new Changes(Sources.itself(queue)),
                time,
                tasks,
                chance.fork("pods"));
        bound = BoundPods.of(feed, folder);
        events = new PodEvents(ports.executor(), tasks);
        var configs = new Configs(ports.cluster(), this::configChanged, time, tasks, chance.fork("configs"));
        var shop = new Workshop(
                ports.engine(),
                new SeenContainers(ports.engine()),
                folder,
                ports.network(),
                node,
                configs,
                events,
                queue,
                new Permits(tasks, STARTS_MAX),
                BackOff.DEFAULT,
                time,
                tasks);
        controller = new PodController(
                shop,
                steps(shop, ports),
                new StatusWriter(ports.cluster(), node.address(), shop.backOff(), time),
                bound,
                ports.cluster());
        loop = new ControllerLoop("pods", controller, queue, tasks);
        engine = new EngineFeed(shop, bound, controller::sweep);
    }

    /** Looks at everything that is there already, then follows. */
    public void start() {
        running.add(events.start());
        loop.start(WORKERS);
        running.add(feed.start());
        running.add(tasks.start("container engine", engine::run));
    }

    /** Asks everything to end; containers go on. */
    public void stop() {
        running.reversed().forEach(Task::stop);
        loop.stop();
    }

    public LoopCounts counts() {
        return loop.counts();
    }

    private void configChanged(ObjectKey object) {
        bound.naming(object).forEach(controller::retryNow);
    }

    /** Wakes the pod that changed. */
    private final class Changes implements WatchFeed.Listener {
        private final WatchFeed.Listener wakes;

        Changes(WatchFeed.Listener wakes) {
            this.wakes = wakes;
        }

        @Override
        public void changed(Optional<Item> before, Optional<Item> after) {
            wakes.changed(before, after);
        }

        @Override
        public void deleted(Item last) {
            controller.deleted(last);
        }
    }

    private static PodSteps steps(Workshop shop, PodPorts ports) {
        Map<String, VolumePlugin> plugins = new TreeMap<>();
        ports.volumes().forEach(plugin -> plugins.put(plugin.name(), plugin));
        return new PodSteps(
                new SandboxSteps(shop),
                new VolumeSteps(shop, plugins),
                new ImagePulls(shop),
                new ContainerSteps(shop),
                new TeardownSteps(shop, ports.cluster()));
    }
}
