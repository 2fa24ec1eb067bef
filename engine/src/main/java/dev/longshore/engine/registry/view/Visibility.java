package dev.longshore.engine.registry.view;

import dev.longshore.objects.Item;

/** Which of the objects that a query finds its caller may see. Asked again for each change. */
@FunctionalInterface
public interface Visibility {
    /** Sees everything. */
    Visibility ALL = new Visibility() {
        @Override
        public boolean shows(Item item) {
            return true;
        }

        @Override
        public boolean everything() {
            return true;
        }
    };

    boolean shows(Item item);

    /** Whether there is nothing it would not show. */
    default boolean everything() {
        return false;
    }
}
