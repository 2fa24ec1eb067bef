/** The watch cache: newest state of every object, a bounded window of changes, indexes. Fed by the store's stream of changes and
 * by nothing else. Never decides, never writes. Begin with {@link dev.longshore.engine.registry.view.View}. */
@NullMarked
package dev.longshore.engine.registry.view;

import org.jspecify.annotations.NullMarked;
