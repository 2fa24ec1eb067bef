package dev.longshore.engine.registry.view;

import dev.longshore.engine.store.Entry;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One object as the view holds it: its bytes, and what selectors and indexes ask about them. The tree is kept by readers
 * only: all of them share one.
 *
 * @param path of the store's key
 * @param owners uids
 * @param shared the item that readers got, while one of them keeps it
 */
record Resident(
        String path,
        ObjectKey key,
        long revision,
        byte[] stored,
        Map<String, String> labels,
        Map<String, String> fields,
        List<String> owners,
        AtomicReference<WeakReference<Item>> shared) {
    /**
     * @param body the tree of {@code stored}
     * @param stored canonical, as readers are to see it
     */
    static Resident of(Entry entry, Fields body, byte[] stored) {
        ObjectKey key = StoredKeys.read(entry.key(), body);
        Item item = Item.of(key, entry.revision(), stored, body);
        return new Resident(
                entry.key().path(),
                key,
                entry.revision(),
                stored,
                body.strings("metadata", "labels"),
                SelectableFields.read(key.kind(), body),
                body.items("metadata", "ownerReferences").stream()
                        .flatMap(owner -> owner.text("uid").stream())
                        .toList(),
                new AtomicReference<>(new WeakReference<>(item)));
    }

    /** The same for all readers while one of them keeps it, so that its tree is parsed once. */
    Item item() {
        Item given = shared.get().get();
        if (given == null) {
            given = at(revision);
            shared.set(new WeakReference<>(given));
        }
        return given;
    }

    /** This state at a later revision, as a deletion shows it. */
    Item at(long later) {
        return Item.of(key, later, stored);
    }

    /** Keys of the indexes this object stands in. */
    List<String> indexed() {
        List<String> marks = new ArrayList<>();
        owners.forEach(uid -> marks.add(ownedBy(uid)));
        Shelf.INDEXED.forEach(path -> {
            String value = fields.getOrDefault(path, "");
            if (!value.isEmpty()) {
                marks.add(with(path, value));
            }
        });
        return marks;
    }

    static String ownedBy(String uid) {
        return "owner=" + uid;
    }

    static String with(String path, String value) {
        return path + "=" + value;
    }
}
