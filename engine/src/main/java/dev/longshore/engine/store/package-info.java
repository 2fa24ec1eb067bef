/** Revisioned bytes by key. Knows nothing of objects. Begin with {@link dev.longshore.engine.store.Store}. */
@NullMarked
package dev.longshore.engine.store;

import org.jspecify.annotations.NullMarked;
