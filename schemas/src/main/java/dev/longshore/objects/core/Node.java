package dev.longshore.objects.core;

import dev.longshore.objects.Conditions;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import java.util.List;
import java.util.Optional;

/** Read-only view of a v1 Node. */
public record Node(Item item) {
    public static final Kind KIND = Kind.core("v1", "Node", "nodes").clusterScoped();

    /** Whether its agent reports that pods can run. */
    public boolean ready() {
        return Conditions.isTrue(item.fields(), "Ready");
    }

    /** Cordoned: takes no new pods. Source: NodeSpec.unschedulable. */
    public boolean unschedulable() {
        return item.flag("spec", "unschedulable");
    }

    /** Range its pods get their addresses from, in CIDR form; empty until assigned. Source: NodeSpec.podCIDR. */
    public Optional<String> podCidr() {
        return item.text("spec", "podCIDR").filter(range -> !range.isEmpty());
    }

    public List<Taint> taints() {
        return item.items("spec", "taints").stream().map(Taint::read).toList();
    }

    /** {@code status.allocatable}: quantities by resource. */
    public Fields allocatable() {
        return item.fields().at("status", "allocatable");
    }

    /**
     * A refusal.
     *
     * @param effect {@code NoSchedule}, {@code PreferNoSchedule} or {@code NoExecute}
     */
    public record Taint(String key, String value, String effect) {
        static Taint read(Fields fields) {
            return new Taint(
                    fields.text("key").orElse(""),
                    fields.text("value").orElse(""),
                    fields.text("effect").orElse(""));
        }
    }
}
