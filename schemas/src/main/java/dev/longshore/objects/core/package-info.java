/** Views of the core group's kinds: read-only, nothing copied, unknown fields survive. */
@NullMarked
package dev.longshore.objects.core;

import org.jspecify.annotations.NullMarked;
