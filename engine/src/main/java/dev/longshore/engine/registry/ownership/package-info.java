/** Who owns which field: field sets, what a write changed, server-side apply. Pure. Walks the kind's {@code Shape} and knows no kind.
 * Begin with {@link dev.longshore.engine.registry.ownership.ManagedFields} and {@link dev.longshore.engine.registry.ownership.Applying}.
 * Source: structured-merge-diff, as Kubernetes uses it. */
@NullMarked
package dev.longshore.engine.registry.ownership;

import org.jspecify.annotations.NullMarked;
