package dev.longshore.agent.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Pods on one bridge network of the container engine, each with an address of this node's own part of its range. Agents that share an
 * engine share the bridge. Reaches no pod on another machine; names of the cluster are not resolved yet: pods ask the name servers of
 * their host. Keeps nothing: which address is whose is told by the sandboxes that run ({@link #adopt}).
 */
public final class DockerBridgeNetwork implements PodNetwork {
    private final Bridge bridge;
    private final Supplier<Optional<String>> podRange;
    private final Runnable makeBridge;
    private final AtomicReference<Given> given = new AtomicReference<>(new Given(Map.of(), 0));

    /**
     * The bridge all agents of one engine share.
     *
     * @param range of the whole cluster, as {@code 10.64.0.0/16}
     * @param gateway the bridge's own address, never given to a pod
     */
    public record Bridge(String name, String range, String gateway) {
        /**
         * With the first address of the range as its own.
         * @throws NetworkFault when the text is no range
         */
        public static Bridge over(String name, String range) {
            return new Bridge(
                    name, range, AddressRange.text(AddressRange.parse(range).first() + 1));
        }
    }

    /**
     * Never changed.
     *
     * @param last the address given last; the next one is sought after it, so that an address rests before it is given again
     */
    private record Given(Map<String, Long> byPod, long last) {
        Given with(String podUid, long address) {
            Map<String, Long> more = new HashMap<>(byPod);
            more.put(podUid, address);
            return new Given(Map.copyOf(more), address);
        }

        Given without(String podUid) {
            Map<String, Long> fewer = new HashMap<>(byPod);
            fewer.remove(podUid);
            return new Given(Map.copyOf(fewer), last);
        }
    }

    /**
     * @param podRange {@code spec.podCIDR} of this node; empty until the cluster has given it one
     * @param makeBridge makes the bridge unless it is there
     */
    public DockerBridgeNetwork(Bridge bridge, Supplier<Optional<String>> podRange, Runnable makeBridge) {
        this.bridge = bridge;
        this.podRange = podRange;
        this.makeBridge = makeBridge;
    }

    @Override
    public SandboxNetwork prepare(String podUid) {
        AddressRange range = podRange();
        makeBridge.run();
        Given after = given.updateAndGet(before -> withAddress(before, podUid, range));
        return new SandboxNetwork(bridge.name(), AddressRange.text(after.byPod().getOrDefault(podUid, 0L)), List.of());
    }

    /** The engine has connected the sandbox already. */
    @Override
    public void complete(String podUid, int pid) {}

    @Override
    public void release(String podUid) {
        given.updateAndGet(before -> before.without(podUid));
    }

    @Override
    public void adopt(Map<String, String> addresses) {
        addresses.forEach((podUid, text) -> AddressRange.number(text)
                .ifPresent(address -> given.updateAndGet(before -> before.with(podUid, address))));
    }

    private AddressRange podRange() {
        String text = podRange.get()
                .orElseThrow(() ->
                        new NetworkFault("this node has no range for pods yet (spec.podCIDR of its Node is empty)"));
        AddressRange range = AddressRange.parse(text);
        if (!AddressRange.parse(bridge.range()).contains(range)) {
            throw new NetworkFault(
                    "the node's range for pods %s lies outside the bridge %s (%s); start agents with the cluster's range"
                            .formatted(text, bridge.name(), bridge.range()));
        }
        return range;
    }

    private Given withAddress(Given before, String podUid, AddressRange range) {
        return before.byPod().containsKey(podUid) ? before : before.with(podUid, free(before, range));
    }

    /** The first and last address of a range stay free: some programs take them for the network and for everybody. */
    private long free(Given before, AddressRange range) {
        long usable = range.size() - 2;
        long start = range.contains(before.last()) ? before.last() - range.first() : 0;
        for (long step = 0; step < usable; step++) {
            long address = range.first() + 1 + (start + step) % usable;
            if (!AddressRange.text(address).equals(bridge.gateway())
                    && !before.byPod().containsValue(address)) {
                return address;
            }
        }
        throw new NetworkFault(
                "no address is left of %s/%d: %d are in use; fewer pods or a larger range per node is needed"
                        .formatted(
                                AddressRange.text(range.first()),
                                Long.numberOfLeadingZeros(range.size() - 1) - 32,
                                before.byPod().size()));
    }
}
