package dev.longshore.objects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A stored object at a revision, immutable: its key, its revision and its content, as canonical JSON, as a tree, or as both: the one is
 * made of the other when somebody first asks for it. Safe for any thread.
 */
public final class Item {
    private final ObjectKey key;
    private final long revision;
    private volatile byte @Nullable [] stored;
    private volatile @Nullable Fields fields;

    /** At least one of the two is there. */
    private Item(ObjectKey key, long revision, byte @Nullable [] stored, @Nullable Fields fields) {
        this.key = key;
        this.revision = revision;
        this.stored = stored;
        this.fields = fields;
    }

    /** @param stored canonical JSON without {@code metadata.resourceVersion}; the caller gives it away */
    public static Item of(ObjectKey key, long revision, byte[] stored) {
        return new Item(key.whole(), revision, stored, null);
    }

    /**
     * The same, already parsed.
     * @param fields of {@code stored}
     */
    public static Item of(ObjectKey key, long revision, byte[] stored, Fields fields) {
        return new Item(key.whole(), revision, stored, fields);
    }

    /**
     * An item read from the wire; revision and key come from the body's metadata.
     * @param body the caller gives it away
     */
    public static Item read(Kind kind, ObjectNode body) {
        Fields read = Fields.of(body);
        String version = read.text("metadata", "resourceVersion").orElse("0");
        ObjectKey key = ObjectKey.of(
                kind,
                kind.namespaced() ? read.text("metadata", "namespace").orElse("") : "",
                read.text("metadata", "name").orElse(""));
        Fields bare = Fields.of(Trees.without(body, "metadata", "resourceVersion"));
        return new Item(key, Long.parseLong(version), null, bare);
    }

    /** Never a subresource's key. */
    public ObjectKey key() {
        return key;
    }

    public Kind kind() {
        return key.kind();
    }

    public String name() {
        return key.name();
    }

    /** Empty for cluster-scoped kinds. */
    public String namespace() {
        return key.namespace();
    }

    /** The store's counter at the write that made this state; clients see it as {@code resourceVersion}. */
    public long revision() {
        return revision;
    }

    /** The bytes as stored, without {@code resourceVersion}. Not to be changed. */
    public byte[] stored() {
        byte[] written = stored;
        if (written == null) {
            written = CanonicalJson.bytes((ObjectNode) fields().tree());
            stored = written;
        }
        return written;
    }

    /** The JSON as clients see it, with {@code metadata.resourceVersion}. */
    public byte[] bytes() {
        return CanonicalJson.withRevision(stored(), revision);
    }

    /** The whole tree, read-only, without {@code resourceVersion}. */
    public Fields fields() {
        Fields parsed = fields;
        if (parsed == null) {
            parsed = Fields.of(CanonicalJson.parseOwn(stored()));
            fields = parsed;
        }
        return parsed;
    }

    /** {@code metadata.uid}; empty only before the first write. */
    public String uid() {
        return text("metadata", "uid").orElse("");
    }

    /** {@code metadata.generation}: counts changes of the wish, not of the observation. */
    public long generation() {
        return number("metadata", "generation").orElse(0);
    }

    /** Whether a deletion waits for finalizers or grace. */
    public boolean terminating() {
        return fields().has("metadata", "deletionTimestamp");
    }

    public Map<String, String> labels() {
        return strings("metadata", "labels");
    }

    public Map<String, String> annotations() {
        return strings("metadata", "annotations");
    }

    /** The owner whose controller manages this object. Source: OwnerReference.controller. */
    public Optional<OwnerReference> controller() {
        return owners().stream().filter(OwnerReference::controller).findFirst();
    }

    public List<OwnerReference> owners() {
        return items("metadata", "ownerReferences").stream()
                .map(OwnerReference::read)
                .toList();
    }

    /** See {@link Fields#text}. */
    public Optional<String> text(String... path) {
        return fields().text(path);
    }

    /** See {@link Fields#number}. */
    public OptionalLong number(String... path) {
        return fields().number(path);
    }

    /** See {@link Fields#flag}. */
    public boolean flag(String... path) {
        return fields().flag(path);
    }

    /** See {@link Fields#items}. */
    public List<Fields> items(String... path) {
        return fields().items(path);
    }

    /** See {@link Fields#strings}. */
    public Map<String, String> strings(String... path) {
        return fields().strings(path);
    }

    /** A draft that starts from this state and remembers its revision as {@code resourceVersion}: a replace of it compares. */
    public Draft draft() {
        return Draft.of(key, fields()).with(Long.toString(revision), "metadata", "resourceVersion");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Item item
                && key.equals(item.key)
                && revision == item.revision
                && Arrays.equals(stored(), item.stored());
    }

    @Override
    public int hashCode() {
        return key.hashCode() * 31 + Long.hashCode(revision);
    }

    /** Key and revision only: values may be secret. */
    @Override
    public String toString() {
        return key + "@" + revision;
    }
}
