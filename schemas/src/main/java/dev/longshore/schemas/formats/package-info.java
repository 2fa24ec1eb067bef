/** How names, keys and other texts must look, each with the sentence Kubernetes says when they don't. Begin with
 * {@link dev.longshore.schemas.formats.Formats}. Knows nothing of kinds and fields. */
@NullMarked
package dev.longshore.schemas.formats;

import org.jspecify.annotations.NullMarked;
