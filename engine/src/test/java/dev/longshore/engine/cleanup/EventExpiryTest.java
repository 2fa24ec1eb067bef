package dev.longshore.engine.cleanup;

import static dev.longshore.engine.workloads.Fixtures.NOON;
import static dev.longshore.engine.workloads.Fixtures.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.Action;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventExpiryTest {
    @Test
    void anEventLivesForAnHourAfterItWasLastSeen() {
        Item old = event("old", NOON.minusSeconds(3601).toString());
        Item young = event("young", NOON.minusSeconds(3599).toString());

        assertThat(EventExpiry.plan(List.of(young, old), NOON)).containsExactly(new Action.Delete(old.key(), "old"));
    }

    private static Item event(String name, String last) {
        return stored(Draft.empty(ObjectKey.of(Event.KIND, "shop", name)).with(last, "lastTimestamp"), name, 1);
    }
}
