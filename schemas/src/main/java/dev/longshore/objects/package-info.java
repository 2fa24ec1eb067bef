/** The JSON tree of an object and what every program says about it: keys, items, drafts, selectors, quantities, statuses. No
 * IO, no clock. Begin with {@link dev.longshore.objects.Item}. */
@NullMarked
package dev.longshore.objects;

import org.jspecify.annotations.NullMarked;
